"""What a journey needs from outside, as protocols; adapters and the tests' fakes keep these promises."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from casesvc.cases.case import Case, Stall
from casesvc.cases.events import EntryGranted
from casesvc.cases.history import Entry, Envelope
from casesvc.journeys.line import Line
from casesvc.parties.people import Account, Person
from casesvc.parties.register import RegisterEntry
from casesvc.parties.units import Unit


@dataclass(frozen=True)
class Held:
    """A case locked for one command, as it stands."""

    case: Case
    snapshot: bytes | None
    digest: str


@dataclass(frozen=True)
class TaskRow:
    """One task occurrence as lists show it; closed ones keep who closed them and when.

    ``opening`` is the number of the event that opened it.
    """

    case: str
    task: str
    element: str
    opened_at: datetime
    due: datetime | None
    closed_at: datetime | None
    closed_by: str | None
    outcome: str | None
    role: str | None = None
    unit: str | None = None
    topic: str | None = None
    opening: int = 0


@dataclass(frozen=True)
class Waiting:
    """A subscription of a case that waits for a message or a signal."""

    case: str
    event: str
    since: datetime


@dataclass(frozen=True)
class CaseRow:
    """One case as lists show it, beside one of its task occurrences where the list is about tasks.

    ``opened_under``: the version in force when the occurrence opened, where the list is about what was done.
    """

    case: str
    line: str
    notice: str
    number: str | None
    applicant: str
    applicant_name: str
    unit: str
    status: str | None
    started_at: datetime
    submitted_at: datetime | None
    ended_at: datetime | None
    task: str | None = None
    opened_at: datetime | None = None
    due: datetime | None = None
    definition: str = ""
    closed_at: datetime | None = None
    outcome: str | None = None
    opened_under: str | None = None


@dataclass(frozen=True)
class RunningCase:
    """A case that has not ended, with all that a change of its line is held against; no ``case`` when it was erased.

    ``filed``: the task at which its answers in force were handed in, and the version in force then.
    """

    row: CaseRow
    case: Case | None
    snapshot: bytes | None
    filed: tuple[str, str] | None


@dataclass(frozen=True)
class IncidentRow:
    """A stalled case: since when, and the type of the event to be tried again; no ``stall`` when it was erased."""

    case: CaseRow
    stall: Stall | None
    since: datetime
    input_type: str


@dataclass(frozen=True)
class Draft:
    """What was typed and not handed in yet; ``version`` tells two tabs apart, ``definition`` the form it began with."""

    answers: dict[str, Any]
    version: int
    saved_at: datetime
    definition: str


@dataclass(frozen=True)
class Delivery:
    """An effect outside the transaction, written inside it; ``id`` is the key by which a receiver drops repeats."""

    id: str
    kind: str
    case: str | None
    body: Mapping[str, Any]
    due: datetime
    attempts: int = 0


@dataclass(frozen=True)
class Message:
    """A site message as its reader sees it."""

    id: str
    case: str | None
    title: str
    text: str
    sent_at: datetime
    read_at: datetime | None


@dataclass(frozen=True)
class Version:
    """One published version of a line."""

    digest: str
    line: str
    number: int
    published_at: datetime
    published_by: str
    current: bool


class Cases(Protocol):
    """Cases inside one transaction: the locked row, its history, and what is derived from it."""

    def lock(self, case: str) -> Held:
        """Lock the case until the transaction ends. Raise Rejection unknown-case."""
        ...

    def begin(self, case: Case, *, one_open: bool) -> Held:
        """Make the row of a new case. Raise Rejection case-open when the person has an open one on the line."""
        ...

    def keep(self, held: Held, after: Case, entries: Sequence[Entry], snapshot: bytes | None) -> None:
        """Append ``entries`` and write state, snapshot and lists, or raise and leave nothing."""
        ...

    def rebuild(self, after: Case, entries: Sequence[Entry], snapshot: bytes | None) -> None:
        """Write state, snapshot and lists anew from the whole history of a case."""
        ...

    def entry(self, case: str, seq: int) -> Entry:
        """Return one recorded event. Raise KeyError."""
        ...

    def task(self, case: str, task: str) -> TaskRow | None:
        """Return a task occurrence, open or closed."""
        ...

    def numbered(self, number: str) -> list[str]:
        """Return the cases of a number: one, unless two lines number alike."""
        ...

    def next_number(self, line: str, year: int, kind: str = "case") -> int:
        """Count up the line's counter of that year; taken last, so that it is locked briefly."""
        ...


class Repeats(Protocol):
    """Answers already given, by idempotency key: a double click or a retry does nothing twice."""

    def find(self, person: str, key: str) -> Mapping[str, Any] | None:
        """Return the answer given to ``key`` before."""
        ...

    def keep(self, person: str, key: str, case: str, answer: Mapping[str, Any]) -> None:
        """Remember the answer; part of the command's transaction."""
        ...


class Drafts(Protocol):
    """Drafts by case and task."""

    def find(self, case: str, task: str) -> Draft | None:
        """Return the draft, if one was saved."""
        ...

    def save(self, case: str, task: str, draft: Draft, *, seen: int) -> None:
        """Save over version ``seen``. Raise Rejection draft-moved when another tab saved since."""
        ...

    def drop(self, case: str, task: str) -> None:
        """Forget the draft of a task that was handed in."""
        ...


