"""What a command asks of the stores it writes to, all of them in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from casesvc.cases.case import Case
from casesvc.cases.events import EntryGranted
from casesvc.cases.history import Entry
from casesvc.journeys.rows import (
    Delivery,
    Draft,
    Held,
    IncidentRow,
    Message,
    TaskRow,
    Version,
    Waiting,
)
from casesvc.parties.people import Account, Person
from casesvc.parties.register import RegisterEntry
from casesvc.parties.units import Unit


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
