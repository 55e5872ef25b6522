"""One step of the engine in the core's words: what it is given and what it brings back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True)
class Start:
    """Begin the process at the start event ``at``, or at its only one; ``variables`` are scalars scripts begin with."""

    at: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Complete:
    """Complete the open task of this occurrence, e.g. ``unit#2``, whether a person or another system worked on it."""

    task: str


@dataclass(frozen=True)
class Fail:
    """The open task of this occurrence was left with a BPMN error: the boundary event for ``code`` takes over."""

    task: str
    code: str


@dataclass(frozen=True)
class Fire:
    """Fire the running timer of this occurrence, e.g. ``deadline#1``."""

    timer: str


@dataclass(frozen=True)
class Receive:
    """What this event subscription waits for has arrived, e.g. ``payment_received#1``: a message or a signal."""

    event: str


StepInput = Start | Complete | Fail | Fire | Receive


@dataclass(frozen=True)
class Facts:
    """All that expressions may see; computed by the core from its own ledger, never kept by the engine.

    ``names``: scalars and lists by name; ``outcome`` is absent when the step carries none.
    ``rounds``: element -> counts of its current round, ``{"opened": 3, "approve": 2}``.
    """

    names: Mapping[str, Any] = field(default_factory=dict)
    rounds: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Opened:
    """A task that became open; ``index`` counts from 0 inside the nearest multi-instance activity around it.

    ``kind``: ``user`` for a person, ``external`` for another system that fetches it by its topic.
    """

    task: str
    element: str
    index: int = 0
    kind: Literal["user", "external"] = "user"


@dataclass(frozen=True)
class TimerStarted:
    """A timer that began to run; its due time is computed here once and never again."""

    timer: str
    element: str
    due: datetime


@dataclass(frozen=True)
class Subscribed:
    """An event that the case now waits for; ``name`` is the message's or signal's, as it stands in the diagram."""

    event: str
    element: str
    kind: Literal["message", "signal"]
    name: str


@dataclass(frozen=True)
class Thrown:
    """A message, signal or escalation that the case sent; what waits for it in the same case has caught it already."""

    element: str
    kind: Literal["message", "signal", "escalation"]
    name: str


@dataclass(frozen=True)
class Step:
    """What one input did. ``travelled`` names elements and sequence flows in the order they were passed."""

    snapshot: bytes
    opened: tuple[Opened, ...] = ()
    withdrawn: tuple[str, ...] = ()
    timers_started: tuple[TimerStarted, ...] = ()
    timers_stopped: tuple[str, ...] = ()
    subscribed: tuple[Subscribed, ...] = ()
    unsubscribed: tuple[str, ...] = ()
    thrown: tuple[Thrown, ...] = ()
    travelled: tuple[str, ...] = ()
    ended: str | None = None


class StepFailed(Exception):
    """The diagram could not go on: an incident of the case, never a lost completion."""

    def __init__(self, code: str, element: str, message: str) -> None:
        super().__init__(f"{code} at {element}: {message}")
        self.code = code
        self.element = element
        self.message = message
