"""What stores give back and take: rows of lists, drafts, deliveries, versions, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casesvc.cases.case import Case, Stall


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
