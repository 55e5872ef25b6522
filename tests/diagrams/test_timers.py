"""Due times: ISO 8601 and working days."""

from datetime import UTC, date, datetime

import pytest

from casesvc.diagrams.timers import TimerRefused, due_at, due_time, working_days

NOW = datetime(2026, 9, 24, 10, 0, tzinfo=UTC)  # 18:00 in Beijing, a Thursday


def _weekday(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("value", "due"),
    [
        ("P5D", datetime(2026, 9, 29, 10, 0, tzinfo=UTC)),
        ("PT2H30M", datetime(2026, 9, 24, 12, 30, tzinfo=UTC)),
        ("P1M", datetime(2026, 10, 24, 10, 0, tzinfo=UTC)),
        ("P1Y2M3DT4H", datetime(2027, 11, 27, 14, 0, tzinfo=UTC)),
        ("P2W", datetime(2026, 10, 8, 10, 0, tzinfo=UTC)),
        ("PT0S", NOW),
        ("2026-12-31T17:00:00", datetime(2026, 12, 31, 9, 0, tzinfo=UTC)),
        ("2026-12-31T17:00:00Z", datetime(2026, 12, 31, 17, 0, tzinfo=UTC)),
        ("2026-12-31T17:00:00+09:00", datetime(2026, 12, 31, 8, 0, tzinfo=UTC)),
        ("2026-12-31", datetime(2026, 12, 30, 16, 0, tzinfo=UTC)),
    ],
)
def test_a_date_or_duration_names_one_moment(value: str, due: datetime) -> None:
    assert due_time(value, NOW, _weekday) == due


def test_a_month_is_a_calendar_month_clamped_to_its_end() -> None:
    assert due_time("P1M", datetime(2027, 1, 31, tzinfo=UTC), _weekday) == datetime(2027, 2, 28, tzinfo=UTC)


def test_working_days_do_not_count_the_day_they_begin_and_end_with_the_day() -> None:
    assert due_time(working_days(1), NOW, _weekday) == datetime(2026, 9, 25, 15, 59, 59, tzinfo=UTC)
    assert due_time(working_days(2), NOW, _weekday) == datetime(2026, 9, 28, 15, 59, 59, tzinfo=UTC)


def test_the_day_is_that_of_beijing() -> None:
    late = datetime(2026, 9, 24, 17, 0, tzinfo=UTC)  # already Friday in Beijing
    assert due_time(working_days(1), late, _weekday) == datetime(2026, 9, 28, 15, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    ["", "P", "PT", "soon", "R3/P1D", "P9999999999D", "2026-02-30", "-P1D", "2026-13-01T00:00:00", 5, None, True],
)
def test_what_names_no_moment_is_refused(value: object) -> None:
    with pytest.raises(TimerRefused):
        due_time(value, NOW, _weekday)


@pytest.mark.parametrize("days", [0, -1, 2001, 1.5, True, "5", None])
def test_working_days_are_a_sensible_number(days: object) -> None:
    with pytest.raises(TimerRefused):
        working_days(days)


def test_a_due_date_is_read_as_modeler_writes_it() -> None:
    assert due_at("P5D", NOW, _weekday) == due_at("${'P5D'}", NOW, _weekday) == due_time("P5D", NOW, _weekday)
    assert due_at("${working_days(2)}", NOW, _weekday) == due_time(working_days(2), NOW, _weekday)
    for wrong in ("${deadline}", "${now()}", "tomorrow", "${working_days(0)}"):
        with pytest.raises(TimerRefused):
            due_at(wrong, NOW, _weekday)
