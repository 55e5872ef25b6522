"""An administrator lets a running case go on under another published version of its line."""

from dataclasses import asdict, dataclass

from casesvc.cases.actor import Actor
from casesvc.cases.decide_move import decide_move, refuse_move
from casesvc.cases.events import CaseMoved, Event, EventSubscribed, EventUnsubscribed, TimerStarted, TimerStopped
from casesvc.cases.follow import snapshot_digest
from casesvc.cases.rejection import Rejection
from casesvc.cases.step import Step, StepFailed
from casesvc.journeys.desk import Desk
from casesvc.journeys.go_on import command_on, keep
from casesvc.journeys.line import Line
from casesvc.journeys.moved_line import Between, candidates_after, plan_between, status_after
from casesvc.journeys.plan_moves import filed_form
from casesvc.journeys.rows import Held
from casesvc.journeys.stores import Work


@dataclass(frozen=True)
class MovedCase:
    """A case that follows the version ``definition`` now, and what became different for it, in sentences."""

    case: str
    definition: str
    changes: tuple[str, ...]


def move_case(desk: Desk, *, actor: Actor, case: str, digest: str, reason: str, key: str) -> MovedCase:
    """Move ``case`` to the version ``digest``; all of it is kept, or none, and then it goes on as it was.

    Raise Rejection not-yours, case-ended, already-moved, unknown-version, reason-missing, or move-blocked with the
    ``reasons`` in its details.
    """
    with desk.database.write() as work:
        held = work.cases.lock(case)
        done = work.repeats.find(actor.person, key)
        if done is not None:
            return MovedCase(case, done["definition"], tuple(done["changes"]))
        refuse_move(held.case, actor, digest)
        between = _between(desk, work, held, digest)
        changes, why = decide_move(plan_between(desk.engine, between), reason)
        step = _moved(desk, work, between)
        command = command_on(desk, work, held, actor)
        pinned = snapshot_digest(step.snapshot)
        moved = CaseMoved(digest, changes, why, pinned, candidates_after(between), status_after(between))
        command.pen.write(*_let_go(step), moved, *_begun(step))
        keep(command, step.snapshot)
        answer = MovedCase(case, digest, changes)
        work.repeats.keep(actor.person, key, case, asdict(answer))
        return answer


def _between(desk: Desk, work: Work, held: Held, digest: str) -> Between:
    case = held.case
    filed = None
    if case.submission is not None:
        entry = work.cases.entry(case.id, case.submission)
        filed = filed_form(desk, entry.task or "", entry.definition)
    return Between(case, held.snapshot, desk.lines.get(case.definition), _version(desk, case.line, digest), filed)


def _version(desk: Desk, line: str, digest: str) -> Line:
    try:
        found = desk.lines.get(digest)
    except KeyError:
        raise Rejection("unknown-version", "没有发布过这个版本，请先发布") from None
    if found.key != line:
        raise Rejection("unknown-version", f"这个版本属于业务 {found.title}，不能用来办理这件申报")
    return found


def _moved(desk: Desk, work: Work, between: Between) -> Step:
    """Return the step that brings the case over."""
    assert between.snapshot is not None  # noqa: S101 - the plan blocks a case whose diagram has not begun
    try:
        return desk.engine.move(
            old=between.old.diagram,
            old_digest=between.old.diagram_digest,
            new=between.new.diagram,
            new_digest=between.new.diagram_digest,
            snapshot=between.snapshot,
            now=work.now,
        )
    except StepFailed as failed:
        reasons = [{"element": failed.element, "message": failed.message}]
        raise Rejection("move-blocked", failed.message, {"reasons": reasons}) from failed


def _let_go(step: Step) -> list[Event]:
    """Return what the case no longer waits for: still told in the words of the version it leaves."""
    return [*map(TimerStopped, step.timers_stopped), *map(EventUnsubscribed, step.unsubscribed)]


def _begun(step: Step) -> list[Event]:
    """Return what the case waits for from now on."""
    timers = (TimerStarted(started.timer, started.element, started.due) for started in step.timers_started)
    return [*timers, *(EventSubscribed(new.event, new.element, new.kind, new.name) for new in step.subscribed)]
