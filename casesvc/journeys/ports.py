"""What a journey needs from outside, as protocols; adapters and the tests' fakes keep these promises."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from casesvc.cases.case import Case
from casesvc.cases.history import Entry, Envelope
from casesvc.journeys.line import Line
from casesvc.journeys.rows import (
    CaseRow,
    Draft,
    Message,
    RunningCase,
    TaskRow,
)
from casesvc.journeys.stores import Incidents, Parties, Publications, Register, Waits, Work


class Reading(Protocol):
    """What pages read; nothing can be written through it."""

    @property
    def now(self) -> datetime:
        """The moment of the command, read once."""
        ...

    @property
    def register(self) -> Register:
        """What people hold."""
        ...

    @property
    def parties(self) -> Parties:
        """People and units."""
        ...

    @property
    def publications(self) -> Publications:
        """Published lines."""
        ...

    @property
    def waits(self) -> Waits:
        """What cases wait for."""
        ...

    @property
    def incidents(self) -> Incidents:
        """Stalled cases."""
        ...

    def case(self, case: str) -> Case | None:
        """Return the state of a case."""
        ...

    def length(self, case: str) -> int:
        """Return how many events a case has, erased or not; 0 when there is no such case."""
        ...

    def snapshot(self, case: str) -> bytes | None:
        """Return the engine snapshot of a case."""
        ...

    def draft(self, case: str, task: str) -> Draft | None:
        """Return the draft of a task."""
        ...

    def entries(self, case: str, *, after: int = 0, limit: int | None = None) -> list[Entry]:
        """Return recorded events in order."""
        ...

    def entry(self, case: str, seq: int) -> Entry:
        """Return one recorded event. Raise KeyError."""
        ...

    def envelopes(self, case: str) -> list[tuple[Envelope, str | None]]:
        """Return the envelopes with the digest of each payload as it lies there now (None when erased)."""
        ...

    def task(self, case: str, task: str) -> TaskRow | None:
        """Return a task occurrence."""
        ...

    def tasks(self, case: str) -> list[TaskRow]:
        """Return all task occurrences of a case, oldest first."""
        ...

    def involves(self, case: str, seats: Collection[tuple[str, str]]) -> bool:
        """Say whether any task of a case was ever opened for one of ``seats``."""
        ...

    def worklist(
        self, seats: Collection[tuple[str, str]], *, offset: int, limit: int, search: str = ""
    ) -> tuple[int, list[CaseRow]]:
        """Return count and page of the open tasks of those seats, the longest waiting first."""
        ...

    def done_by(self, person: str, *, offset: int, limit: int, search: str = "") -> tuple[int, list[CaseRow]]:
        """Return count and page of what a person decided, newest first."""
        ...

    def cases_of(self, person: str, line: str | None = None) -> list[CaseRow]:
        """Return a person's own cases, newest first."""
        ...

    def all_cases(self, *, search: str, offset: int, limit: int) -> tuple[int, list[CaseRow]]:
        """Return count and page of all cases by number or applicant, newest first, for auditors."""
        ...

    def messages(self, person: str, *, limit: int) -> list[Message]:
        """Return a person's site messages, newest first."""
        ...

    def unread(self, person: str) -> int:
        """Return how many messages a person has not read."""
        ...

    def running(self, line: str, *, besides: str) -> list[RunningCase]:
        """Return the cases of a line that have not ended, but for those that follow ``besides``, the oldest first."""
        ...

    def running_cases(self) -> dict[str, int]:
        """Return how many cases that have not ended follow each published version."""
        ...

    def due_timers(self, now: datetime, *, limit: int) -> list[tuple[str, str]]:
        """Return due (case, timer) pairs, the oldest first; those of stalled cases have to wait."""
        ...


class Database(Protocol):
    """Opens transactions."""

    def write(self) -> AbstractContextManager[Work]:
        """Open the transaction of one command: kept at the end, undone by any exception."""
        ...

    def read(self) -> AbstractContextManager[Reading]:
        """Open a reading transaction."""
        ...


class Lines(Protocol):
    """Published lines, opened and kept by digest."""

    def get(self, digest: str) -> Line:
        """Return the line of a published version. Raise KeyError."""
        ...


class Files(Protocol):
    """Content of attachments."""

    def put(self, content: bytes) -> str:
        """Store content durably; return its SHA-256 digest, which is also its address."""
        ...

    def get(self, digest: str) -> bytes:
        """Return content. Raise KeyError when it is gone."""
        ...


class Calendar(Protocol):
    """The official working days."""

    def is_working_day(self, day: date) -> bool:
        """Say whether people work on that day."""
        ...