class Deliveries(Protocol):
    """Effects waiting to be carried out."""

    def add(self, delivery: Delivery) -> None:
        """Write an effect as a row of this transaction."""
        ...

    def claim(self, now: datetime, *, limit: int) -> list[Delivery]:
        """Lock due effects that no other worker holds."""
        ...

    def done(self, delivery: str) -> None:
        """Remove a carried out effect."""
        ...

    def postpone(self, delivery: str, *, due: datetime, error: str) -> None:
        """Try again later."""
        ...

    def hasten(self, case: str, due: datetime) -> None:
        """Try what was postponed for a case at ``due``: what kept it from being carried out was mended."""
        ...

    def put_message(self, message: Message, person: str) -> None:
        """Put a message into somebody's site inbox; a repeat of its id changes nothing."""
        ...

    def mark_read(self, person: str, at: datetime) -> None:
        """Note that a person has seen all messages of the inbox."""
        ...


class Register(Protocol):
    """What people and units hold."""

    def grant(self, holder: str, case: Case, granted: EntryGranted) -> None:
        """Write the entry a case granted."""
        ...

    def of_person(self, person: str, *, kind: str | None = None) -> list[RegisterEntry]:
        """Return a person's entries, newest first."""
        ...

    def by_number(self, number: str) -> RegisterEntry | None:
        """Return the entry of a certificate number."""
        ...


class Parties(Protocol):
    """People, accounts and units."""

    def unit(self, unit: str) -> Unit | None:
        """Return a unit."""
        ...

    def units(self, units: Collection[str]) -> dict[str, Unit]:
        """Return units by id."""
        ...

    def competent_units(self, unit: str) -> tuple[str, ...]:
        """Return the units above ``unit``, nearest first, without the office at the top of the tree."""
        ...

    def person(self, person: str) -> Person:
        """Return a person with the seats held now. Raise KeyError."""
        ...

    def lock(self, person: str) -> None:
        """Lock a person until the transaction ends: what one person begins is begun one at a time."""
        ...

    def names(self, people: Collection[str]) -> dict[str, str]:
        """Return names by person."""
        ...

    def account(self, name: str) -> Account | None:
        """Return the account of that name."""
        ...

    def note_sign_in(self, account: str, *, failed: int, locked_until: datetime | None) -> None:
        """Write down how the last attempts to sign in went."""
        ...

    def add_unit(self, unit: Unit) -> None:
        """Add or change a unit."""
        ...

    def add_person(self, person: Person, account: Account | None) -> None:
        """Add or change a person with seats and account."""
        ...


class Publications(Protocol):
    """Published versions of lines."""

    def files(self, digest: str) -> Mapping[str, bytes]:
        """Return the files of a version. Raise KeyError."""
        ...

    def current(self, line: str) -> str | None:
        """Return the digest new cases follow."""
        ...

    def add(self, line: str, digest: str, files: Mapping[str, bytes], *, at: datetime, by: str) -> int:
        """Store a version and make it current; return its number (that of before if it was published before)."""
        ...

    def versions(self, line: str | None = None) -> list[Version]:
        """Return versions, newest first."""
        ...


class Looks(Protocol):
    """Who looked at whose data."""

    def note(self, person: str, case: str, what: str, at: datetime) -> None:
        """Record a look."""
        ...


class Waits(Protocol):
    """What cases wait for from outside."""

    def subscriptions(self, kind: str, name: str, *, until: datetime) -> list[Waiting]:
        """Return who waits for a message or signal of that name since ``until`` or longer, the oldest first."""
        ...

    def external_tasks(self, topics: Collection[str], *, limit: int) -> list[TaskRow]:
        """Return open external tasks of those topics, the longest waiting first; stalled cases have to wait."""
        ...


class Incidents(Protocol):
    """Stalled cases."""

    def page(self, *, offset: int, limit: int) -> tuple[int, list[IncidentRow]]:
        """Return count and page of stalled cases, the longest stalled first."""
        ...

    def of(self, case: str) -> IncidentRow | None:
        """Return the incident of a case that is stalled."""
        ...


class Work(Protocol):
    """One open transaction: all of it is kept, or none."""

    @property
    def now(self) -> datetime:
        """The moment of the command, read once."""
        ...

    @property
    def cases(self) -> Cases:
        """Cases and their histories."""
        ...

    @property
    def repeats(self) -> Repeats:
        """Answers by idempotency key."""
        ...

    @property
    def drafts(self) -> Drafts:
        """Drafts."""
        ...

    @property
    def deliveries(self) -> Deliveries:
        """Effects to be carried out."""
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
    def looks(self) -> Looks:
        """Who looked at what."""
        ...

    @property
    def waits(self) -> Waits:
        """What cases wait for."""
        ...

    def new_id(self) -> str:
        """Return a new UUIDv7."""
        ...

    def salt(self) -> bytes:
        """Return 16 fresh random bytes."""
        ...


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
