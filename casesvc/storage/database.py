"""Transactions: one a command, kept whole or undone whole; reading ones for pages."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from uuid6 import uuid7

from casesvc.storage.cases import CaseStore
from casesvc.storage.deliveries import DeliveryStore
from casesvc.storage.drafts import DraftStore
from casesvc.storage.engines import Engines
from casesvc.storage.looks import LookStore
from casesvc.storage.parties import PartyStore
from casesvc.storage.publications import PublicationStore
from casesvc.storage.reading import ReadingRoom
from casesvc.storage.register import RegisterStore
from casesvc.storage.repeats import RepeatStore
from casesvc.storage.sealing import KeyRing
from casesvc.storage.tables.cases import CaseNowRow
from casesvc.storage.waits import WaitStore

SALT_BYTES = 16


class Transaction:
    """The open transaction of one command, as journeys see it."""

    def __init__(self, session: Session, keys: KeyRing, now: datetime) -> None:
        self.now = now
        self.cases = CaseStore(session, keys)
        self.repeats = RepeatStore(session, now)
        self.drafts = DraftStore(session, keys)
        self.deliveries = DeliveryStore(session, keys)
        self.register = RegisterStore(session)
        self.parties = PartyStore(session, keys)
        self.publications = PublicationStore(session)
        self.looks = LookStore(session)
        self.waits = WaitStore(session)

    def new_id(self) -> str:
        """Return a new UUIDv7: unique, and ordered by time."""
        return str(uuid7())

    def salt(self) -> bytes:
        """Return 16 fresh random bytes."""
        return os.urandom(SALT_BYTES)


class SqlDatabase:
    """The database of an installation. ``clock`` replaces the database's own clock, for demonstrations and tests."""

    def __init__(self, engines: Engines, keys: KeyRing, clock: Callable[[], datetime] | None = None) -> None:
        self.engines = engines
        self.keys = keys
        self._clock = clock

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Open the transaction of one command."""
        with self.engines.writers_turn(), Session(self.engines.writing) as session, session.begin():
            yield Transaction(session, self.keys, self._now(session))

    @contextmanager
    def read(self) -> Iterator[ReadingRoom]:
        """Open a reading transaction."""
        with Session(self.engines.reading) as session:
            yield ReadingRoom(session, self.keys, self._now(session))

    def case_ids(self) -> list[str]:
        """Return the ids of all cases, oldest first."""
        with Session(self.engines.reading) as session:
            return list(session.execute(select(CaseNowRow.case_id).order_by(CaseNowRow.case_id)).scalars())

    def answers(self) -> bool:
        """Say whether the database answers at all."""
        try:
            with self.read() as reading:
                reading.publications.versions()
        except SQLAlchemyError:
            return False
        return True

    def _now(self, session: Session) -> datetime:
        if self._clock is not None:
            return self._clock()
        if self.engines.dialect == "sqlite":
            return datetime.now(UTC)  # an embedded database has this process's clock
        moment: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
        return moment.astimezone(UTC)
