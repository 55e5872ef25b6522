"""Marked correction: which parts a return opens, and holding a resubmission to them.

A mark is a path to a module, a row or a slot, never smaller. A marked row may be changed, deleted or replaced: as many
new rows may come as marked rows went, and they take their places. Rows that stay keep their order.
"""

from collections.abc import Collection, Mapping
from typing import Any

from casesvc.forms.answers import Answers, Path, Row, covers, object_of, places, rows_of, value_at, without_blanks
from casesvc.forms.differences import differences
from casesvc.forms.form import Form, Module
from casesvc.forms.problem import Problem
from casesvc.forms.validation import problems

Marks = Collection[Path]


def opened_by(form: Form, marks: Marks) -> frozenset[Path]:
    """The marks and every module that depends on a marked one, over any number of steps.

    A mark on a slot opens the slot alone: no condition may look at attachments.
    """
    opened = {tuple(mark) for mark in marks}
    reached = {mark[0] for mark in opened if not _is_slot(form, mark)}
    waiting = list(reached)
    while waiting:
        changed = waiting.pop()
        for module in form.modules:
            if changed in module.depends and (module.key,) not in opened:
                opened.add((module.key,))
                waiting.append(module.key)
    return frozenset(mark for mark in opened if len(mark) == 1 or not covers(frozenset(opened), mark[:-1]))


def unknown_marks(form: Form, answers: Answers, marks: Marks) -> tuple[Path, ...]:
    """Marks that name no module, row or slot of these answers."""
    return tuple(mark for mark in marks if not _is_part(form, answers, tuple(mark)))


def editable(form: Form, answers: Answers, marks: Marks | None) -> frozenset[Path]:
    """Every module, row and field that may be edited. ``marks``: None before the first submission, when all may."""
    opened = frozenset((m.key,) for m in form.modules) if marks is None else opened_by(form, marks)
    parts: set[Path] = {part for part in opened if len(part) == 1}
    for path, _ in places(form, answers):
        module = form.module(path[0])
        fields = [(*path, field.key) for field in module.fields] if module else []
        parts |= {place for place in (path, *fields) if covers(opened, place)}
    return frozenset(parts)


def merge(form: Form, returned: Answers, posted: Answers, marks: Marks) -> dict[str, Any]:
    """The returned answers with only the opened parts taken from the request.

    ``posted`` holds the whole draft: an opened module that it lacks has been emptied.
    """
    returned, posted = without_blanks(returned), without_blanks(posted)
    opened, merged = opened_by(form, marks), dict(returned)
    for module in form.modules:
        if (module.key,) in opened:
            merged[module.key] = posted.get(module.key)
        elif module.kind == "rows":
            merged[module.key] = _merged_rows(module, returned, posted, opened)
        else:
            merged[module.key] = _with_slots(object_of(returned, module.key), posted, (module.key,), opened)
    return without_blanks(merged)


def refused(form: Form, old: Answers, new: Answers, marks: Marks) -> tuple[Path, ...]:
    """The places where the new answers differ from the old outside the opened parts."""
    opened = opened_by(form, marks)
    outside: list[Path] = []
    places_left = {module.key: _places_left(module, old, new, opened) for module in form.modules}
    for difference in differences(form, old, new):
        path, module = difference.path, difference.path[0]
        if covers(opened, path):
            continue
        if difference.kind == "added" and _is_row(form, path) and places_left[module] > 0:
            places_left[module] -= 1
            continue
        outside.append(path)
    return tuple(outside)


def rows_to_replace(form: Form, returned: Answers, draft: Answers, marks: Marks, module: str) -> int | None:
    """How many rows may still be added to this module; None where the marks set no limit (it is wholly open)."""
    opened, found = opened_by(form, marks), form.module(module)
    if found is None or (module,) in opened:
        return None
    known = {row["id"] for row in rows_of(returned, module)}
    added = sum(row["id"] not in known for row in rows_of(draft, module))
    return _places_left(found, returned, draft, opened) - added


def correction_problems(
    form: Form, returned: Answers, answers: Answers, marks: Marks
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """The problems that block a resubmission, and the others as notes for the next reviewer.

    A problem outside the opened parts blocks only if the returned answers did not have it: then an edit caused it, and
    an edit can cure it. What was there before never blocks.
    """
    opened = opened_by(form, marks)
    before = {(problem.path, problem.code) for problem in problems(form, returned)}
    blocking: list[Problem] = []
    notes: list[Problem] = []
    for problem in problems(form, answers):
        old = (problem.path, problem.code) in before and not covers(opened, problem.path)
        (notes if old else blocking).append(problem)
    return tuple(blocking), tuple(notes)


def _is_slot(form: Form, path: Path) -> bool:
    module = form.module(path[0])
    return module is not None and len(path) == (3 if module.kind == "rows" else 2)


def _is_row(form: Form, path: Path) -> bool:
    module = form.module(path[0])
    return module is not None and module.kind == "rows" and len(path) == 2


def _is_part(form: Form, answers: Answers, mark: Path) -> bool:
    module = form.module(mark[0]) if mark else None
    if module is None or len(mark) == 1:
        return module is not None
    slots = {slot.key for slot in module.slots}
    if module.kind == "object":
        return len(mark) == 2 and mark[1] in slots
    return value_at(answers, mark[:2]) is not None and (len(mark) == 2 or (len(mark) == 3 and mark[2] in slots))


def _places_left(module: Module, old: Answers, new: Answers, opened: frozenset[Path]) -> int:
    kept = {row["id"] for row in rows_of(new, module.key)}
    return sum((module.key, row["id"]) in opened and row["id"] not in kept for row in rows_of(old, module.key))


def _merged_rows(module: Module, returned: Answers, posted: Answers, opened: frozenset[Path]) -> list[Row]:
    before, after = rows_of(returned, module.key), {row["id"]: row for row in rows_of(posted, module.key)}
    known = {row["id"] for row in before}
    new_rows = (row for row_id, row in after.items() if row_id not in known)
    merged: list[Row | None] = []
    for row in before:
        path = (module.key, row["id"])
        if path not in opened:
            merged.append(_with_slots(row, posted, path, opened))
        else:
            merged.append(after.get(row["id"]) or next(new_rows, None))
    return [row for row in merged if row is not None]


def _with_slots(values: Row, posted: Answers, path: Path, opened: frozenset[Path]) -> Mapping[str, Any]:
    """The values with the opened slots as posted; a row that the request lacks stays as it is."""
    if len(path) > 1 and value_at(posted, path) is None:
        return values
    slots = {part[-1]: value_at(posted, part) for part in opened if part[:-1] == path}
    return {**values, **slots}
