"""Cases inside a transaction: the locked row, the history behind it, and the lists derived from both."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casesvc.cases.canonical import canonical
from casesvc.cases.case import Case, from_state, to_state
from casesvc.cases.events import from_payload, to_payload
from casesvc.cases.history import FIRST, Entry
from casesvc.cases.rejection import Rejection
from casesvc.journeys.rows import Held, TaskRow
from casesvc.storage import lists
from casesvc.storage.sealing import KeyRing, Seal
from casesvc.storage.tables.cases import CaseKeyRow, CaseNowRow, EventRow, PayloadRow
from casesvc.storage.tables.lists import CaseListRow
from casesvc.storage.tables.work import CounterRow, OpenCaseRow

UPSERT: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}  # an extension of both


class CaseStore:
    """Keeps the promise of ``stores.Cases``."""

    def __init__(self, session: Session, keys: KeyRing) -> None:
        self._session = session
        self._keys = keys

    def lock(self, case: str) -> Held:
        """Lock the row of ``case``; everything a command does to it happens behind this lock."""
        row = self._session.execute(
            select(CaseNowRow.state, CaseNowRow.snapshot, CaseNowRow.digest)
            .where(CaseNowRow.case_id == case)
            .with_for_update()
        ).one_or_none()
        if row is None:
            raise Rejection("unknown-case", "没有找到这件申报")
        state = json.loads(seal_of(self._session, self._keys, case).open(row.state, f"state/{case}"))
        return Held(from_state(state), row.snapshot, row.digest)

    def begin(self, case: Case, *, one_open: bool) -> Held:
        """Make the rows of a new case, its key and the guard."""
        if one_open:
            self._guard(case)
        self._session.execute(insert(CaseKeyRow).values(case_id=case.id, sealed=self._keys.new_case_key(case.id)))
        self._session.execute(
            insert(CaseNowRow).values(case_id=case.id, seq=0, digest=FIRST, state=self._sealed(case), snapshot=None)
        )
        return Held(case, None, FIRST)

    def _guard(self, case: Case) -> None:
        try:
            self._session.execute(insert(OpenCaseRow).values(line=case.line, person=case.applicant, case_id=case.id))
        except IntegrityError:
            raise Rejection("case-open", "您已有一件正在办理的申报，办结后才能再次申报") from None

    def keep(self, held: Held, after: Case, entries: Sequence[Entry], snapshot: bytes | None) -> None:
        """Append the events and bring everything derived up to them."""
        self.append(entries)
        self.write_now(after, entries, snapshot)
        lists.follow(self._session, held.case, after, entries)

    def append(self, entries: Sequence[Entry]) -> None:
        """Add events; ``UNIQUE (case_id, seq)`` refuses a second writer even without the lock."""
        seal = seal_of(self._session, self._keys, entries[0].case)
        envelopes = insert(EventRow).execution_options(render_nulls=True)  # one statement, whatever is absent
        self._session.execute(envelopes, [envelope_values(entry) for entry in entries])
        self._session.execute(insert(PayloadRow), [payload_values(entry, seal) for entry in entries])

    def write_now(self, after: Case, entries: Sequence[Entry], snapshot: bytes | None) -> None:
        """Write state and snapshot."""
        self._session.execute(
            update(CaseNowRow)
            .where(CaseNowRow.case_id == after.id)
            .values(seq=after.seq, digest=entries[-1].digest, state=self._sealed(after), snapshot=snapshot)
        )

    def rebuild(self, after: Case, entries: Sequence[Entry], snapshot: bytes | None) -> None:
        """Write state, snapshot and lists anew from the whole history of a case."""
        self.write_now(after, entries, snapshot)
        lists.forget(self._session, after.id)
        lists.follow(self._session, Case(after.id), after, entries)

    def entry(self, case: str, seq: int) -> Entry:
        """Return one recorded event."""
        return read_entry(self._session, self._keys, case, seq)

    def task(self, case: str, task: str) -> TaskRow | None:
        """Return a task occurrence."""
        return lists.task(self._session, case, task)

    def numbered(self, number: str) -> list[str]:
        """Return the cases of a number."""
        query = select(CaseListRow.case_id).where(CaseListRow.number == number).order_by(CaseListRow.case_id)
        return list(self._session.execute(query.limit(2)).scalars())

    def next_number(self, line: str, year: int, kind: str = "case") -> int:
        """Count up the line's counter of that year."""
        upsert = UPSERT[self._session.get_bind().dialect.name]
        counted: int = self._session.execute(
            upsert(CounterRow)
            .values(line=line, kind=kind, year=year, last=1)
            .on_conflict_do_update(index_elements=("line", "kind", "year"), set_={"last": CounterRow.last + 1})
            .returning(CounterRow.last)
        ).scalar_one()
        return counted

    def _sealed(self, case: Case) -> bytes:
        return seal_of(self._session, self._keys, case.id).seal(to_state(case), f"state/{case.id}")


def seal_of(session: Session, keys: KeyRing, case: str) -> Seal:
    """Return the seal of a case's data, looked up once a transaction. Raise Rejection erased when its key is gone."""
    known: dict[str, Seal] = session.info.setdefault("seals", {})
    if case not in known:
        sealed = session.execute(select(CaseKeyRow.sealed).where(CaseKeyRow.case_id == case)).scalar_one_or_none()
        if sealed is None:
            raise Rejection("erased", "这件申报的内容已依法删除")
        known[case] = keys.of_case(case, sealed)
    return known[case]


def envelope_values(entry: Entry) -> dict[str, Any]:
    """Return the columns of an envelope."""
    return {
        "case_id": entry.case,
        "seq": entry.seq,
        "type": entry.type,
        "at": entry.at,
        "actor": entry.actor,
        "on_behalf": entry.on_behalf,
        "task": entry.task,
        "definition": entry.definition,
        "payload_digest": entry.payload_digest,
        "algorithm": entry.algorithm,
        "previous": entry.previous,
        "digest": entry.digest,
    }


def payload_values(entry: Entry, seal: Seal) -> dict[str, Any]:
    """Return the columns of a payload."""
    sealed = seal.seal(canonical(to_payload(entry.event)), payload_place(entry.case, entry.seq))
    return {"case_id": entry.case, "seq": entry.seq, "salt": entry.salt, "sealed": sealed}


def payload_place(case: str, seq: int) -> str:
    """Name where a payload is stored, so that it opens nowhere else."""
    return f"payload/{case}/{seq}"


def read_entry(session: Session, keys: KeyRing, case: str, seq: int) -> Entry:
    """Return one recorded event. Raise KeyError."""
    row = session.execute(
        select(EventRow, PayloadRow)
        .join(PayloadRow, (PayloadRow.case_id == EventRow.case_id) & (PayloadRow.seq == EventRow.seq))
        .where(EventRow.case_id == case, EventRow.seq == seq)
    ).one_or_none()
    if row is None:
        raise KeyError((case, seq))
    return entry_of(row[0], row[1], seal_of(session, keys, case))


def entry_of(envelope: EventRow, payload: PayloadRow, seal: Seal) -> Entry:
    """Return the entry of a stored envelope and payload."""
    plain = json.loads(seal.open(payload.sealed, payload_place(envelope.case_id, envelope.seq)))
    return Entry(
        envelope.case_id,
        envelope.seq,
        envelope.at,
        envelope.actor,
        envelope.on_behalf,
        envelope.definition,
        from_payload(envelope.type, plain),
        payload.salt,
        envelope.payload_digest,
        envelope.previous,
        envelope.digest,
        envelope.algorithm,
    )
