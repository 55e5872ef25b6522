"""Answers as people read them: labels, option titles, file names; for read pages and documents."""

from collections.abc import Mapping
from dataclasses import dataclass

from casesvc.forms.answers import Answers, Path, Row, object_of, rows_of
from casesvc.forms.conditions import drop_inactive, shown
from casesvc.forms.fields import Field
from casesvc.forms.form import Form, Module


@dataclass(frozen=True)
class ShownField:
    """One question with its answer as text; ``files``: the attachments of a slot, as in the answers."""

    path: Path
    key: str
    label: str
    text: str
    files: tuple[Row, ...] = ()


@dataclass(frozen=True)
class ShownRow:
    """One row of a module; an object module has a single one without an id."""

    id: str | None
    fields: tuple[ShownField, ...]

    def text(self, key: str) -> str:
        """The text of one field, empty if it is not shown."""
        return next((field.text for field in self.fields if field.key == key), "")


@dataclass(frozen=True)
class ShownModule:
    """A section with the fields that apply."""

    key: str
    title: str
    kind: str
    rows: tuple[ShownRow, ...]


def show(form: Form, answers: Answers) -> tuple[ShownModule, ...]:
    """The modules and fields that apply to these answers, filled or not, in the form's order."""
    active, _ = drop_inactive(form, answers)
    return tuple(_module(module, active) for module in form.modules if shown(module, active, {}))


def value_text(field: Field, value: object) -> str:
    """A value as text: the title of an option, 是 and 否, the names of files; an unlisted value as it is."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(_item_text(field, item) for item in value)
    return _item_text(field, value)


def _item_text(field: Field, value: object) -> str:
    if isinstance(value, Mapping):
        return str(value.get("name", ""))
    titles = (option.title for option in field.options if option.value == value)
    return next(titles, str(value))


def _module(module: Module, answers: Answers) -> ShownModule:
    if module.kind == "object":
        rows: tuple[ShownRow, ...] = (_row(module, answers, None, object_of(answers, module.key)),)
    else:
        rows = tuple(_row(module, answers, row["id"], row) for row in rows_of(answers, module.key))
    return ShownModule(module.key, module.title, module.kind, rows)


def _row(module: Module, answers: Answers, row_id: str | None, values: Row) -> ShownRow:
    path: Path = (module.key,) if row_id is None else (module.key, row_id)
    fields = tuple(_field(field, path, values) for field in module.fields if shown(field, answers, values))
    return ShownRow(row_id, fields)


def _field(field: Field, path: Path, values: Row) -> ShownField:
    value = values.get(field.key)
    files = tuple(value) if field.slot and isinstance(value, list) else ()
    return ShownField((*path, field.key), field.key, field.title, value_text(field, value), files)
