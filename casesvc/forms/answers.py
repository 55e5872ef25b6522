"""Answers: `{module: object | [rows]}`. Finding one's way in them, and what parts of them are called."""

from collections.abc import Iterator, Mapping
from typing import Any

from casesvc.forms.form import Form

Answers = Mapping[str, Any]
Path = tuple[str, ...]
"""``(module,)``, ``(module, field)`` or ``(module, row, field)``; of a row: ``(module, row)``."""
Row = Mapping[str, Any]


def without_blanks(answers: Answers) -> dict[str, Any]:
    """A copy in which nothing is kept that says nothing: no empty text, list or object. A row stays, even empty."""
    filled = {key: _without_blanks(content) for key, content in answers.items()}
    return {key: content for key, content in filled.items() if not is_blank(content)}


def _without_blanks(content: object) -> object:
    if isinstance(content, Mapping):
        return {key: value for key, value in content.items() if not is_blank(value)}
    if isinstance(content, list):
        return [_without_blanks(row) for row in content]
    return content


def is_blank(value: object) -> bool:
    """Whether a value counts as not given."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, list | Mapping) and not value)


def rows_of(answers: Answers, module: str) -> list[Row]:
    """The rows of a module that are well formed: objects with a textual id."""
    rows = answers.get(module)
    if not isinstance(rows, list):
        return []
    return [row for row in rows if isinstance(row, Mapping) and isinstance(row.get("id"), str)]


def object_of(answers: Answers, module: str) -> Row:
    """The values of an object module, empty where it is not filled in."""
    values = answers.get(module)
    return values if isinstance(values, Mapping) else {}


def places(form: Form, answers: Answers) -> Iterator[tuple[Path, Row]]:
    """Every object module as ``(module,)`` and every row as ``(module, row)``, with its values, in the form's order."""
    for module in form.modules:
        if module.kind == "rows":
            yield from (((module.key, row["id"]), row) for row in rows_of(answers, module.key))
        else:
            yield (module.key,), object_of(answers, module.key)


def value_at(answers: Answers, path: Path) -> object:
    """The value of a module, row or field; None where there is none."""
    found: Any = answers.get(path[0])
    for key in path[1:]:
        if isinstance(found, list):
            found = next((row for row in found if isinstance(row, Mapping) and row.get("id") == key), None)
        else:
            found = found.get(key) if isinstance(found, Mapping) else None
    return found


def covers(parts: frozenset[Path], path: Path) -> bool:
    """Whether the path is one of the parts or lies inside one."""
    return any(path[:length] in parts for length in range(1, len(path) + 1))


def label(form: Form, answers: Answers, path: Path) -> str:
    """What people call this place: 基本信息, 姓名, 学习经历第 2 条, 学习经历第 2 条：毕业学校."""
    module = form.module(path[0])
    if module is None:
        return path[0]
    if len(path) == 1:
        return module.title
    field = module.field(path[-1])
    if module.kind == "object":
        return field.title if field else module.title
    ids = [row["id"] for row in rows_of(answers, module.key)]
    row = f"{module.title}第 {ids.index(path[1]) + 1} 条" if path[1] in ids else module.title
    return f"{row}：{field.title}" if field and len(path) > 2 else row
