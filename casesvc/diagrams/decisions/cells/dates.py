"""Dates, times and durations of cells: read from texts, written as ISO 8601, and taken apart."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

from casesvc.diagrams.decisions.cells.values import Months, kind

_TIME = r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,6}))?(Z|[+-][0-9]{2}:[0-9]{2})?"
_CLOCK = re.compile(f"T?{_TIME}")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT = re.compile(rf"({_DAY.pattern})(?:T({_TIME}))?")
_MONTHS = re.compile(r"(-)?P(?=[0-9])(?:([0-9]{1,9})Y)?(?:([0-9]{1,9})M)?")
_DAYS = re.compile(
    r"(-)?P(?=[0-9T])(?:([0-9]{1,9})D)?(?:T(?=[0-9])(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:\.[0-9]{1,6})?)S)?)?"
)


def to_date(text: str) -> date | None:
    """Return the date that ``2026-07-01`` says, None where there is no such day."""
    match = _DAY.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def to_time(text: str) -> time | None:
    """Return the time that ``08:30:00`` says, with its zone if there is one."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hour, minute, second, fraction, zone = match.groups()
    try:
        return time(int(hour), int(minute), int(second), int((fraction or "0").ljust(6, "0")), _zone(zone))
    except ValueError:
        return None


def to_date_time(text: str) -> datetime | None:
    """Return the moment that ``2026-07-01T08:30:00+08:00`` says; a date alone begins at midnight."""
    match = _MOMENT.fullmatch(text)
    day = to_date(match.group(1)) if match else None
    clock = to_time(match.group(5)) if match and match.group(5) else time()
    return datetime.combine(day, clock) if day and clock is not None else None


def to_duration(text: str) -> timedelta | Months | None:
    """Return the duration that ``P1Y6M`` or ``P3DT2H`` says; the two kinds cannot be mixed in one."""
    months, days = _MONTHS.fullmatch(text), _DAYS.fullmatch(text)
    if months:
        count = int(months.group(2) or 0) * 12 + int(months.group(3) or 0)
        return Months(-count if months.group(1) else count)
    if not days:
        return None
    day, hour, minute, second = (Decimal(part or 0) for part in days.groups()[1:])
    whole = ((day * 24 + hour) * 60 + minute) * 60 + second
    try:
        length = timedelta(seconds=int(whole), microseconds=int(whole % 1 * 1_000_000))
    except OverflowError:
        return None
    return -length if days.group(1) else length


def to_literal(text: str) -> Any:
    """Return the date, time, moment or duration that ``@"…"`` says, None where it says none."""
    readers: tuple[Callable[[str], Any], ...] = (to_date, to_date_time, to_time, to_duration)
    return next((value for value in (read(text) for read in readers) if value is not None), None)


def _zone(text: str | None) -> timezone | None:
    if text is None or text == "Z":
        return UTC if text else None
    hours, minutes = int(text[1:3]), int(text[4:6])
    if hours > 14 or minutes > 59:
        raise ValueError(text)
    return timezone(timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1))


def iso(value: date | time | datetime | timedelta | Months) -> str:
    """Return the ISO 8601 text of a value, as ``@"…"`` would read it."""
    if isinstance(value, Months):
        return ("-" if value.count < 0 else "") + _parts(
            "P", Y=abs(value.count) // 12, M=abs(value.count) % 12, zero="P0M"
        )
    if isinstance(value, timedelta):
        return _iso_days(value)
    return value.isoformat().replace("+00:00", "Z")


def _iso_days(value: timedelta) -> str:
    length = abs(value)
    minutes, seconds = divmod(length.seconds, 60)
    text = f"{seconds}.{length.microseconds:06}".rstrip("0") if length.microseconds else seconds
    clock = _parts("T", H=minutes // 60, M=minutes % 60, S=text, zero="")
    days = f"P{length.days}D" if length.days else "P"
    return ("-" if value < timedelta() else "") + (days + clock if days + clock != "P" else "PT0S")


def _parts(prefix: str, zero: str, **parts: int | str) -> str:
    said = "".join(f"{amount}{letter}" for letter, amount in parts.items() if amount)
    return prefix + said if said else zero


def _offset(value: time | datetime) -> timedelta | None:
    return value.utcoffset()


def _sign(length: int) -> int:
    return -1 if length < 0 else 1


def _whole_seconds(value: timedelta) -> int:
    return abs(value) // timedelta(seconds=1)


_OF_DATE: dict[str, Callable[[Any], Any]] = {
    "year": lambda value: value.year,
    "month": lambda value: value.month,
    "day": lambda value: value.day,
    "weekday": lambda value: value.isoweekday(),
}
_OF_TIME: dict[str, Callable[[Any], Any]] = {
    "hour": lambda value: value.hour,
    "minute": lambda value: value.minute,
    "second": lambda value: value.second,
    "time offset": _offset,
}
PARTS: Mapping[str, Mapping[str, Callable[[Any], Any]]] = {
    "date": _OF_DATE,
    "time": _OF_TIME,
    "date and time": {**_OF_DATE, **_OF_TIME},
    "years and months duration": {
        "years": lambda value: abs(value.count) // 12 * _sign(value.count),
        "months": lambda value: abs(value.count) % 12 * _sign(value.count),
    },
    "days and time duration": {
        "days": lambda value: abs(value).days * _sign(value.days),
        "hours": lambda value: _whole_seconds(value) // 3600 % 24 * _sign(value.days),
        "minutes": lambda value: _whole_seconds(value) // 60 % 60 * _sign(value.days),
        "seconds": lambda value: _whole_seconds(value) % 60 * _sign(value.days),
    },
}
PART_NAMES = frozenset(name for parts in PARTS.values() for name in parts)


def part_of(value: Any, name: str) -> Any:
    """Return a part of a date, time or duration (``year``), None where the value has no such part."""
    read = PARTS.get(kind(value), {}).get(name)
    part = read(value) if read else None
    return Decimal(part) if isinstance(part, int) else part
