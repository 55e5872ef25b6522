"""The facts of a stalled case as an administrator corrects them: a row for each, and one for a fact that is missing."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casesvc.cases.rejection import Rejection

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

KINDS: Mapping[str, str] = {"text": "文字", "number": "数字", "truth": "是或否", "none": "空", "json": "列表或对象"}
TRUTHS = {"是": True, "否": False, "true": True, "false": False}
MOST_ROWS = 200  # more than a case can hold; what a forged form adds is not read


@dataclass(frozen=True)
class FactRow:
    """One fact as it stands in the form; ``known`` is False for the row in which a missing one is added."""

    name: str
    kind: str
    text: str
    known: bool = True


def rows_of(facts: Mapping[str, Any]) -> tuple[FactRow, ...]:
    """Return the rows for what is known, and an empty one."""
    rows = (FactRow(name, *written(value)) for name, value in sorted(facts.items()))
    return (*rows, FactRow("", "text", "", known=False))


def written(value: Any) -> tuple[str, str]:
    """Return kind and text of a value."""
    match value:
        case None:
            return "none", ""
        case bool():
            return "truth", "是" if value else "否"
        case str():
            return "text", value
        case int() | float():
            return "number", json.dumps(value)
        case _:
            return "json", json.dumps(value, ensure_ascii=False)


def typed_rows(posted: "MultiDict[str, str]", facts: Mapping[str, Any]) -> tuple[FactRow, ...]:
    """Read the rows of a post, in their order."""
    rows = []
    for number in range(MOST_ROWS):
        if f"name.{number}" not in posted:
            break
        name, text = posted[f"name.{number}"].strip(), posted.get(f"value.{number}", "")
        kind = posted.get(f"kind.{number}", "text")
        rows.append(FactRow(name, kind if kind in KINDS else "text", text.replace("\r\n", "\n"), name in facts))
    return tuple(rows)


def corrected(rows: tuple[FactRow, ...], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts whose row was changed. Raise Rejection fact-value or fact-name; ``field`` is the fact's name."""
    return dict(changes(rows, facts))


def changes(rows: tuple[FactRow, ...], facts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield name and value of every row that says something else than is known."""
    for row in rows:
        if row.known:
            kind, text = written(facts[row.name])
            if (row.kind, row.text) != (kind, text.replace("\r\n", "\n")):
                yield row.name, value_of(row)
        elif row.name:
            yield row.name, value_of(row)
        elif row.text.strip():
            raise Rejection("fact-name", "请填写这项事实的名称", {"field": ""})


def value_of(row: FactRow) -> Any:
    """Return the value a row says. Raise Rejection fact-value."""
    match row.kind:
        case "none":
            return None
        case "truth" if row.text.strip() in TRUTHS:
            return TRUTHS[row.text.strip()]
        case "number" | "json":
            value = parsed(row.text)
            if written(value)[0] == row.kind:
                return value
        case "text":
            return row.text
    examples = {
        "truth": "应为“是”或“否”",
        "number": "应为数字，例如 60 或 87.5",
        "json": '应为列表或对象，例如 ["甲", "乙"]',
    }
    raise Rejection("fact-value", f"{row.name} {examples[row.kind]}", {"field": row.name})


def parsed(text: str) -> Any:
    """Return what JSON text stands for; None when it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
