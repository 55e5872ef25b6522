"""Ten thousand random edits against random marks: judged as an oracle judges them that looks at whole documents."""

from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from casesvc.forms.answers import without_blanks
from casesvc.forms.conditions import drop_inactive
from casesvc.forms.form import Form, Module
from casesvc.forms.marks import correction_problems, merge, opened_by, refused
from casesvc.forms.validation import problems
from tests.forms.builders import a_row, a_value, answers_for, linked_form, talent_tiers_form, trial_form

Answers = dict[str, Any]
Marks = set[tuple[str, ...]]
FORMS: dict[str, tuple[Callable[[], Form], dict[str, set[str]]]] = {
    "trial": (trial_form, {"basic": {"enterprise"}}),
    "linked": (
        linked_form,
        {
            "first": {"second", "third", "fourth"},
            "second": {"first", "third", "fourth"},
            "third": {"fourth"},
        },
    ),
    "talent-tiers": (talent_tiers_form, {"basic": {"enterprise"}}),
}
"""Each form with what a mark opens besides, written down by hand."""


def random_marks(form: Form, answers: Answers, chance: Random) -> Marks:
    """One to three modules, rows or slots."""
    parts: list[tuple[str, ...]] = []
    for module in form.modules:
        slots = [slot.key for slot in module.slots]
        parts.append((module.key,))
        if module.kind == "object":
            parts += [(module.key, slot) for slot in slots]
        for row in answers.get(module.key, ()) if module.kind == "rows" else ():
            parts.append((module.key, row["id"]))
            parts += [(module.key, row["id"], slot) for slot in slots]
    return set(chance.sample(parts, min(len(parts), chance.randint(1, 3))))


def edit(form: Form, answers: Answers, marks: Marks, chance: Random) -> None:
    """One thing a person, a program or an attacker might change; mostly in a module that has a mark."""
    near = [module for module in form.modules if any(part[0] == module.key for part in opened_by(form, marks))]
    module = chance.choice(near if chance.random() < 0.7 else form.modules)
    if module.kind == "object":
        field = chance.choice(module.fields)
        values = answers.setdefault(module.key, {})
        values[field.key] = chance.choice([a_value(field, chance), a_value(field, chance), "", None])
        return
    listed = answers.setdefault(module.key, [])
    if listed and chance.random() < 0.85:
        chance.choice([edit_value, edit_value, replace_row, *ROW_EDITS])(module, listed, chance)
    else:
        listed.insert(chance.randint(0, len(listed)), a_new_row(module, chance))


def a_new_row(module: Module, chance: Random) -> Answers:
    return a_row(module, chance, f"new-{chance.randrange(10**6)}")


def edit_value(module: Module, listed: list[Answers], chance: Random) -> None:
    field = chance.choice(module.fields)
    chance.choice(listed)[field.key] = chance.choice([a_value(field, chance), a_value(field, chance), ""])


def replace_row(module: Module, listed: list[Answers], chance: Random) -> None:
    listed[chance.randrange(len(listed))] = a_new_row(module, chance)


def move_first_row(module: Module, listed: list[Answers], chance: Random) -> None:
    listed.append(listed.pop(0))


RowEdit = Callable[[Module, list[Answers], Random], None]
ROW_EDITS: list[RowEdit] = [
    lambda _, listed, chance: listed.remove(chance.choice(listed)),
    move_first_row,
    lambda _, listed, chance: listed.append(deepcopy(chance.choice(listed))),
    lambda _, listed, chance: chance.choice(listed).update(id=chance.choice(listed)["id"]),
]
"""Remove, move, double, give a row the id of another."""


def allowed(form: Form, old: Answers, new: Answers, marks: Marks, opens: dict[str, set[str]]) -> bool:
    """The oracle: with everything the marks open masked on both sides, both documents are the same."""
    slots = {module.key: {slot.key for slot in module.slots} for module in form.modules}
    kinds = {module.key: module.kind for module in form.modules}
    whole = {mark[0] for mark in marks if len(mark) == 1}
    for mark in marks:
        if mark[-1] not in slots[mark[0]]:
            whole |= opens.get(mark[0], set())
    old, new = without_blanks(old), without_blanks(new)
    for module, kind in kinds.items():
        if module in whole:
            continue
        here = {mark[1:] for mark in marks if mark[0] == module}
        if kind == "object":
            before, after = (masked(document.get(module, {}), here) for document in (old, new))
            if before != after:
                return False
        elif not rows_allowed(old.get(module, []), new.get(module, []), here):
            return False
    return True


