"""What can have happened to a case, one class an event; the history holds nothing else."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from casesvc.cases.actor import Candidate
from casesvc.cases.canonical import converter

Marks = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class CaseStarted:
    """确认并开始申报: the case exists, without a number."""

    line: str
    notice: str
    applicant: str
    unit: str


@dataclass(frozen=True)
class LevelsRecorded:
    """The competent units above the case's unit, looked up at each submission."""

    units: tuple[str, ...]


@dataclass(frozen=True)
class CaseNumbered:
    """The number people quote, given at the first submission."""

    number: str


@dataclass(frozen=True)
class FormSubmitted:
    """The applicant handed a form in; ``answers`` are complete, ``route`` is what gateways may see of them."""

    task: str
    answers: dict[str, Any]
    outcome: str | None = None
    route: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class TaskDecided:
    """An officer decided: outcome, opinion, marks of a return, and the form of the decision where it has one."""

    task: str
    outcome: str
    opinion: str = ""
    marks: Marks = ()
    correction_days: int | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    route: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ExternalTaskCompleted:
    """Another system did an external task; ``facts`` is what it reports, by name."""

    task: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ExternalTaskFailed:
    """Another system left an external task with a BPMN error, which the diagram catches by its ``code``."""

    task: str
    code: str
    message: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class MessageReceived:
    """A message of this name arrived for the subscription ``event``, which it uses up."""

    event: str
    name: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SignalReceived:
    """A signal of this name was caught by the subscription ``event``, which it uses up."""

    event: str
    name: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class TimerFired:
    """A due timer was put to the diagram."""

    timer: str


@dataclass(frozen=True)
class StepTaken:
    """The engine went on: what it passed, and the digest of the snapshot it left."""

    travelled: tuple[str, ...]
    snapshot: str


@dataclass(frozen=True)
class TaskOpened:
    """A task waits for ``who``; ``first`` begins a new round of its element."""

    task: str
    element: str
    index: int
    who: Candidate
    first: bool = True
    status: str | None = None
    due: datetime | None = None


@dataclass(frozen=True)
class EventThrown:
    """The diagram sent a message, a signal or an escalation of this name."""

    element: str
    kind: Literal["message", "signal", "escalation"]
    name: str


@dataclass(frozen=True)
class EventSubscribed:
    """The case waits for a message or a signal of this name."""

    event: str
    element: str
    kind: Literal["message", "signal"]
    name: str


@dataclass(frozen=True)
class EventUnsubscribed:
    """A message or signal is no longer waited for."""

    event: str


@dataclass(frozen=True)
class TaskWithdrawn:
    """An open task was taken back by the diagram."""

    task: str


@dataclass(frozen=True)
class TimerStarted:
    """A timer runs; its due time is fixed here."""

    timer: str
    element: str
    due: datetime


@dataclass(frozen=True)
class TimerStopped:
    """A running timer is no longer waited for."""

    timer: str


@dataclass(frozen=True)
class CorrectionExtended:
    """The unit gave more time for a correction."""

    task: str
    due: datetime


@dataclass(frozen=True)
class CaseStalled:
    """The diagram could not go on; the input recorded at ``input`` is tried again after the cause is mended."""

    input: int
    code: str
    element: str
    message: str


@dataclass(frozen=True)
class RetryRequested:
    """An administrator, who is the event's actor, had the input recorded at ``input`` tried again."""

    input: int


@dataclass(frozen=True)
class FactsCorrected:
    """An administrator corrected what the diagram sees, and why; answers that were handed in stay as they are."""

    facts: dict[str, Any]
    reason: str


@dataclass(frozen=True)
class CaseTerminated:
    """An administrator ended a stalled case, and why; the diagram reached no end."""

    reason: str


@dataclass(frozen=True)
class CaseMoved:
    """An administrator, who is the event's actor, let the case go on under another version of its line, and why.

    Its own envelope names the version that was left, every one behind it ``definition``. ``changes`` is what became
    different for the case, in sentences; ``tasks`` says who may do an open task where that is somebody else now, and
    ``status`` the words for where the case stands if they are others. ``snapshot`` pins the one it goes on from.
    """

    definition: str
    changes: tuple[str, ...]
    reason: str
    snapshot: str
    tasks: dict[str, Candidate] = field(default_factory=dict)
    status: str | None = None


@dataclass(frozen=True)
class EntryGranted:
    """The case gave its holder an entry in the register, e.g. a certificate."""

    entry: str
    kind: str
    number: str
    level: str
    valid_from: datetime
    valid_until: datetime | None


@dataclass(frozen=True)
class CaseEnded:
    """No task is left; ``end`` is the end event, ``status`` the line's words."""

    end: str
    status: str | None


Event = (
    CaseStarted
    | LevelsRecorded
    | CaseNumbered
    | FormSubmitted
    | TaskDecided
    | ExternalTaskCompleted
    | ExternalTaskFailed
    | MessageReceived
    | SignalReceived
    | TimerFired
    | StepTaken
    | EventThrown
    | TaskOpened
    | TaskWithdrawn
    | TimerStarted
    | TimerStopped
    | EventSubscribed
    | EventUnsubscribed
    | CorrectionExtended
    | CaseStalled
    | RetryRequested
    | FactsCorrected
    | CaseTerminated
    | CaseMoved
    | EntryGranted
    | CaseEnded
)
EVENTS: dict[str, type[Event]] = {kind.__name__: kind for kind in Event.__args__}


def to_payload(event: Event) -> dict[str, Any]:
    """Return the event as plain JSON values; its type name is kept apart, in the envelope."""
    payload: dict[str, Any] = converter.unstructure(event)
    return payload


def from_payload(kind: str, payload: dict[str, Any]) -> Event:
    """Read an event back. Raise KeyError for a type this version does not know."""
    return converter.structure(payload, EVENTS[kind])


def task_of(event: Event) -> str | None:
    """Return the task occurrence an event is about, for the envelope."""
    return getattr(event, "task", None)
