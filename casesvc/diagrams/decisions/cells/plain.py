"""Plain values become those of cells and come back: numbers, texts, lists and dicts outside; dates as ISO 8601."""

import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from casesvc.diagrams.decisions.cells.dates import iso
from casesvc.diagrams.decisions.cells.values import MATH, MAX_TEXT, Months, Range, weight
from casesvc.diagrams.expressions import ExpressionFailed

MAX_DEPTH = 30
MAX_VALUES = 20_000
_DATES: tuple[type, ...] = (date, time, datetime, timedelta, Months)
_LARGEST = Decimal("1e300")


def from_plain(value: Any) -> Any:
    """Return a value from outside as one of cells; raise ExpressionFailed for what is none or too much of it."""
    inside = _inside(value, MAX_DEPTH)
    if weight(inside, MAX_VALUES) > MAX_VALUES:
        raise ExpressionFailed("too-large", f"给决策表的数据超过 {MAX_VALUES} 项")
    return inside


def _inside(value: Any, depth: int) -> Any:
    if depth == 0:
        raise ExpressionFailed("too-deep", f"给决策表的数据嵌套超过 {MAX_DEPTH} 层")
    if isinstance(value, Mapping):
        return {str(key): _inside(part, depth - 1) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_inside(part, depth - 1) for part in value)
    return value if value is None or type(value) in (bool, *_DATES) else _text_or_number(value)


def _text_or_number(value: Any) -> str | Decimal:
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, str) and len(value) <= MAX_TEXT:
        return str(value)
    if isinstance(value, str):
        raise ExpressionFailed("too-large", f"给决策表的文字超过 {MAX_TEXT} 个字符")
    raise ExpressionFailed("values-do-not-fit", f"决策表不能使用 {type(value).__name__} 类型的数据")


def _number(value: float) -> Decimal:
    if abs(value) >= 10**34 or not math.isfinite(value):
        raise ExpressionFailed("too-large", "给决策表的数字不能超过 34 位")
    return Decimal(int(value)) if value == int(value) else Decimal(repr(float(value)))


def to_plain(value: Any) -> Any:
    """Return a value of cells for outside; raise ExpressionFailed where nothing plain can hold it."""
    if weight(value, MAX_VALUES) > MAX_VALUES:
        raise ExpressionFailed("too-large", f"决策结果超过 {MAX_VALUES} 项")
    return _outside(value)


def _outside(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_outside(part) for part in value]
    if isinstance(value, dict):
        return {key: _outside(part) for key, part in value.items()}
    if isinstance(value, Decimal):
        return _plain_number(value)
    if isinstance(value, date | time | timedelta | Months):
        return iso(value)
    if isinstance(value, Range):
        raise ExpressionFailed("values-do-not-fit", "决策结果不能是区间")
    return value


def _plain_number(value: Decimal) -> int | float:
    if abs(value) >= _LARGEST:
        raise ExpressionFailed("too-large", "计算结果太大")
    whole = value.adjusted() < 34 and value == value.to_integral_value(context=MATH)
    return int(value) if whole else float(value)
