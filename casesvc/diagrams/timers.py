"""When a timer is due: ISO 8601 dates and durations, or working days on the official calendar."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

import isodate

from casesvc.diagrams.camunda_expressions import translate
from casesvc.diagrams.expressions import ExpressionFailed, parse_expression
from casesvc.diagrams.tokens import ExpressionRefused

BEIJING = timezone(timedelta(hours=8))
MAX_WORKING_DAYS = 2000
_DURATION = re.compile(r"P(?=T?[0-9])[0-9YMWDTHS.,]*[YMWDHS]")
_CYCLE = re.compile(r"R(?P<times>[0-9]*)/(?:(?P<start>[0-9]{4}-[^/]+)/)?(?P<every>P[^/]+)")
MAX_REPEATS = 1000
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.,]+(Z|[+-][0-9:]+)?)?")


class TimerRefused(ValueError):
    """The value names no point in time; the message is Chinese."""


@dataclass(frozen=True)
class WorkingDays:
    """What ``working_days(5)`` evaluates to: so many working days from when the timer starts."""

    days: int


def is_iso_time(text: str) -> bool:
    """Tell whether ``text`` is a raw ISO 8601 date, time or duration, as modelling tools write it without quotes."""
    return bool(_DURATION.fullmatch(text) or _DATE.fullmatch(text) or _CYCLE.fullmatch(text))


def working_days(days: object) -> WorkingDays:
    """Return the value of ``working_days(days)`` in an expression; raise TimerRefused unless 1 to 2000."""
    if type(days) is not int or not 1 <= days <= MAX_WORKING_DAYS:
        raise TimerRefused(f"working_days 需要 1 到 {MAX_WORKING_DAYS} 之间的整数，现在是 {days}")
    return WorkingDays(days)


def due_at(text: str, now: datetime, is_working_day: Callable[[date], bool]) -> datetime:
    """Return when something with the due date ``text`` (``P5D``, ``${working_days(5)}``) begun at ``now`` is due.

    A due date knows no facts of the case. Raise TimerRefused when it needs any or cannot be read.
    """
    try:
        translated = translate(text)
        expression = parse_expression(f'"{translated}"' if is_iso_time(translated) else translated)
        return due_time(expression.evaluate({}, {"working_days": working_days}), now, is_working_day)
    except (ExpressionRefused, ExpressionFailed) as wrong:
        raise TimerRefused(wrong.message) from wrong


def repeats_of(value: object) -> int | None:
    """Return how often a repeating timer (``R3/PT1H``) fires, -1 without end; None for any other time."""
    match = _CYCLE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    times = int(match["times"]) if match["times"] else -1
    if times == 0 or times > MAX_REPEATS:
        raise TimerRefused(f"定时器 {value} 的次数应为 1 到 {MAX_REPEATS}，不限次数请写成 R/…")
    return times


def timer_due(value: object, now: datetime, is_working_day: Callable[[date], bool], *, again: bool = False) -> datetime:
    """Return when a timer begun at ``now`` is due; of a repeating one the next time, ``again`` after the first."""
    match = _CYCLE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return due_time(value, now, is_working_day)
    return due_time(match["every"] if again or not match["start"] else match["start"], now, is_working_day)


def due_time(value: object, now: datetime, is_working_day: Callable[[date], bool]) -> datetime:
    """Return the aware UTC time at which a timer started at ``now`` is due.

    A duration counts from ``now``; a time without zone is Beijing time; working days end with the last second of
    the last of them, and the day the timer starts on is not counted (Civil Code, articles 201 to 203).
    Raise TimerRefused for anything else.
    """
    if isinstance(value, WorkingDays):
        return _end_of_working_day(value.days, now, is_working_day)
    if isinstance(value, str) and _DURATION.fullmatch(value):
        return _after(value, now)
    if isinstance(value, str) and _DATE.fullmatch(value):
        return _moment(value)
    raise TimerRefused(f"定时器的值 {value} 不是日期、时长或工作日，请写成 P5D、2026-12-31T17:00:00 或 working_days(5)")


def _end_of_working_day(days: int, now: datetime, is_working_day: Callable[[date], bool]) -> datetime:
    day = now.astimezone(BEIJING).date()
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return datetime.combine(day, time(23, 59, 59), BEIJING).astimezone(UTC)


def _after(value: str, now: datetime) -> datetime:
    try:
        return (now + isodate.parse_duration(value)).astimezone(UTC)  # type: ignore[no-any-return]
    except (ValueError, OverflowError, ArithmeticError) as wrong:
        raise TimerRefused(f"时长 {value} 无法识别，请写成 P5D 或 PT2H 这样的格式") from wrong


def _moment(value: str) -> datetime:
    try:
        moment = isodate.parse_datetime(value) if "T" in value else datetime.combine(date.fromisoformat(value), time())
    except (ValueError, OverflowError) as wrong:
        raise TimerRefused(f"时间 {value} 无法识别，请写成 2026-12-31T17:00:00 这样的格式") from wrong
    return (moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)).astimezone(UTC)
