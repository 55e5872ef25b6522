"""An administrator resolves a stalled case: tries the recorded input again, corrects facts first, or ends the case."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from casesvc.cases.actor import Actor
from casesvc.cases.case import Case
from casesvc.cases.decide_incident import decide_correction, decide_retry, decide_termination
from casesvc.cases.events import Event, EventUnsubscribed, TaskOpened, TaskWithdrawn, TimerStopped
from casesvc.cases.history import Entry
from casesvc.cases.inputs import TaskInput
from casesvc.journeys.desk import Desk
from casesvc.journeys.go_on import Command, command_on, keep, put
from casesvc.journeys.stores import Work


@dataclass(frozen=True)
class Resolved:
    """How a stalled case stands after an administrator's try; ``message`` says why it is still stalled, if it is."""

    case: str
    stalled: bool
    message: str = ""


def retry_case(desk: Desk, *, actor: Actor, case: str, key: str) -> Resolved:
    """Put the recorded input to the diagram again; what a person did is not recorded twice.

    Raise Rejection not-yours or not-stalled.
    """
    with desk.database.write() as work:
        command, done = begun(desk, work, actor, case, key)
        if done is not None:
            return done
        command.pen.write(decide_retry(command.held.case, actor))
        return resolved(command, again(command), key)


def correct_facts(desk: Desk, *, actor: Actor, case: str, facts: Mapping[str, Any], reason: str, key: str) -> Resolved:
    """Correct what the diagram sees of a stalled case and try again; one command, so that both are kept or none.

    Raise Rejection as above, or facts-missing, reason-missing, fact-name, fact-value and the like.
    """
    with desk.database.write() as work:
        command, done = begun(desk, work, actor, case, key)
        if done is not None:
            return done
        before = command.held.case
        command.pen.write(decide_correction(before, actor, facts, reason), decide_retry(before, actor))
        return resolved(command, again(command), key)


def end_case(desk: Desk, *, actor: Actor, case: str, reason: str, key: str) -> Resolved:
    """End a stalled case whose diagram cannot be helped; its applicant is told why. Raise Rejection reason-missing."""
    with desk.database.write() as work:
        command, done = begun(desk, work, actor, case, key)
        if done is not None:
            return done
        terminated = decide_termination(command.held.case, actor, reason)
        command.pen.write(*taken_back(command.held.case), terminated)
        return resolved(command, command.held.snapshot, key)


def begun(desk: Desk, work: Work, actor: Actor, case: str, key: str) -> tuple[Command, Resolved | None]:
    """Return the command on the locked case, and the answer when the key was used before."""
    held = work.cases.lock(case)
    done = work.repeats.find(actor.person, key)
    return command_on(desk, work, held, actor), None if done is None else Resolved(**done)


def again(command: Command) -> bytes | None:
    """Try the input again that the case is stalled at; return the snapshot to keep."""
    stall = command.held.case.stalled
    assert stall is not None  # noqa: S101 - deciding refused a case that is not stalled
    recorded = command.work.cases.entry(command.held.case.id, stall.seq)
    return put(command, recorded, index=opened_index(command.work, recorded))


def opened_index(work: Work, recorded: Entry) -> int:
    """Return the level index of the task a recorded input closed: the state no longer has that task."""
    if not isinstance(recorded.event, TaskInput):
        return 0
    row = work.cases.task(recorded.case, recorded.event.task)
    assert row is not None  # noqa: S101 - a task that was closed was opened
    opened = work.cases.entry(recorded.case, row.opening).event
    assert isinstance(opened, TaskOpened)  # noqa: S101 - as the row says
    return opened.index


def taken_back(case: Case) -> list[Event]:
    """Return what takes back everything a case still waits for."""
    return [
        *(TaskWithdrawn(task) for task in case.tasks),
        *(TimerStopped(timer) for timer in case.timers),
        *(EventUnsubscribed(event) for event in case.subscriptions),
    ]


def resolved(command: Command, snapshot: bytes | None, key: str) -> Resolved:
    """Keep what was written; what could not be delivered to the stalled case is tried again at once."""
    keep(command, snapshot)
    work, after = command.work, command.pen.case
    stall = after.stalled
    if stall is None:
        work.deliveries.hasten(after.id, work.now)
    answer = Resolved(after.id, stall is not None, stall.message if stall else "")
    work.repeats.keep(command.pen.entries[0].actor, key, after.id, asdict(answer))
    return answer
