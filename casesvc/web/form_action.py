"""Which button of a form was pressed: the one field ``_do``, a verb and what it is about."""

from collections.abc import Mapping
from dataclasses import dataclass

VERBS = frozenset(
    {
        "save", "back", "next", "submit", "go",
        "add-row", "edit-row", "save-row", "close-row", "delete-row", "upload", "remove-file",
    }
)  # fmt: skip


@dataclass(frozen=True)
class FormAction:
    """``verb`` as in VERBS; ``path`` is (module), (module, row), a slot's path, or a slot's path and a file id."""

    verb: str
    path: tuple[str, ...] = ()


def read_action(posted: Mapping[str, str]) -> FormAction:
    """The pressed button; ``save`` when none was named (the Enter key), ``save`` too for an unknown verb."""
    verb, _, path = posted.get("_do", "").partition(":")
    if verb not in VERBS:
        return FormAction("save")
    return FormAction(verb, tuple(path.split(".")) if path else ())
