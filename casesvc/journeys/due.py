"""When a task is due: what the diagram says, or the days a reviewer or the line gives for a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casesvc.diagrams.timers import WorkingDays, due_at, due_time

if TYPE_CHECKING:
    from datetime import datetime

    from casesvc.cases.case import Case
    from casesvc.diagrams.process import UserTask
    from casesvc.journeys.line import Line
    from casesvc.journeys.ports import Calendar


def task_due(line: Line, case: Case, task: UserTask, now: datetime, calendar: Calendar) -> datetime | None:
    """Return when ``task`` is due; a correction has the days its reviewer set, else the diagram's, else the line's."""
    if task.correction is not None and case.correction_days is not None:
        return due_time(WorkingDays(case.correction_days), now, calendar.is_working_day)
    if task.due is not None:
        return due_at(task.due, now, calendar.is_working_day)
    if task.correction is not None:
        return due_time(WorkingDays(line.correction_days), now, calendar.is_working_day)
    return None
