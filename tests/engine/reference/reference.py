"""The reference itself: one input on a case, run until nothing automatic is left, and where it then stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casesvc.cases.step import Complete, Facts, Fail, Fire, Receive, Start, StepInput
from tests.engine.reference.activities import instance_done
from tests.engine.reference.case import Case, Catch, Task
from tests.engine.reference.drawing import read_drawing
from tests.engine.reference.events import error_at, occur, throw_error
from tests.engine.reference.nodes import arrive, fire_inclusive
from tests.engine.reference.picture import Picture, picture

SUBSCRIBED = frozenset({"message", "signal"})
MOVES = 2_000


@dataclass(frozen=True)
class Stand:
    """Where a case stands; every entry is the reference's own key of an occurrence and what it is of.

    ``tasks``: (element, index, kind). ``timers``: element. ``events``: (element, name).
    """

    tasks: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    timers: dict[str, str] = field(default_factory=dict)
    events: dict[str, tuple[str, str]] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)
    ended: str | None = None
    stuck: bool = False


class Reference:
    """One case, run by the words of BPMN 2.0.2 and with nothing of the engine."""

    def __init__(self, diagram: bytes) -> None:
        self._case = Case(read_drawing(diagram))

    def copied(self) -> "Reference":
        """Return the same case, to be led another way."""
        other = object.__new__(Reference)
        other._case = self._case.copied()
        return other

    def step(self, given: StepInput, facts: Facts) -> Stand:
        """Take one input, run everything automatic and return where the case stands."""
        case = self._case
        case.facts = facts
        self._take(given)
        for _ in range(MOVES):
            if not _move(case):
                return self.stand()
        raise AssertionError("the reference does not come to rest")

    def stand(self) -> Stand:
        """Return where the case stands."""
        case = self._case
        tasks = {t.key: (t.spot, t.index, t.kind) for t in case.tasks.values()}
        timers = {c.key: c.spot for c in case.catches.values() if c.event.kind == "timer"}
        events = {c.key: (c.spot, c.event.name or "") for c in case.catches.values() if c.event.kind in SUBSCRIBED}
        finished = not case.scopes
        conditions = any(c.event.kind == "conditional" for c in case.catches.values())
        return Stand(
            tasks=tasks,
            timers=timers,
            events=events,
            variables=dict(case.variables),
            ended=case.ended if finished else None,
            stuck=not (finished or tasks or timers or events or conditions),
        )

    def picture(self, labels: Mapping[str, Any]) -> Picture:
        """Return what is equal for cases that stand alike; ``labels`` tell occurrences apart by their keys."""
        return picture(self._case, labels)

    def _take(self, given: StepInput) -> None:
        case = self._case
        match given:
            case Start():
                case.variables = dict(given.variables)
                case.open_scope(case.drawing.main, None, None, 0, direct=True, at=given.at)
            case Complete():
                task = self._task(given.task)
                del case.tasks[task.id]
                instance_done(case, task.activity)
            case Fail():
                task = self._task(given.task)
                if not error_at(case, task.activity, given.code):
                    throw_error(case, case.activities[task.activity].scope, given.code, task.spot)
            case Fire():
                occur(case, self._catch(given.timer))
            case Receive():
                occur(case, self._catch(given.event))

    def _task(self, key: str) -> Task:
        return next(task for task in self._case.tasks.values() if task.key == key)

    def _catch(self, key: str) -> Catch:
        return next(catch for catch in self._case.catches.values() if catch.key == key)


def _move(case: Case) -> bool:
    """Make one move. A condition that has become true comes first, then tokens, then what is empty completes, and
    inclusive joins come last: they look at what may still arrive."""
    if _look_at_conditions(case):
        return True
    if case.moving:
        scope, name, way = case.moving.pop(0)
        arrive(case, scope, case.spot(name), way)
        return True
    return _complete_one(case) or fire_inclusive(case)


def _complete_one(case: Case) -> bool:
    for scope in list(case.scopes.values()):
        if case.is_idle(scope):
            case.close(scope.id)
            if scope.owner is not None:
                instance_done(case, scope.owner)
            return True
    return False


def _look_at_conditions(case: Case) -> bool:
    """A conditional event occurs when its condition becomes true; it must become false before it can occur again."""
    for catch in case.outermost_first(case.catches.values()):
        if catch.event.condition is None:
            continue
        held, catch.held = catch.held, case.holds(catch.event.condition)
        if catch.held and not held:
            occur(case, catch)
            return True
    return False
