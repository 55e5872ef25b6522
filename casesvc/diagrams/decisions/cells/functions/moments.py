"""Functions that make dates, times and durations. None reads a clock: the same values always give the same decision."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any, TypeVar

from casesvc.diagrams.decisions.cells.dates import to_date, to_date_time, to_duration, to_time
from casesvc.diagrams.decisions.cells.functions.built_in import BuiltIn, built_in
from casesvc.diagrams.decisions.cells.values import Months
from casesvc.diagrams.expressions import ExpressionFailed

Made = TypeVar("Made")

# What may stand between the quotation marks of these functions.
PARSED_TEXTS: Mapping[str, Callable[[str], Any]] = {
    "date": to_date,
    "time": to_time,
    "date and time": to_date_time,
    "duration": to_duration,
}


def _without_place(text: str) -> str:
    if "@" in text:
        raise ExpressionFailed("not-supported", f"{text[:40]} 用地名表示时区，请写成 +08:00")
    return text


def _date(first: Any, month: Decimal | None, day: Decimal | None) -> date | None:
    if month is not None and day is not None:
        return _made(lambda: date(_whole(first), _whole(month), _whole(day)))
    if isinstance(first, str):
        return to_date(_without_place(first))
    if isinstance(first, datetime):
        return first.date()
    return first if isinstance(first, date) and month is None and day is None else None


def _time(first: Any, minute: Decimal | None, second: Decimal | None, offset: timedelta | None) -> time | None:
    if minute is not None and second is not None:
        return _made(lambda: time(_whole(first), _whole(minute), _whole(second), tzinfo=_zone(offset)))
    if isinstance(first, str):
        return to_time(_without_place(first))
    if isinstance(first, datetime):
        return first.timetz()
    return first if isinstance(first, time) else None


def _date_time(first: Any, clock: time | None) -> datetime | None:
    if isinstance(first, str):
        return to_date_time(_without_place(first)) if clock is None else None
    if isinstance(first, datetime) and clock is None:
        return first
    return datetime.combine(first, clock or time()) if isinstance(first, date) else None


def _duration(first: Any) -> timedelta | Months | None:
    if isinstance(first, str):
        return to_duration(first)
    return first if isinstance(first, timedelta | Months) else None


def _months_between(start: date, end: date) -> Months:
    sign = 1 if end.timetuple()[:3] >= start.timetuple()[:3] else -1
    first, last = (start, end) if sign > 0 else (end, start)
    count = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return Months(sign * count)


def _whole(number: Any) -> int:
    if not isinstance(number, Decimal) or number.adjusted() > 9 or number != number.to_integral_value():
        raise ValueError(number)
    return int(number)


def _zone(offset: timedelta | None) -> timezone | None:
    return None if offset is None else timezone(offset)


def _made(make: Callable[[], Made]) -> Made | None:
    try:
        return make()
    except (ValueError, OverflowError):
        return None


_DAY = "date|date and time"
MOMENTS: Mapping[str, BuiltIn] = {
    "date": built_in("from, month:number?, day:number?", _date),
    "time": built_in("from, minute:number?, second:number?, offset:days and time duration?", _time),
    "date and time": built_in("from, time:time?", _date_time),
    "duration": built_in("from", _duration),
    "years and months duration": built_in(f"from:{_DAY}, to:{_DAY}", _months_between),
}
