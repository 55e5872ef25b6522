"""Functions on texts; none takes a pattern, because the cost of matching one has no bound."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from casesvc.diagrams.decisions.cells.dates import iso
from casesvc.diagrams.decisions.cells.functions.built_in import BuiltIn, built_in
from casesvc.diagrams.decisions.cells.values import MAX_TEXT, kind, number_from
from casesvc.diagrams.expressions import ExpressionFailed


def number_text(value: Decimal) -> str:
    """Return a number as people write it, without zeros that say nothing."""
    plain = value.normalize()
    return f"{plain:f}" if abs(plain.adjusted()) < 40 else str(plain)


def _string(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return number_text(value)
    if kind(value) in ("list", "context", "range"):
        raise ExpressionFailed("not-supported", "string 只能用于文字、数字、是否、日期和时长，请逐项转换")
    return iso(value)


def _substring(text: str, start: Decimal, length: Decimal | None) -> str | None:
    first, size = int(start), len(text) if length is None else int(length)
    if first == 0 or abs(first) > len(text) or size < 1:
        return None
    begin = first - 1 if first > 0 else len(text) + first
    return text[begin : begin + size]


def _number(text: Any, grouping: str | None, point: str | None) -> Decimal | None:
    if isinstance(text, Decimal):
        return text
    if not isinstance(text, str) or grouping not in (None, " ", ",", ".") or point not in (None, ",", "."):
        return None
    if grouping is not None and grouping == (point or "."):
        return None
    plain = text.replace(grouping, "") if grouping else text
    if point == ",":
        plain = "x" if "." in plain else plain.replace(",", ".")
    # Python's decimals also read NaN, Infinity, blanks and underscores, which are no numbers here.
    return number_from(plain) if set(plain) <= set("0123456789.+-eE") else None


def _joined(parts: tuple[Any, ...], delimiter: str | None) -> str | None:
    said = [part for part in parts if part is not None]
    if not all(isinstance(part, str) for part in said):
        return None
    if sum(map(len, said)) + len(said) * len(delimiter or "") > MAX_TEXT:
        raise ExpressionFailed("too-large", f"文字超过 {MAX_TEXT} 个字符")
    return (delimiter or "").join(said)


_TWO = "string:string, match:string"
TEXTS: Mapping[str, BuiltIn] = {
    "contains": built_in(_TWO, lambda text, match: match in text),
    "starts with": built_in(_TWO, lambda text, match: text.startswith(match)),
    "ends with": built_in(_TWO, lambda text, match: text.endswith(match)),
    "substring before": built_in(_TWO, lambda text, match: text.partition(match)[0] if match and match in text else ""),
    "substring after": built_in(_TWO, lambda text, match: text.partition(match)[2] if match else text),
    "string length": built_in("string:string", lambda text: Decimal(len(text))),
    "upper case": built_in("string:string", lambda text: text.upper()),
    "lower case": built_in("string:string", lambda text: text.lower()),
    "substring": built_in("string:string, start position:number, length:number?", _substring),
    "string join": built_in("list:list, delimiter:string?", _joined),
    "string": built_in("from", _string),
    "number": built_in("from, grouping separator:string?, decimal separator:string?", _number),
}
