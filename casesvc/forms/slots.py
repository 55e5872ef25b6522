"""The files in an attachment slot of answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from casesvc.forms.answers import Answers, Path, object_of, rows_of, value_at


class UnknownSlot(LookupError):
    """The path leads to a row that is not there."""


def files_at(answers: Answers, path: Path) -> list[Mapping[str, Any]]:
    """Return the files in the slot at ``(module, slot)`` or ``(module, row, slot)``."""
    found = value_at(answers, path)
    return list(found) if isinstance(found, list) else []


def with_files(answers: Answers, path: Path, files: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return answers whose slot at ``path`` holds ``files``; an emptied slot is absent. Raise UnknownSlot."""
    if len(path) == 2:
        return {**answers, path[0]: filled(object_of(answers, path[0]), path[-1], files)}
    rows = rows_of(answers, path[0])
    if all(row["id"] != path[1] for row in rows):
        raise UnknownSlot(".".join(path))
    changed = [filled(row, path[-1], files) if row["id"] == path[1] else row for row in rows]
    return {**answers, path[0]: changed}


def filled(values: Mapping[str, Any], slot: str, files: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a module or row with ``files`` in its slot."""
    others = {key: value for key, value in values.items() if key != slot}
    return {**others, slot: list(files)} if files else others
