"""Drives cases to where another one stands, and tells whether two cases stand and behave the same."""

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from casesvc.cases.move import Plan
from casesvc.cases.step import Facts, Step, StepFailed
from casesvc.engine import Engine
from casesvc.engine.definitions import parse
from casesvc.engine.facts import FactsEnvironment, script_engine
from casesvc.engine.snapshots import load
from casesvc.engine.standing import markings
from casesvc.journeys.play_diagram import PlayedCase
from tests.engine.play import ENGINE, NOW

Choice = tuple[str, str | None]
LEVELS = {"levels": 2}


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


def stands(case: PlayedCase) -> object:
    """Return where a case stands, without the numbers of its occurrences."""
    assert case.snapshot is not None
    environment = script_engine(FactsEnvironment(Facts(), {}))
    top = load(case.snapshot, parsed(case.diagram), environment).workflow
    places = [(m.scope, sorted(m.tokens), sorted(m.arrivals)) for m in markings(top)]
    opened = sorted((each.element, each.index) for each in case.open.values())
    waiting = sorted(key.rpartition("#")[0] for key in (*case.timers, *case.events))
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


def reached(diagram: bytes, limit: int) -> dict[str, PlayedCase]:
    """Return fresh cases on a diagram by where they stand, at most ``limit`` of them, nearest to the start first."""
    first = begun(diagram)
    found = {repr(stands(first)): first}
    waiting = [first]
    while waiting and len(found) < limit:
        case = waiting.pop(0)
        for choice in choices(case):
            after = copy_of(case)
            try:
                choose(after, choice)
            except StepFailed:
                continue  # this word is for another standing, e.g. all('m', 'approve') after a return
            if after.ended is None and (at := repr(stands(after))) not in found:
                found[at] = after
                waiting.append(after)
    return found
