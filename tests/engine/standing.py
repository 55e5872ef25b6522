"""Drives cases to where another one stands, and tells whether two cases stand and behave the same."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from casesvc.cases.move import Plan
from casesvc.cases.step import Facts, Step, StepFailed
from casesvc.diagrams.markings import Marking
from casesvc.engine import Engine
from casesvc.engine.definitions import parse
from casesvc.engine.facts import FactsEnvironment, script_engine
from casesvc.engine.snapshots import Running, load
from casesvc.engine.standing import kept_of, markings
from casesvc.journeys.play_diagram import PlayedCase
from tests.engine.play import ENGINE, NOW

Choice = tuple[str, str | None]
LEVELS = {"levels": 2}
MAX_OPEN = 4  # a message that may come again and again opens tasks without end


def digest(diagram: bytes) -> str:
    return sha256(diagram).hexdigest()


def begun(diagram: bytes) -> PlayedCase:
    case = PlayedCase(ENGINE, diagram, NOW, dict(LEVELS))
    case.start()
    return case


def plan(old: bytes, new: bytes, snapshot: bytes | None, engine: Engine = ENGINE) -> Plan:
    assert snapshot is not None
    return engine.plan(old=old, old_digest=digest(old), new=new, new_digest=digest(new), snapshot=snapshot)


def move(case: PlayedCase, new: bytes, engine: Engine = ENGINE) -> tuple[PlayedCase, Step]:
    """Return the case on the new diagram, and the step that brought it there."""
    assert case.snapshot is not None
    old = case.diagram
    step = engine.move(
        old=old, old_digest=digest(old), new=new, new_digest=digest(new), snapshot=case.snapshot, now=case.now
    )
    gone = {*step.timers_stopped, *step.unsubscribed}
    timers = {key: due for key, due in case.timers.items() if key not in gone}
    timers |= {started.timer: started.due for started in step.timers_started}
    events = {key: event for key, event in case.events.items() if key not in gone}
    events |= {event.event: event for event in step.subscribed}
    rounds = {name: dict(counts) for name, counts in case.rounds.items()}
    moved = PlayedCase(engine, new, case.now, dict(case.facts), step.snapshot, dict(case.open), timers, events, rounds)
    return moved, step


def running(case: PlayedCase) -> Running:
    """Return what the engine keeps of a case, loaded."""
    assert case.snapshot is not None
    return load(case.snapshot, parsed(case.diagram), script_engine(FactsEnvironment(Facts(), {})))


def kept(case: PlayedCase) -> list[tuple[str, str, int]]:
    """Return all that a case waits for as (key, element, index)."""
    return sorted(kept_of(running(case)).elements())


def stands(case: PlayedCase) -> object:
    """Return where a case stands, without the numbers of its occurrences."""
    places = [(m.scope, sorted(m.tokens), sorted(m.arrivals)) for m in markings_of(case)]
    opened = sorted((each.element, each.index) for each in case.open.values())
    waiting = sorted((element, index) for _, element, index in kept(case))
    return opened, waiting, sorted(places)


_PARSED: dict[bytes, Any] = {}


def parsed(diagram: bytes) -> Any:
    if diagram not in _PARSED:
        _PARSED[diagram] = parse(diagram)
    return _PARSED[diagram]


def words(case: PlayedCase, element: str) -> list[str | None]:
    """Return the words a task may end with, approval first; None alone for a task that nobody asks."""
    known = parsed(case.diagram).outcomes.get(element) or (None,)
    return sorted(known, key=lambda word: word != "approve")


def choices(case: PlayedCase) -> list[Choice]:
    """Return all that can happen next: each element once for each index, with each of its words."""
    found: dict[tuple[str, int, str | None], Choice] = {}
    for key, opened in sorted(case.open.items()):
        for word in words(case, opened.element):
            found.setdefault((opened.element, opened.index, word), (key, word))
    rest: list[Choice] = [(key, None) for key in sorted((*case.timers, *case.events))]
    return [*found.values(), *rest]


def choose(case: PlayedCase, choice: Choice) -> Step:
    key, word = choice
    if key in case.timers:
        return case.fire(key)
    return case.receive(key) if key in case.events else case.complete(key, word)


def copy_of(case: PlayedCase) -> PlayedCase:
    rounds = {name: dict(counts) for name, counts in case.rounds.items()}
    return PlayedCase(
        case.engine, case.diagram, NOW, dict(case.facts), case.snapshot, dict(case.open), dict(case.timers),
        dict(case.events), rounds, list(case.steps),
    )  # fmt: skip


class Reached:
    """Fresh cases on a diagram by where they stand, nearest to the start first; searched no further than asked."""

    def __init__(self, diagram: bytes, limit: int) -> None:
        first = begun(diagram)
        self._found = {repr(stands(first)): first}
        self._waiting, self._known, self._limit = [first], {_counted(first)}, limit

    def at(self, standing: object) -> PlayedCase | None:
        """Return a case that stands so, None where none was found."""
        while repr(standing) not in self._found and self._further():
            continue
        return self._found.get(repr(standing))

    def all(self) -> list[PlayedCase]:
        while self._further():
            continue
        return list(self._found.values())

    def _further(self) -> bool:
        if not self._waiting or len(self._known) >= self._limit:
            return False
        case = self._waiting.pop(0)
        for choice in choices(case):
            after = copy_of(case)
            try:
                choose(after, choice)
            except StepFailed:
                continue  # this word is for another round, e.g. all('m', 'approve') after a return
            if after.ended is None and len(after.open) <= MAX_OPEN and _counted(after) not in self._known:
                self._known.add(_counted(after))
                self._found.setdefault(repr(stands(after)), after)
                self._waiting.append(after)
        return True


def _counted(case: PlayedCase) -> str:
    open_elements = {each.element for each in case.open.values()}
    return repr((stands(case), sorted((name, case.rounds.get(name)) for name in open_elements)))


def did(step: Step, now: datetime) -> object:
    """Return what a step did, without the numbers of occurrences; times count from ``now``."""

    def elements(keys: tuple[str, ...]) -> list[str]:
        return sorted(key.rpartition("#")[0] for key in keys)

    return (
        sorted((each.element, each.index, each.kind) for each in step.opened),
        sorted((each.element, each.due - now) for each in step.timers_started),
        sorted((each.element, each.kind, each.name) for each in step.subscribed),
        [elements(keys) for keys in (step.withdrawn, step.timers_stopped, step.unsubscribed)],
        sorted(step.travelled),
        sorted((each.element, each.kind, each.name) for each in step.thrown),
        step.ended,
    )


def same_choices(case: PlayedCase, other: PlayedCase) -> list[tuple[Choice, Choice]]:
    """Return the choices of two cases that stand the same, but for those between tokens that look alike."""
    ours, theirs = _by_place(case), _by_place(other)
    places = {key: place for place, keys in ours.items() for key in keys if len(keys) == 1}
    return [((key, word), (theirs[places[key]][0], word)) for key, word in choices(case) if key in places]


def _by_place(case: PlayedCase) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = {}
    for key, element, index in kept(case):
        found.setdefault((element, index), []).append(key)
    return found


def attempt(case: PlayedCase, choice: Choice) -> object:
    """Return what a choice did, or why it could not be done."""
    try:
        step = choose(case, choice)
        return did(step, case.now)
    except StepFailed as failed:
        return failed.code, failed.element


def finish(case: PlayedCase, limit: int = 60) -> str | None:
    """Approve everything until the case ends, and return how it did; None when it does not."""
    for _ in range(limit):
        if case.ended is not None:
            break
        for choice in choices(case):
            if not isinstance(attempt(case, choice)[0], str):  # type: ignore[index]
                break
        else:
            return None
    return case.ended


def markings_of(case: PlayedCase) -> list[Marking]:
    """Return where the tokens of a case stand."""
    return markings(running(case).workflow)
