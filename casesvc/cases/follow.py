"""What the engine did, as events. Pure: who may do what was opened was looked up before."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from casesvc.cases.actor import Candidate
from casesvc.cases.events import (
    CaseEnded,
    Event,
    StepTaken,
    TaskOpened,
    TaskWithdrawn,
    TimerStarted,
    TimerStopped,
)


@dataclass(frozen=True)
class OpenedTask:
    """A task the step opened, with what the line and the units say of it."""

    task: str
    element: str
    index: int
    who: Candidate
    status: str | None = None
    due: datetime | None = None


@dataclass(frozen=True)
class Outcome:
    """What one engine step did, in the core's words."""

    snapshot: bytes
    travelled: tuple[str, ...]
    opened: tuple[OpenedTask, ...] = ()
    withdrawn: tuple[str, ...] = ()
    timers_started: tuple[tuple[str, str, datetime], ...] = ()
    timers_stopped: tuple[str, ...] = ()
    ended: str | None = None
    end_status: str | None = None


def follow(outcome: Outcome) -> list[Event]:
    """Return the events of a step, in the order in which they are recorded."""
    events: list[Event] = [StepTaken(outcome.travelled, snapshot_digest(outcome.snapshot))]
    events += [TaskWithdrawn(task) for task in outcome.withdrawn]
    events += [TimerStopped(timer) for timer in outcome.timers_stopped]
    events += opened_events(outcome.opened)
    events += [TimerStarted(timer, element, due) for timer, element, due in outcome.timers_started]
    if outcome.ended is not None:
        events.append(CaseEnded(outcome.ended, outcome.end_status))
    return events


def opened_events(opened: Iterable[OpenedTask]) -> list[Event]:
    """Return a TaskOpened each; index 0 of an element begins its new round."""
    return [
        TaskOpened(item.task, item.element, item.index, item.who, item.index == 0, item.status, item.due)
        for item in opened
    ]


def snapshot_digest(snapshot: bytes) -> str:
    """Return the digest by which a step pins the snapshot it left."""
    return hashlib.sha256(snapshot).hexdigest()
