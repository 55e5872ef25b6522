"""The state of a case: the fold over its events, and nothing besides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from casesvc.cases.actor import Candidate
from casesvc.cases.canonical import canonical, converter
from casesvc.cases.events import Marks

TERMINATED = "(terminated)"  # how a case ended that reached no end event; no element of a diagram can have this id


@dataclass(frozen=True)
class OpenTask:
    """A task that waits for somebody."""

    element: str
    index: int
    who: Candidate
    opened_at: datetime
    due: datetime | None = None


@dataclass(frozen=True)
class Subscription:
    """A message or signal the case waits for, by its name in the diagram."""

    element: str
    kind: Literal["message", "signal"]
    name: str


@dataclass(frozen=True)
class Return:
    """The latest return: what the applicant reads on top and which parts are open."""

    task: str
    by: str
    at: datetime
    opinion: str
    marks: Marks
    submission: int


@dataclass(frozen=True)
class Stall:
    """Why the diagram does not go on; the event at ``seq`` is the input to try again."""

    seq: int
    code: str
    element: str
    message: str


@dataclass(frozen=True)
class Case:
    """One case. ``submission`` is the sequence number of the answers in force; the answers stay in the history.

    ``route`` is what gateways see of the forms, ``facts`` what other systems reported besides.
    """

    id: str
    line: str = ""
    notice: str = ""
    definition: str = ""
    applicant: str = ""
    unit: str = ""
    seq: int = 0
    number: str | None = None
    status: str | None = None
    started_at: datetime | None = None
    submitted_at: datetime | None = None
    levels: tuple[str, ...] = ()
    tasks: dict[str, OpenTask] = field(default_factory=dict)
    timers: dict[str, datetime] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    rounds: dict[str, dict[str, int]] = field(default_factory=dict)
    route: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    submission: int | None = None
    returned: Return | None = None
    correction_days: int | None = None
    stalled: Stall | None = None
    ended: str | None = None

    def with_(self, **changes: Any) -> "Case":
        """Return the case with ``changes``; states are never changed in place."""
        return replace(self, **changes)


def to_state(case: Case) -> bytes:
    """Return the canonical bytes of a state: equal states, equal bytes."""
    return canonical(converter.unstructure(case))


def from_state(state: Mapping[str, Any]) -> Case:
    """Read a state back from its JSON values."""
    return converter.structure(state, Case)


def without(items: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    """Return ``items`` without ``keys``."""
    gone = set(keys)
    return {key: value for key, value in items.items() if key not in gone}
