"""A case is rebuilt from its history alone and compared, byte by byte, with what is kept of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casesvc.cases.case import Case, to_state
from casesvc.cases.events import CaseMoved, CaseStalled, Event, RetryRequested, StepTaken
from casesvc.cases.evolve import evolve
from casesvc.cases.facts import names_for
from casesvc.cases.follow import snapshot_digest
from casesvc.cases.history import Entry
from casesvc.cases.inputs import Input, index_of, input_of
from casesvc.cases.step import Facts, Step, StepFailed
from casesvc.journeys.desk import Desk


@dataclass(frozen=True)
class Rebuilt:
    """State and snapshot as the history gives them; ``differs`` says what of the kept row is not the same."""

    case: Case
    snapshot: bytes | None
    differs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Given:
    """A recorded input, with the level index of the task it closed."""

    event: Event
    index: int


@dataclass(frozen=True)
class Moment:
    """A case after one event: what an auditor steps through."""

    entry: Entry
    case: Case
    snapshot: bytes | None
    agrees: bool = True


def moments(desk: Desk, entries: Sequence[Entry]) -> Iterator[Moment]:
    """Replay recorded inputs on the recorded diagrams; ``agrees`` is False where the engine does not do the same again.

    That is another snapshot, also behind a move to another version, or an engine that goes on where it had stalled,
    or stalls where it had gone on.
    """
    case, snapshot = Case(entries[0].case if entries else ""), None
    inputs: dict[int, Given] = {}
    latest = 0
    for entry in entries:
        agrees = True
        match entry.event:
            case StepTaken(snapshot=digest):
                done = again(desk, case, snapshot, inputs[latest], entry)
                snapshot = done.snapshot if isinstance(done, Step) else None
                agrees = snapshot is not None and snapshot_digest(snapshot) == digest
            case CaseStalled(input=latest, code=code, element=element):
                done = again(desk, case, snapshot, inputs[latest], entry)
                agrees = isinstance(done, StepFailed) and (done.code, done.element) == (code, element)
            case RetryRequested(input=latest):
                pass
            case CaseMoved(snapshot=digest):
                snapshot = brought_over(desk, snapshot, entry)
                agrees = snapshot is not None and snapshot_digest(snapshot) == digest
        if isinstance(entry.event, Input):
            latest = entry.seq
            inputs[latest] = Given(entry.event, index_of(case, entry.event))
        case = evolve(case, entry)
        yield Moment(entry, case, snapshot, agrees)


def again(desk: Desk, case: Case, snapshot: bytes | None, given: Given, entry: Entry) -> Step | StepFailed:
    """Put a recorded input to the engine again, at the time and with the facts of ``entry``."""
    line = desk.lines.get(entry.definition)
    try:
        return desk.engine.step(
            diagram=line.diagram,
            digest=line.diagram_digest,
            snapshot=snapshot,
            given=input_of(given.event),
            facts=Facts(names_for(case, given.event, index=given.index), case.rounds),
            now=entry.at,
        )
    except StepFailed as failed:
        return failed


def brought_over(desk: Desk, snapshot: bytes | None, entry: Entry) -> bytes | None:
    """Move a snapshot again from the version that was left to the one that was moved to; None when it cannot be."""
    moved = entry.event
    assert isinstance(moved, CaseMoved)  # noqa: S101 - the caller found it by that
    if snapshot is None:
        return None
    old, new = desk.lines.get(entry.definition), desk.lines.get(moved.definition)
    try:
        step = desk.engine.move(
            old=old.diagram,
            old_digest=old.diagram_digest,
            new=new.diagram,
            new_digest=new.diagram_digest,
            snapshot=snapshot,
            now=entry.at,
        )
    except StepFailed:
        return None
    return step.snapshot


def rebuild_case(desk: Desk, *, case: str, write: bool = False) -> Rebuilt:
    """Rebuild ``case`` and compare; with ``write`` the kept row and the lists are written anew."""
    with desk.database.read() as reading:
        entries = reading.entries(case)
        kept_case, kept_snapshot = reading.case(case), reading.snapshot(case)
    rebuilt = Rebuilt(Case(case), None)
    for moment in moments(desk, entries):
        rebuilt = Rebuilt(moment.case, moment.snapshot)
    differs = tuple(
        name
        for name, same in (
            ("state", kept_case is not None and to_state(kept_case) == to_state(rebuilt.case)),
            ("snapshot", kept_snapshot == rebuilt.snapshot),
        )
        if not same
    )
    if write:
        with desk.database.write() as work:
            work.cases.lock(case)
            work.cases.rebuild(rebuilt.case, entries, rebuilt.snapshot)
    return Rebuilt(rebuilt.case, rebuilt.snapshot, differs)
