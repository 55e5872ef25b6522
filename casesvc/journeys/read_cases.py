"""All cases, for auditors: found by number or applicant, newest first."""

from dataclasses import dataclass
from datetime import datetime

from casesvc.journeys.desk import Desk

PAGE = 20


@dataclass(frozen=True)
class FoundCase:
    """One case of the list."""

    case: str
    number: str
    applicant: str
    line: str
    unit: str
    status: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class FoundCases:
    """One page of cases."""

    items: tuple[FoundCase, ...]
    total: int
    page: int
    pages: int


def read_cases(desk: Desk, *, search: str = "", page: int = 1) -> FoundCases:
    """Return a page of all cases in three queries, whatever its length."""
    with desk.database.read() as reading:
        total, rows = reading.all_cases(search=search, offset=(max(page, 1) - 1) * PAGE, limit=PAGE)
        units = reading.parties.units({row.unit for row in rows})
    items = tuple(
        FoundCase(
            case=row.case,
            number=row.number or "",
            applicant=row.applicant_name,
            line=desk.lines.get(row.definition).title,
            unit=units[row.unit].name if row.unit in units else "",
            status=row.status or "未提交",
            started_at=row.started_at,
            ended_at=row.ended_at,
        )
        for row in rows
    )
    pages = max(-(-total // PAGE), 1)
    return FoundCases(items, total, min(max(page, 1), pages), pages)
