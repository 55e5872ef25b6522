"""Stalled cases, for administrators: one query a page, what is sealed included."""

import json
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from casesvc.cases.case import from_state
from casesvc.journeys import rows
from casesvc.storage.case_rows import case_row
from casesvc.storage.sealing import KeyRing
from casesvc.storage.tables.cases import CaseKeyRow, CaseNowRow, EventRow
from casesvc.storage.tables.lists import CaseListRow, IncidentRow
from casesvc.storage.tables.parties import PersonRow


class IncidentStore:
    """Keeps the promise of ``stores.Incidents``."""

    def __init__(self, session: Session, keys: KeyRing) -> None:
        self._session = session
        self._keys = keys

    def page(self, *, offset: int, limit: int) -> tuple[int, list[rows.IncidentRow]]:
        """Return count and page of stalled cases, the longest stalled first."""
        count = self._session.execute(select(func.count()).select_from(IncidentRow)).scalar_one()
        query = incidents().order_by(IncidentRow.since, IncidentRow.case_id).offset(offset).limit(limit)
        return count, [self._row(row) for row in self._session.execute(query)]

    def of(self, case: str) -> rows.IncidentRow | None:
        """Return the incident of a case that is stalled."""
        row = self._session.execute(incidents().where(IncidentRow.case_id == case)).one_or_none()
        return None if row is None else self._row(row)

    def _row(self, row: Row[*tuple[Any, ...]]) -> rows.IncidentRow:
        incident, listed, name, state, key, input_type = row
        stall = None
        if key is not None:
            plain = self._keys.of_case(listed.case_id, key).open(state, f"state/{listed.case_id}")
            stall = from_state(json.loads(plain)).stalled
        return rows.IncidentRow(case_row((listed, name, None)), stall, incident.since, input_type)


def incidents() -> Select[*tuple[Any, ...]]:
    """Return the query of incidents, each with its case, applicant, sealed state and the type of its input."""
    return (
        select(IncidentRow, CaseListRow, PersonRow.name, CaseNowRow.state, CaseKeyRow.sealed, EventRow.type)
        .join(CaseListRow, CaseListRow.case_id == IncidentRow.case_id)
        .join(PersonRow, PersonRow.id == CaseListRow.applicant)
        .join(CaseNowRow, CaseNowRow.case_id == IncidentRow.case_id)
        .join(EventRow, (EventRow.case_id == IncidentRow.case_id) & (EventRow.seq == IncidentRow.input))
        .outerjoin(CaseKeyRow, CaseKeyRow.case_id == IncidentRow.case_id)
    )
