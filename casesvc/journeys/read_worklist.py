"""待办 and 已办 of an officer: counts and one page, in four queries whatever its length."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from casesvc.cases.actor import Actor
from casesvc.journeys.desk import Desk
from casesvc.journeys.ports import Reading
from casesvc.journeys.rows import CaseRow
from casesvc.journeys.trail import outcome_title
from casesvc.journeys.waiting import working_day_number

PAGE = 20


@dataclass(frozen=True)
class WorkItem:
    """One task of a list; ``outcome`` and ``closed_at`` only when it was done."""

    case: str
    task: str
    number: str
    applicant: str
    line: str
    step: str
    unit: str
    status: str
    opened_at: datetime
    working_day: int
    due: datetime | None
    overdue: bool
    closed_at: datetime | None
    outcome: str | None


@dataclass(frozen=True)
class Worklist:
    """One page of a list; ``waiting`` counts all open tasks, ``total`` what the search leaves."""

    items: tuple[WorkItem, ...]
    total: int
    waiting: int
    page: int
    pages: int


def read_worklist(desk: Desk, *, actor: Actor, done: bool, search: str = "", page: int = 1) -> Worklist:
    """Return a page of what waits for the seats of ``actor``, or of what the person decided."""
    with desk.database.read() as reading:
        offset = (max(page, 1) - 1) * PAGE
        waiting, rows = reading.worklist(actor.seats, offset=offset, limit=PAGE, search=search)
        total = waiting
        if done:
            total, rows = reading.done_by(actor.person, offset=offset, limit=PAGE, search=search)
        if search or done:
            waiting, _ = reading.worklist(actor.seats, offset=0, limit=1)
        pages = max(-(-total // PAGE), 1)
        return Worklist(items_of(desk, reading, rows), total, waiting, min(max(page, 1), pages), pages)


def items_of(desk: Desk, reading: Reading, rows: Sequence[CaseRow]) -> tuple[WorkItem, ...]:
    """Return rows in words; units are looked up together."""
    units = reading.parties.units({row.unit for row in rows})
    return tuple(item_of(desk, row, units[row.unit].name if row.unit in units else "", reading.now) for row in rows)


def item_of(desk: Desk, row: CaseRow, unit: str, now: datetime) -> WorkItem:
    """Return one row in words; the list that gave it is one of tasks."""
    assert row.task is not None  # noqa: S101 - as above
    assert row.opened_at is not None  # noqa: S101 - as above
    line = desk.lines.get(row.definition if row.closed_at is None else row.opened_under or row.definition)
    element = row.task.rpartition("#")[0]
    return WorkItem(
        case=row.case,
        task=row.task,
        number=row.number or "",
        applicant=row.applicant_name,
        line=line.title,
        step=line.process.title(element),
        unit=unit,
        status=row.status or "",
        opened_at=row.opened_at,
        working_day=working_day_number(row.opened_at, now, desk.calendar),
        due=row.due,
        overdue=row.closed_at is None and row.due is not None and row.due < now,
        closed_at=row.closed_at,
        outcome=outcome_title(line, element, row.outcome) if row.outcome else None,
    )
