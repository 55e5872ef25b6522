"""A case is rebuilt from its history alone and compared, byte by byte, with what is kept of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casesvc.cases.case import Case, to_state
from casesvc.cases.events import CaseStarted, Event, FormSubmitted, StepTaken, TaskDecided, TimerFired
from casesvc.cases.evolve import evolve
from casesvc.cases.facts import names_for
from casesvc.cases.follow import snapshot_digest
from casesvc.cases.history import Entry
from casesvc.cases.step import Complete, Facts, Fire, Start, StepFailed, StepInput
from casesvc.journeys.desk import Desk

Input = CaseStarted | FormSubmitted | TaskDecided | TimerFired


@dataclass(frozen=True)
class Rebuilt:
    """State and snapshot as the history gives them; ``differs`` says what of the kept row is not the same."""

    case: Case
    snapshot: bytes | None
    differs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Moment:
    """A case after one event: what an auditor steps through."""

    entry: Entry
    case: Case
    snapshot: bytes | None
    agrees: bool = True


def moments(desk: Desk, entries: Sequence[Entry]) -> Iterator[Moment]:
    """Replay recorded inputs on the recorded diagrams; ``agrees`` is False where the engine gives another snapshot."""
    case, snapshot = Case(entries[0].case if entries else ""), None
    given: tuple[Event, int] | None = None
    for entry in entries:
        agrees = True
        if isinstance(entry.event, StepTaken):
            assert given is not None  # noqa: S101 - a step follows an input, or the history is not ours
            snapshot = again(desk, case, snapshot, given, entry)
            agrees = snapshot is not None and snapshot_digest(snapshot) == entry.event.snapshot
        if isinstance(entry.event, Input):
            given = (entry.event, index_of(case, entry.event))
        case = evolve(case, entry)
        yield Moment(entry, case, snapshot, agrees)


def again(desk: Desk, case: Case, snapshot: bytes | None, given: tuple[Event, int], entry: Entry) -> bytes | None:
    """Put a recorded input to the engine again; return None when it fails now."""
    event, index = given
    line = desk.lines.get(entry.definition)
    try:
        step = desk.engine.step(
            diagram=line.diagram,
            digest=line.diagram_digest,
            snapshot=snapshot,
            given=input_of(event),
            facts=Facts(names_for(case, event, index=index), case.rounds),
            now=entry.at,
        )
    except StepFailed:
        return None
    return step.snapshot


def input_of(event: Event) -> StepInput:
    """Return the engine input a recorded event stands for."""
    match event:
        case FormSubmitted(task=task) | TaskDecided(task=task):
            return Complete(task)
        case TimerFired(timer=timer):
            return Fire(timer)
        case _:
            return Start()


def index_of(case: Case, event: Event) -> int:
    """Return the level index of the task an event completed."""
    match event:
        case FormSubmitted(task=task) | TaskDecided(task=task):
            return case.tasks[task].index
        case _:
            return 0


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
