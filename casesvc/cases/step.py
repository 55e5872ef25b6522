"""One step of the engine in the core's words: what it is given and what it brings back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Start:
    """Begin the process at its start event."""


@dataclass(frozen=True)
class Complete:
    """Complete the open user task of this occurrence, e.g. ``unit#2``."""

    task: str


@dataclass(frozen=True)
class Fire:
    """Fire the running timer of this occurrence, e.g. ``deadline#1``."""

    timer: str


StepInput = Start | Complete | Fire


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
    """A user task that became open; ``index`` counts from 0 inside a multi-instance activity."""

    task: str
    element: str
    index: int = 0


@dataclass(frozen=True)
class TimerStarted:
    """A timer that began to run; its due time is computed here once and never again."""

    timer: str
    element: str
    due: datetime


@dataclass(frozen=True)
class Step:
    """What one input did. ``travelled`` names elements and sequence flows in the order they were passed."""

    snapshot: bytes
    opened: tuple[Opened, ...] = ()
    withdrawn: tuple[str, ...] = ()
    timers_started: tuple[TimerStarted, ...] = ()
    timers_stopped: tuple[str, ...] = ()
    travelled: tuple[str, ...] = ()
    ended: str | None = None


class StepFailed(Exception):
    """The diagram could not go on: an incident of the case, never a lost completion."""

    def __init__(self, code: str, element: str, message: str) -> None:
        super().__init__(f"{code} at {element}: {message}")
        self.code = code
        self.element = element
        self.message = message
