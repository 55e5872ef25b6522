"""What + - * / ** do with two values: a table by kinds; whatever is not in it gives null, as division by zero does."""

import calendar
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import ROUND_DOWN, Decimal, DecimalException
from types import MappingProxyType
from typing import Any

from casesvc.diagrams.decisions.cells.values import MATH, MAX_TEXT, Months, kind
from casesvc.diagrams.expressions import ExpressionFailed

NUMBER, TEXT, DATE, TIME, MOMENT = "number", "string", "date", "time", "date and time"
_ANY_DAY = date(2000, 1, 3)
DAYS, MONTHS = "days and time duration", "years and months duration"


def operate(sign: str, left: Any, right: Any) -> Any:
    """Return ``left sign right``, null where the kinds do not go together or the result cannot be held."""
    operation = _OPERATIONS.get((sign, kind(left), kind(right)))
    try:
        return operation(left, right) if operation else None
    except (DecimalException, OverflowError, ValueError, TypeError):
        return None


def negative(value: Any) -> Any:
    """Return ``-value`` of a number or duration, null of anything else."""
    if isinstance(value, Months):
        return Months(-value.count)
    if isinstance(value, Decimal):
        return MATH.minus(value)
    return -value if isinstance(value, timedelta) else None


def joined(left: str, right: str) -> str:
    """Return two texts as one; raise ExpressionFailed when it grows beyond measure."""
    if len(left) + len(right) > MAX_TEXT:
        raise ExpressionFailed("too-large", f"文字超过 {MAX_TEXT} 个字符")
    return left + right


def _add_months(day: date, months: Months) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months.count, 12)
    if not 1 <= year <= 9999:
        raise ValueError(year)
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))


def _add_days(day: date, length: timedelta) -> date:
    # A date has no clock: hours count from its midnight.
    return (datetime.combine(day, time()) + length).date()


def _add_time(clock: time, length: timedelta) -> time:
    return (datetime.combine(_ANY_DAY, clock) + length % timedelta(days=1)).timetz()


def _time_between(left: time, right: time) -> timedelta:
    return datetime.combine(_ANY_DAY, left) - datetime.combine(_ANY_DAY, right)


def _stretched(length: timedelta, factor: Decimal) -> timedelta:
    return _length(MATH.multiply(_microseconds(length), factor))


def _length(microseconds: Decimal) -> timedelta:
    return timedelta(microseconds=int(microseconds.to_integral_value(ROUND_DOWN)))


def _microseconds(length: timedelta) -> Decimal:
    return Decimal(length // timedelta(microseconds=1))


def _months_times(months: Months, factor: Decimal) -> Months:
    product = MATH.multiply(Decimal(months.count), factor)
    if product.adjusted() > 12:
        raise OverflowError(product)
    return Months(int(product))


def _months_by(months: Months, divisor: Decimal) -> Months:
    return _months_times(Months(1), MATH.divide(Decimal(months.count), divisor))


def _minus(add: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda left, right: add(left, negative(right))


Kinds = tuple[str, str, str]
_OPERATIONS: Mapping[Kinds, Callable[[Any, Any], Any]] = MappingProxyType(
    {
        ("+", NUMBER, NUMBER): MATH.add,
        ("-", NUMBER, NUMBER): MATH.subtract,
        ("*", NUMBER, NUMBER): MATH.multiply,
        ("/", NUMBER, NUMBER): MATH.divide,
        ("**", NUMBER, NUMBER): MATH.power,
        ("+", TEXT, TEXT): joined,
        ("+", DATE, DAYS): _add_days,
        ("+", DAYS, DATE): lambda length, day: _add_days(day, length),
        ("-", DATE, DAYS): _minus(_add_days),
        ("+", MOMENT, DAYS): lambda moment, length: moment + length,
        ("+", DAYS, MOMENT): lambda length, moment: moment + length,
        ("-", MOMENT, DAYS): lambda moment, length: moment - length,
        ("+", DATE, MONTHS): _add_months,
        ("+", MONTHS, DATE): lambda months, day: _add_months(day, months),
        ("-", DATE, MONTHS): _minus(_add_months),
        ("+", MOMENT, MONTHS): _add_months,
        ("+", MONTHS, MOMENT): lambda months, moment: _add_months(moment, months),
        ("-", MOMENT, MONTHS): _minus(_add_months),
        ("+", TIME, DAYS): _add_time,
        ("+", DAYS, TIME): lambda length, clock: _add_time(clock, length),
        ("-", TIME, DAYS): _minus(_add_time),
        ("-", DATE, DATE): lambda left, right: left - right,
        ("-", MOMENT, MOMENT): lambda left, right: left - right,
        ("-", TIME, TIME): _time_between,
        ("+", DAYS, DAYS): lambda left, right: left + right,
        ("-", DAYS, DAYS): lambda left, right: left - right,
        ("*", DAYS, NUMBER): _stretched,
        ("*", NUMBER, DAYS): lambda factor, length: _stretched(length, factor),
        ("/", DAYS, NUMBER): lambda length, by: _length(MATH.divide(_microseconds(length), by)),
        ("/", DAYS, DAYS): lambda left, right: MATH.divide(_microseconds(left), _microseconds(right)),
        ("+", MONTHS, MONTHS): lambda left, right: Months(left.count + right.count),
        ("-", MONTHS, MONTHS): lambda left, right: Months(left.count - right.count),
        ("*", MONTHS, NUMBER): _months_times,
        ("*", NUMBER, MONTHS): lambda factor, months: _months_times(months, factor),
        ("/", MONTHS, NUMBER): _months_by,
        ("/", MONTHS, MONTHS): lambda left, right: MATH.divide(Decimal(left.count), Decimal(right.count)),
    }
)
