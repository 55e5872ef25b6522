"""What pages read: cases, histories and lists; one query a page, never one a row."""

import hashlib
import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from casesvc.cases.case import Case, from_state
from casesvc.cases.history import Entry, Envelope
from casesvc.journeys.rows import CaseRow, Draft, Message, RunningCase, TaskRow
from casesvc.storage import lists
from casesvc.storage.case_rows import case_row
from casesvc.storage.cases import entry_of, payload_place, read_entry, seal_of
from casesvc.storage.drafts import DraftStore
from casesvc.storage.incidents import IncidentStore
from casesvc.storage.parties import PartyStore
from casesvc.storage.publications import PublicationStore
from casesvc.storage.register import RegisterStore
from casesvc.storage.running import running
from casesvc.storage.sealing import KeyRing, SealBroken
from casesvc.storage.tables.cases import CaseKeyRow, CaseNowRow, EventRow, PayloadRow
from casesvc.storage.tables.lists import CaseListRow, TaskListRow, TimerRow
from casesvc.storage.tables.parties import PersonRow
from casesvc.storage.tables.work import MessageRow
from casesvc.storage.waits import WaitStore, stalled


class ReadingRoom:
    """Keeps the promise of ``ports.Reading``."""

    def __init__(self, session: Session, keys: KeyRing, now: datetime) -> None:
        self.now = now
        self.register = RegisterStore(session)
        self.parties = PartyStore(session, keys)
        self.publications = PublicationStore(session)
        self.waits = WaitStore(session)
        self.incidents = IncidentStore(session, keys)
        self._session = session
        self._keys = keys

    def case(self, case: str) -> Case | None:
        """Return the state of a case."""
        sealed = self._session.execute(select(CaseNowRow.state).where(CaseNowRow.case_id == case)).scalar_one_or_none()
        if sealed is None:
            return None
        return from_state(json.loads(seal_of(self._session, self._keys, case).open(sealed, f"state/{case}")))

    def length(self, case: str) -> int:
        """Return how many events a case has; known without opening what is sealed, so of an erased case too."""
        return self._session.execute(select(CaseNowRow.seq).where(CaseNowRow.case_id == case)).scalar_one_or_none() or 0

    def snapshot(self, case: str) -> bytes | None:
        """Return the engine snapshot of a case."""
        return self._session.execute(select(CaseNowRow.snapshot).where(CaseNowRow.case_id == case)).scalar_one_or_none()

    def draft(self, case: str, task: str) -> Draft | None:
        """Return the draft of a task."""
        return DraftStore(self._session, self._keys).find(case, task)

    def entries(self, case: str, *, after: int = 0, limit: int | None = None) -> list[Entry]:
        """Return recorded events in order."""
        seal = seal_of(self._session, self._keys, case)
        rows = self._session.execute(
            select(EventRow, PayloadRow)
            .join(PayloadRow, and_(PayloadRow.case_id == EventRow.case_id, PayloadRow.seq == EventRow.seq))
            .where(EventRow.case_id == case, EventRow.seq > after)
            .order_by(EventRow.seq)
            .limit(limit)
        )
        return [entry_of(envelope, payload, seal) for envelope, payload in rows]

    def entry(self, case: str, seq: int) -> Entry:
        """Return one recorded event."""
        return read_entry(self._session, self._keys, case, seq)

    def envelopes(self, case: str) -> list[tuple[Envelope, str | None]]:
        """Return envelopes with the digest of each payload as it lies there now.

        A payload that is missing or does not open any more (changed bytes) digests to something no envelope can
        hold; those of a case whose key was destroyed, as the law may ask for, are None.
        """
        key = self._session.execute(select(CaseKeyRow.sealed).where(CaseKeyRow.case_id == case)).scalar_one_or_none()
        rows = self._session.execute(
            select(EventRow, PayloadRow)
            .outerjoin(PayloadRow, and_(PayloadRow.case_id == EventRow.case_id, PayloadRow.seq == EventRow.seq))
            .where(EventRow.case_id == case)
            .order_by(EventRow.seq)
        )
        return [(envelope_of(row), self._digest(case, key, payload)) for row, payload in rows]

    def _digest(self, case: str, key: bytes | None, payload: PayloadRow | None) -> str | None:
        if key is None:
            return None
        if payload is None:
            return "missing"
        try:
            plain = self._keys.of_case(case, key).open(payload.sealed, payload_place(case, payload.seq))
        except SealBroken:
            return "broken"
        return hashlib.sha256(payload.salt + plain).hexdigest()

    def task(self, case: str, task: str) -> TaskRow | None:
        """Return a task occurrence."""
        return lists.task(self._session, case, task)

    def tasks(self, case: str) -> list[TaskRow]:
        """Return all task occurrences of a case, oldest first."""
        rows = self._session.execute(
            select(TaskListRow).where(TaskListRow.case_id == case).order_by(TaskListRow.seq)
        ).scalars()
        return [lists.task_row(row) for row in rows]

    def involves(self, case: str, seats: Collection[tuple[str, str]]) -> bool:
        """Say whether any task of a case was ever opened for one of ``seats``."""
        query = select(TaskListRow.task).where(
            TaskListRow.case_id == case, tuple_(TaskListRow.role, TaskListRow.unit).in_(list(seats))
        )
        return bool(seats) and self._session.execute(query.limit(1)).first() is not None

    def worklist(
        self, seats: Collection[tuple[str, str]], *, offset: int, limit: int, search: str = ""
    ) -> tuple[int, list[CaseRow]]:
        """Return count and page of the open tasks of ``seats``, the longest waiting first."""
        if not seats:
            return 0, []
        query = with_task().where(
            TaskListRow.closed_at.is_(None), tuple_(TaskListRow.role, TaskListRow.unit).in_(list(seats))
        )
        return self._page(found(query, search), (TaskListRow.opened_at, TaskListRow.case_id), offset, limit)

    def done_by(self, person: str, *, offset: int, limit: int, search: str = "") -> tuple[int, list[CaseRow]]:
        """Return count and page of what a person decided, newest first."""
        opening = (EventRow.case_id == TaskListRow.case_id) & (EventRow.seq == TaskListRow.seq)
        query = with_task().add_columns(EventRow.definition.label("opened_under")).join(EventRow, opening)
        query = query.where(TaskListRow.closed_by == person, TaskListRow.role.is_not(None))
        return self._page(found(query, search), (TaskListRow.closed_at.desc(), TaskListRow.case_id), offset, limit)

    def cases_of(self, person: str, line: str | None = None) -> list[CaseRow]:
        """Return a person's own cases, newest first, each with the first open task of that person."""
        query = (
            select(CaseListRow, PersonRow.name, TaskListRow)
            .join(PersonRow, PersonRow.id == CaseListRow.applicant)
            .outerjoin(TaskListRow, first_open(person))
            .where(CaseListRow.applicant == person)
        )
        if line is not None:
            query = query.where(CaseListRow.line == line)
        return [case_row(row) for row in self._session.execute(query.order_by(CaseListRow.started_at.desc()))]

    def all_cases(self, *, search: str, offset: int, limit: int) -> tuple[int, list[CaseRow]]:
        """Return count and page of all cases, by number or applicant's name, newest first."""
        query = select(CaseListRow, PersonRow.name, TaskListRow).join(PersonRow, PersonRow.id == CaseListRow.applicant)
        query = query.outerjoin(TaskListRow, first_open())
        return self._page(found(query, search), (CaseListRow.started_at.desc(), CaseListRow.case_id), offset, limit)

    def messages(self, person: str, *, limit: int) -> list[Message]:
        """Return a person's site messages, newest first."""
        rows = self._session.execute(
            select(MessageRow)
            .where(MessageRow.person == person)
            .order_by(MessageRow.sent_at.desc(), MessageRow.id.desc())
            .limit(limit)
        ).scalars()
        return [Message(row.id, row.case_id, row.title, row.text, row.sent_at, row.read_at) for row in rows]

    def unread(self, person: str) -> int:
        """Return how many messages a person has not read."""
        query = select(func.count()).where(MessageRow.person == person, MessageRow.read_at.is_(None))
        return self._session.execute(query).scalar_one()

    def running(self, line: str, *, besides: str) -> list[RunningCase]:
        """Return the running cases of a line, but for those that follow ``besides``, the oldest first."""
        return running(self._session, self._keys, line, besides=besides)

    def running_cases(self) -> dict[str, int]:
        """Return how many cases that have not ended follow each published version."""
        rows = self._session.execute(
            select(CaseListRow.definition, func.count())
            .where(CaseListRow.ended_at.is_(None))
            .group_by(CaseListRow.definition)
        )
        return {definition: count for definition, count in rows}

    def due_timers(self, now: datetime, *, limit: int) -> list[tuple[str, str]]:
        """Return due (case, timer) pairs, the oldest first; firing one locks its case."""
        query = select(TimerRow.case_id, TimerRow.timer).where(TimerRow.due <= now, ~stalled(TimerRow.case_id))
        rows = self._session.execute(query.order_by(TimerRow.due).limit(limit))
        return [(row.case_id, row.timer) for row in rows]

    def _page(
        self, query: Select[*tuple[Any, ...]], order: tuple[Any, ...], offset: int, limit: int
    ) -> tuple[int, list[CaseRow]]:
        count = self._session.execute(select(func.count()).select_from(query.subquery())).scalar_one()
        rows = self._session.execute(query.order_by(*order).offset(offset).limit(limit))
        return count, [case_row(row) for row in rows]


