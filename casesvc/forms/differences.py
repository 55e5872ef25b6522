"""What differs between two sets of answers, by place; rows are told apart by their id."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from casesvc.forms.answers import Answers, Path, Row, object_of, rows_of, without_blanks
from casesvc.forms.form import Form, Module

Kind = Literal["changed", "added", "removed", "order", "shape"]


@dataclass(frozen=True)
class Difference:
    """A field, row or module at ``path`` differs. ``shape``: one side is not what the form describes there."""

    path: Path
    kind: Kind


def differences(form: Form, old: Answers, new: Answers) -> Iterator[Difference]:
    """Every difference that says something: an empty text and a missing one are the same."""
    old, new = without_blanks(old), without_blanks(new)
    for module in form.modules:
        if not (_has_shape(module, old) and _has_shape(module, new)):
            if old.get(module.key) != new.get(module.key):
                yield Difference((module.key,), "shape")
        elif module.kind == "rows":
            yield from _between_rows(module, rows_of(old, module.key), rows_of(new, module.key))
        else:
            yield from _between_values(module, (module.key,), object_of(old, module.key), object_of(new, module.key))
    for key in sorted((old.keys() | new.keys()) - {module.key for module in form.modules}):
        if old.get(key) != new.get(key):
            yield Difference((key,), "shape")


def _has_shape(module: Module, answers: Answers) -> bool:
    content = answers.get(module.key)
    if module.kind == "object":
        return content is None or isinstance(content, Mapping)
    rows = rows_of(answers, module.key)
    whole = content is None or (isinstance(content, list) and len(rows) == len(content))
    return whole and len({row["id"] for row in rows}) == len(rows)


def _between_rows(module: Module, old: list[Row], new: list[Row]) -> Iterator[Difference]:
    before, after = {row["id"]: row for row in old}, {row["id"]: row for row in new}
    for row_id in before:
        if row_id not in after:
            yield Difference((module.key, row_id), "removed")
    for row_id, row in after.items():
        if row_id in before:
            yield from _between_values(module, (module.key, row_id), before[row_id], row)
        else:
            yield Difference((module.key, row_id), "added")
    if [row_id for row_id in before if row_id in after] != [row_id for row_id in after if row_id in before]:
        yield Difference((module.key,), "order")


def _between_values(module: Module, path: Path, old: Row, new: Row) -> Iterator[Difference]:
    known = [field.key for field in module.fields]
    for key in [*known, *sorted((old.keys() | new.keys()) - set(known))]:
        if not _same(old.get(key), new.get(key)):
            kind: Kind = "added" if key not in old else "removed" if key not in new else "changed"
            yield Difference((*path, key), kind)


def _same(old: object, new: object) -> bool:
    """Equal, where a yes is not the number one."""
    return old == new and isinstance(old, bool) == isinstance(new, bool)
