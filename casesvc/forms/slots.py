"""Finds an attachment slot by its path and puts files into answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from casesvc.forms.fields import Slot
from casesvc.forms.form import Form


class UnknownSlot(LookupError):
    """The path names no slot of the form, or a row that is not there."""


def slot_at(form: Form, answers: Mapping[str, Any], path: Sequence[str]) -> tuple[Slot, list[dict[str, Any]]]:
    """Return the slot at ``(module, slot)`` or ``(module, row, slot)`` and the files in it. Raise UnknownSlot."""
    module = form.module(path[0]) if path else None
    field = next((f for f in module.fields if f.key == path[-1] and f.slot), None) if module else None
    if module is None or field is None or field.slot is None or len(path) != (3 if module.kind == "rows" else 2):
        raise UnknownSlot(".".join(path))
    return field.slot, list(holder(answers, path).get(field.key, ()))


def holder(answers: Mapping[str, Any], path: Sequence[str]) -> Mapping[str, Any]:
    """Return the module or row that holds the slot. Raise UnknownSlot when the row is not there."""
    inside = answers.get(path[0])
    if len(path) == 2:  # (module, slot)
        return inside if isinstance(inside, Mapping) else {}
    for row in inside or ():
        if row["id"] == path[1]:
            found: Mapping[str, Any] = row
            return found
    raise UnknownSlot(".".join(path))


def with_files(answers: Mapping[str, Any], path: Sequence[str], files: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return answers whose slot at ``path`` holds ``files``; an emptied slot is absent."""
    inside = dict(holder(answers, path))
    inside.pop(path[-1], None)
    if files:
        inside[path[-1]] = list(files)
    if len(path) == 2:  # (module, slot)
        return {**answers, path[0]: inside}
    return {**answers, path[0]: [inside if row["id"] == path[1] else row for row in answers[path[0]]]}
