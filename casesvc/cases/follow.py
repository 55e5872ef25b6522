"""What the engine did, as events. Pure: who may do what was opened was looked up before."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from casesvc.cases.actor import Candidate
from casesvc.cases.events import (
    CaseEnded,
    Event,
    EventSubscribed,
    EventThrown,
    EventUnsubscribed,
    StepTaken,
    TaskOpened,
    TaskWithdrawn,
    TimerStarted,
    TimerStopped,
)
from casesvc.cases.step import Step


@dataclass(frozen=True)
class Detail:
    """What the line and the units say of a task that opened; the engine knows nothing of it."""

    who: Candidate
    status: str | None = None
    due: datetime | None = None


def follow(step: Step, details: Mapping[str, Detail], *, end_status: str | None = None) -> list[Event]:
    """Return the events of a step in the order in which they are recorded; ``details`` by task occurrence."""
    events: list[Event] = [StepTaken(step.travelled, snapshot_digest(step.snapshot))]
    events += [EventThrown(thrown.element, thrown.kind, thrown.name) for thrown in step.thrown]
    events += [TaskWithdrawn(task) for task in step.withdrawn]
    events += [TimerStopped(timer) for timer in step.timers_stopped]
    events += [EventUnsubscribed(event) for event in step.unsubscribed]
    for opened in step.opened:
        known = details[opened.task]
        first = opened.index == 0  # the first of a multi-instance activity begins the element's new round
        events.append(TaskOpened(opened.task, opened.element, opened.index, known.who, first, known.status, known.due))
    events += [TimerStarted(started.timer, started.element, started.due) for started in step.timers_started]
    events += [EventSubscribed(waits.event, waits.element, waits.kind, waits.name) for waits in step.subscribed]
    if step.ended is not None:
        events.append(CaseEnded(step.ended, end_status))
    return events


def snapshot_digest(snapshot: bytes) -> str:
    """Return the digest by which a step pins the snapshot it left."""
    return hashlib.sha256(snapshot).hexdigest()