def masked(values: Answers, here: set[tuple[str, ...]]) -> Answers:
    return {key: value for key, value in values.items() if (key,) not in here}


def rows_allowed(old: list[Answers], new: list[Answers], here: set[tuple[str, ...]]) -> bool:
    ids, new_ids = [row["id"] for row in old], [row["id"] for row in new]
    if len(set(new_ids)) != len(new_ids):
        return False
    marked = {row_id for row_id in ids if (row_id,) in here}
    gone = len(marked - set(new_ids))
    if len(set(new_ids) - set(ids)) > gone:
        return False
    if [row_id for row_id in ids if row_id in new_ids] != [row_id for row_id in new_ids if row_id in ids]:
        return False

    def unmarked(listed: list[Answers]) -> list[Answers]:
        kept = (row for row in listed if row["id"] in ids and row["id"] not in marked)
        return [masked(row, {mark[1:] for mark in here if mark[0] == row["id"]}) for row in kept]

    return unmarked(old) == unmarked(new)


@pytest.mark.row("JL-076")
@pytest.mark.parametrize("name", FORMS)
def test_an_edit_is_refused_exactly_when_it_leaves_the_marks(name: str) -> None:
    build, opens = FORMS[name]
    form, chance, old = build(), Random(20260725), Answers()
    verdicts = {True: 0, False: 0}
    for number in range(3_000 if name == "linked" else 10_000):
        if number % 20 == 0:
            old = answers_for(form, chance)
        marks = random_marks(form, old, chance)
        new = deepcopy(old)
        for _edit in range(chance.choice([1, 1, 1, 2, 3])):
            edit(form, new, marks, chance)
        outside = refused(form, old, new, marks)
        expected = allowed(form, old, new, marks, opens)
        assert (outside == ()) == expected, (marks, outside, old, new)
        verdicts[expected] += 1
        if number % 3:
            continue
        merged = merge(form, old, new, marks)
        assert refused(form, old, merged, marks) == ()
        assert merge(form, old, merged, marks) == merged
        if expected and same_rows(form, old, new):
            assert merged == without_blanks(new)
    assert min(verdicts.values()) > 500, verdicts


def same_rows(form: Form, old: Answers, new: Answers) -> bool:
    """Without new rows, whose place in the list `merge` decides."""
    listed = [module.key for module in form.modules if module.kind == "rows"]
    known = {(key, row["id"]) for key in listed for row in old.get(key, [])}
    return {(key, row["id"]) for key in listed for row in new.get(key, [])} <= known


@pytest.mark.row("JL-074", "JL-076")
@pytest.mark.parametrize("name", FORMS)
def test_whatever_is_changed_inside_the_marks_can_be_completed_inside_them(name: str) -> None:
    form, chance = FORMS[name][0](), Random(7)
    edited = 0
    for _ in range(150):
        returned, _ignored = drop_inactive(form, answers_for(form, chance))
        assert problems(form, returned) == ()
        marks = random_marks(form, returned, chance)
        draft = deepcopy(returned)
        for _edit in range(6):
            edit(form, draft, marks, chance)
        draft = merge(form, returned, draft, marks)
        edited += draft != returned
        complete(form, returned, draft, marks, chance)
    assert edited > 50


def complete(form: Form, returned: Answers, draft: Answers, marks: Marks, chance: Random) -> None:
    """Fill what is missing, touching only opened parts, until nothing blocks; fails if that cannot be done."""
    opened = opened_by(form, marks)
    for _ in range(8):
        blocking, notes = correction_problems(form, returned, draft, marks)
        assert notes == ()
        if not blocking:
            break
        for problem in blocking:
            mend(form, draft, problem.path, chance)
        assert refused(form, returned, draft, marks) == (), (marks, opened, [problem.path for problem in blocking])
    else:
        pytest.fail(f"{marks} {blocking}")
    submitted, _ignored = drop_inactive(form, draft)
    assert refused(form, returned, submitted, marks) == ()


def mend(form: Form, draft: Answers, path: tuple[str, ...], chance: Random) -> None:
    module = form.module(path[0])
    assert module
    if len(path) == 1:
        listed = draft[module.key] = list({row["id"]: row for row in draft.get(module.key, [])}.values())
        while len(listed) < max(1, module.min_rows):
            listed.append(a_row(module, chance, f"mended-{chance.randrange(10**9)}"))
        del listed[module.row_limit :]
        return
    place = draft.setdefault(module.key, {})
    if module.kind == "rows":
        place = next(row for row in place if row["id"] == path[1])
    field = module.field(path[-1])
    assert field
    place[field.key] = a_value(field, chance)
