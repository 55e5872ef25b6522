"""Running cases of a line with all that a change of the line is held against: one query, what is sealed included."""

import json
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from casesvc.cases.case import from_state
from casesvc.cases.events import FormSubmitted
from casesvc.journeys.rows import RunningCase
from casesvc.storage.case_rows import case_row
from casesvc.storage.sealing import KeyRing
from casesvc.storage.tables.cases import CaseKeyRow, CaseNowRow, EventRow
from casesvc.storage.tables.lists import CaseListRow
from casesvc.storage.tables.parties import PersonRow


def running(session: Session, keys: KeyRing, line: str, *, besides: str) -> list[RunningCase]:
    """Return the cases of ``line`` that have not ended and do not follow ``besides``, the oldest first."""
    query = running_cases().where(CaseListRow.line == line, CaseListRow.definition != besides)
    return [_case(keys, row) for row in session.execute(query.order_by(CaseListRow.started_at, CaseListRow.case_id))]


def running_cases() -> Select[*tuple[Any, ...]]:
    """Return the query of running cases, each with its sealed state, its snapshot and the last form handed in."""
    other = aliased(EventRow)
    last = select(func.max(other.seq)).where(other.case_id == CaseListRow.case_id, other.type == FormSubmitted.__name__)
    filed = (EventRow.case_id == CaseListRow.case_id) & (EventRow.seq == last.correlate(CaseListRow).scalar_subquery())
    return (
        select(
            CaseListRow, PersonRow.name, CaseNowRow.state, CaseNowRow.snapshot, CaseKeyRow.sealed, EventRow.task,
            EventRow.definition,
        )
        .join(PersonRow, PersonRow.id == CaseListRow.applicant)
        .join(CaseNowRow, CaseNowRow.case_id == CaseListRow.case_id)
        .outerjoin(CaseKeyRow, CaseKeyRow.case_id == CaseListRow.case_id)
        .outerjoin(EventRow, filed)
        .where(CaseListRow.ended_at.is_(None))
    )  # fmt: skip


def _case(keys: KeyRing, row: Row[*tuple[Any, ...]]) -> RunningCase:
    listed, name, state, snapshot, key, task, definition = row
    case = None
    if key is not None:
        plain = keys.of_case(listed.case_id, key).open(state, f"state/{listed.case_id}")
        case = from_state(json.loads(plain))
    filed = None if task is None else (task, definition)
    return RunningCase(case_row((listed, name, None)), case, snapshot, filed)
