"""The official holiday calendar of China."""

from datetime import date

import chinese_calendar

SATURDAY = 5


class ChineseHolidays:
    """Keeps the promise of ``ports.Calendar``; years not decreed yet count their weekdays (provisional)."""

    def is_working_day(self, day: date) -> bool:
        """Say whether people work on that day."""
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            return day.weekday() < SATURDAY