def first_open(person: str | None = None) -> ColumnElement[bool]:
    """Return what joins a case with the task that is open the longest; with all of them a case would be listed twice.

    ``person``: only tasks of that person count.
    """
    other = aliased(TaskListRow)
    first = select(func.min(other.seq)).where(other.case_id == CaseListRow.case_id, other.closed_at.is_(None))
    if person is not None:
        first = first.where(other.person == person)
    earliest = first.correlate(CaseListRow).scalar_subquery()
    return and_(TaskListRow.case_id == CaseListRow.case_id, TaskListRow.seq == earliest)


def with_task() -> Select[*tuple[Any, ...]]:
    """Return the query of task occurrences with their cases and applicants."""
    return (
        select(CaseListRow, PersonRow.name, TaskListRow)
        .select_from(TaskListRow)
        .join(CaseListRow, CaseListRow.case_id == TaskListRow.case_id)
        .join(PersonRow, PersonRow.id == CaseListRow.applicant)
    )


def found(query: Select[*tuple[Any, ...]], search: str) -> Select[*tuple[Any, ...]]:
    """Narrow a query down to a case number or a part of the applicant's name."""
    if not search:
        return query
    return query.where(or_(CaseListRow.number == search, PersonRow.name.contains(search, autoescape=True)))


def envelope_of(row: EventRow) -> Envelope:
    """Return a stored envelope."""
    return Envelope(
        row.case_id,
        row.seq,
        row.type,
        row.at,
        row.actor,
        row.on_behalf,
        row.task,
        row.definition,
        row.payload_digest,
        row.algorithm,
        row.previous,
        row.digest,
    )
