"""The values of cells: what kinds there are and how they compare.

Inside, numbers are decimals of 34 digits, lists are tuples, contexts are dicts; null is None.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal, DecimalException, DivisionByZero, InvalidOperation, Overflow
from typing import Any

MATH = Context(prec=34, Emin=-6143, Emax=6144, traps=[InvalidOperation, DivisionByZero, Overflow])
MAX_TEXT = 20_000


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """A duration of years and months; days cannot be compared with it."""

    count: int


@dataclass(frozen=True, slots=True)
class Range:
    """An interval whose ends are known values; None is no end."""

    low: Any
    high: Any
    with_low: bool
    with_high: bool


_KINDS: Mapping[type, str] = {
    bool: "boolean",
    Decimal: "number",
    str: "string",
    date: "date",
    datetime: "date and time",
    time: "time",
    timedelta: "days and time duration",
    Months: "years and months duration",
    Range: "range",
    tuple: "list",
    dict: "context",
    type(None): "null",
}
ORDERED = frozenset(set(_KINDS.values()) - {"boolean", "range", "list", "context", "null"})


def kind(value: Any) -> str:
    """Return the name of the kind of a value, e.g. ``number``."""
    return _KINDS[type(value)]


def equal(left: Any, right: Any) -> bool | None:
    """Tell whether two values are the same; None when their kinds differ, so that neither yes nor no is right."""
    if left is None or right is None:
        return left is right
    if kind(left) != kind(right):
        return None
    if isinstance(left, tuple):
        return len(left) == len(right) and all(map(equal, left, right))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(equal(left[key], right[key]) for key in left)
    return bool(left == right)


def compared(left: Any, right: Any) -> int | None:
    """Return -1, 0 or 1 for less, same and greater; None when the two have no order."""
    if kind(left) != kind(right) or kind(left) not in ORDERED:
        return None
    try:
        return int(left > right) - int(left < right)
    except TypeError:  # one time has a zone and the other has none
        return None


def within(value: Any, interval: Range) -> bool | None:
    """Tell whether a value lies in an interval; None when it cannot be compared with its ends."""
    above, below = compared(value, interval.low), compared(value, interval.high)
    if above is None or below is None:
        return None
    return (above > 0 or (interval.with_low and above == 0)) and (below < 0 or (interval.with_high and below == 0))


def as_items(value: Any) -> tuple[Any, ...]:
    """Return a list as it is, and anything else as the list of it."""
    return value if isinstance(value, tuple) else (value,)


def weight(value: Any, cap: int) -> int:
    """Return about how many values are inside one, however deep; counting ends soon above ``cap``."""
    total, stack = 0, [value]
    while stack and total <= cap:
        part = stack.pop()
        total += 1 + (len(part) // 64 if isinstance(part, str) else 0)
        stack.extend(part if isinstance(part, tuple) else part.values() if isinstance(part, dict) else ())
    return total


def number_from(text: str) -> Decimal | None:
    """Return the number a text says, None where it says none or one too large."""
    try:
        return MATH.create_decimal(text)
    except DecimalException:
        return None
