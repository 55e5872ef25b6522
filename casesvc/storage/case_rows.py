"""Stored list rows as journeys see them."""

from collections.abc import Iterable
from typing import Any

from casesvc.journeys.rows import CaseRow


def case_row(row: Iterable[Any]) -> CaseRow:
    """Return a stored list row as journeys see it: case, applicant's name, task, and the version it opened under."""
    case, name, task, *opened_under = row
    return CaseRow(
        case.case_id,
        case.line,
        case.notice,
        case.number,
        case.applicant,
        name,
        case.unit,
        case.status,
        case.started_at,
        case.submitted_at,
        case.ended_at,
        task.task if task else None,
        task.opened_at if task else None,
        task.due if task else None,
        case.definition,
        task.closed_at if task else None,
        task.outcome if task else None,
        *opened_under,
    )
