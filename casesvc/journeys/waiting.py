"""How long something waited, counted in the working days people count in."""

from datetime import datetime, timedelta

from casesvc.journeys.desk import LOCAL
from casesvc.journeys.ports import Calendar

HOUR = timedelta(hours=1)
COUNTED = 400  # days; whatever waits longer is "more than a year"


def working_day_number(since: datetime, now: datetime, calendar: Calendar) -> int:
    """Return the how-manieth working day something waits: 1 on the day it came, and over a week-end."""
    first, last = since.astimezone(LOCAL).date(), now.astimezone(LOCAL).date()
    days = (first + timedelta(days=number) for number in range(1, min((last - first).days, COUNTED) + 1))
    return 1 + sum(calendar.is_working_day(day) for day in days)


def waited(since: datetime, until: datetime, calendar: Calendar) -> str:
    """Return how long something took, in words, e.g. ``用时 2 个工作日``."""
    if until - since < HOUR:
        return f"用时 {max(round((until - since).total_seconds() / 60), 1)} 分钟"
    if since.astimezone(LOCAL).date() == until.astimezone(LOCAL).date():
        return f"用时 {round((until - since) / HOUR)} 小时"
    return f"用时 {working_day_number(since, until, calendar)} 个工作日"
