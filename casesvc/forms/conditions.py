"""Which fields and modules are shown and required, given the answers; dropping values whose condition turned off."""

from collections.abc import Iterator, Mapping
from typing import Any

from casesvc.forms.answers import Answers, Path, Row, label, object_of, places, rows_of, value_at, without_blanks
from casesvc.forms.form import Condition, Field, Form, Module
from casesvc.forms.validator import satisfies

_NOTHING: Mapping[str, Any] = {}


def visible(form: Form, answers: Answers, module: str, row: str | None = None) -> frozenset[str]:
    """Keys of the fields shown in this module (or in this row of it)."""
    active, _ = drop_inactive(form, answers)
    found = form.module(module)
    if found is None or not shown(found, active, _NOTHING):
        return frozenset()
    values = _values(active, module, row)
    return frozenset(field.key for field in found.fields if shown(field, active, values))


def required(form: Form, answers: Answers, module: str, row: str | None = None) -> frozenset[str]:
    """Keys of the fields that have to be filled in this module or row, as the answers stand."""
    active, _ = drop_inactive(form, answers)
    found = form.module(module)
    values = _values(active, module, row)
    return frozenset(field.key for field in found.fields if demanded(field, active, values)) if found else frozenset()


def visible_modules(form: Form, answers: Answers) -> tuple[str, ...]:
    """Keys of the modules shown, as the answers stand, in the form's order."""
    active, _ = drop_inactive(form, answers)
    return tuple(module.key for module in form.modules if shown(module, active, _NOTHING))


def drop_inactive(form: Form, answers: Answers) -> tuple[dict[str, Any], tuple[tuple[Path, str], ...]]:
    """The answers as they would be submitted, and path and label of each value left out because its condition is off.

    One value may hang on another, so this goes on until nothing more falls away; no condition turns on by a value
    falling away, so the order does not matter.
    """
    active = without_blanks(answers)
    dropped: list[Path] = []
    while paths := list(_inactive(form, active)):
        dropped += paths
        for path in paths:
            _remove(active, path)
        active = without_blanks(active)
    return active, tuple((path, label(form, answers, path)) for path in sorted(dropped, key=_order(form, answers)))


def holds(condition: Condition, answers: Answers, values: Row) -> bool:
    """Whether a condition holds; ``values``: of the module or row it belongs to."""
    return satisfies(condition.schema, answers if condition.scope == "form" else values)


def shown(part: Field | Module, answers: Answers, values: Row) -> bool:
    """Whether a field or module is shown; ``answers`` without inactive values."""
    return not part.show_if or any(holds(condition, answers, values) for condition in part.show_if)


def demanded(part: Field | Module, answers: Answers, values: Row) -> bool:
    """Whether a field or module has to be filled; ``answers`` without inactive values."""
    return part.required or any(holds(condition, answers, values) for condition in part.required_if)


def _values(answers: Answers, module: str, row: str | None) -> Row:
    if row is None:
        return object_of(answers, module)
    found = value_at(answers, (module, row))
    return found if isinstance(found, Mapping) else _NOTHING


def _inactive(form: Form, answers: Answers) -> Iterator[Path]:
    for module in form.modules:
        if module.key in answers and not shown(module, answers, _NOTHING):
            yield (module.key,)
    for path, values in places(form, answers):
        module_of = form.module(path[0])
        for field in module_of.fields if module_of and module_of.key in answers else ():
            if field.key in values and not shown(field, answers, values):
                yield (*path, field.key)


def _remove(answers: dict[str, Any], path: Path) -> None:
    """Take a value out of a copy made by ``without_blanks`` (its modules and rows are its own)."""
    if len(path) == 1:
        answers.pop(path[0], None)
        return
    holders = [answers.get(path[0])] if len(path) == 2 else rows_of(answers, path[0])
    for holder in holders:  # all rows of this id: should there be two, neither may keep the value
        if isinstance(holder, dict) and holder.get("id") == (path[1] if len(path) > 2 else holder.get("id")):
            holder.pop(path[-1], None)


def _order(form: Form, answers: Answers) -> Any:
    position = {path: number for number, (path, _) in enumerate(places(form, answers))}
    modules = {module.key: number for number, module in enumerate(form.modules)}

    def key(path: Path) -> tuple[int, int, Path]:
        return modules.get(path[0], len(modules)), position.get(path[:-1], -1), path

    return key
