"""Where the tokens of one case stand, and how they are put down and taken away."""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from casesvc.cases.step import Facts
from tests.engine.reference.drawing import Drawing, Event, Spot
from tests.engine.reference.values import condition, value


class NoWay(Exception):
    """A token came to where no condition holds and no default leads on."""


@dataclass
class Scope:
    """An instance of a process or sub-process; ``owner`` is the activity it runs for, ``parent`` what is around it.

    ``arrived`` counts the tokens that wait on flows into joins. Ends of a ``direct`` one are ends of the case.
    """

    id: int
    body: str
    parent: int | None
    owner: int | None
    index: int
    direct: bool
    arrived: dict[str, int] = field(default_factory=dict)


@dataclass
class Activity:
    """An activity that a token is in, with all its instances: ``begun`` and ``done`` of ``total``."""

    id: int
    spot: str
    scope: int
    index: int
    total: int | None = 1
    begun: int = 0
    done: int = 0


@dataclass
class Task:
    """An instance of an activity that somebody works on."""

    id: int
    key: str
    spot: str
    activity: int
    index: int
    kind: str


@dataclass
class Catch:
    """An event that is waited for, in ``scope``: in the flow, by a receive task, on a border or to start a handler.

    Those of one ``gateway`` exclude each other. ``held`` is what a condition was when it was looked at last, ``left``
    how often a timer still fires.
    """

    id: int
    key: str
    spot: str
    event: Event
    role: str
    scope: int
    activity: int | None = None
    gateway: int = 0
    held: bool = False
    left: int | None = 1


@dataclass
class Case:
    """All tokens of one case. ``moving`` are those that arrive at a node and have not acted on it."""

    drawing: Drawing
    facts: Facts = field(default_factory=Facts)
    variables: dict[str, Any] = field(default_factory=dict)
    scopes: dict[int, Scope] = field(default_factory=dict)
    activities: dict[int, Activity] = field(default_factory=dict)
    tasks: dict[int, Task] = field(default_factory=dict)
    catches: dict[int, Catch] = field(default_factory=dict)
    moving: list[tuple[int, str, str | None]] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)
    last: int = 0
    ended: str | None = None

    def copied(self) -> "Case":
        """Return a case that goes its own way from here."""
        other = copy(self)
        other.variables, other.counted, other.moving = dict(self.variables), dict(self.counted), list(self.moving)
        other.scopes = {i: copy(s) for i, s in self.scopes.items()}
        for scope in other.scopes.values():
            scope.arrived = dict(scope.arrived)
        other.activities = {i: copy(a) for i, a in self.activities.items()}
        other.tasks = {i: copy(t) for i, t in self.tasks.items()}
        other.catches = {i: copy(c) for i, c in self.catches.items()}
        return other

    def new(self) -> int:
        """Return a number that nothing of this case has."""
        self.last += 1
        return self.last

    def key(self, element: str) -> str:
        """Return the name of the next occurrence of an element: ``a#1``, ``a#2``, …"""
        self.counted[element] = self.counted.get(element, 0) + 1
        return f"{element}#{self.counted[element]}"

    def spot(self, name: str) -> Spot:
        return self.drawing.spots[name]

    def holds(self, expression: Any) -> bool:
        return condition(expression, self.variables, self.facts)

    def value(self, expression: Any) -> Any:
        return value(expression, self.variables, self.facts)

    def send(self, scope: int, spot: Spot) -> None:
        """Put a token on every way out of an activity or event: conditions choose, the default steps in for none.

        13.3.1: several ways without conditions each get a token; a conditional one only if its condition holds.
        """
        if not spot.ways:
            return
        chosen = [w for w in spot.ways if w.id != spot.default and (w.condition is None or self.holds(w.condition))]
        chosen = chosen or [way for way in spot.ways if way.id == spot.default]
        if not chosen:
            raise NoWay(spot.id)
        self.moving += [(scope, way.target, way.id) for way in chosen for _ in range(spot.gives)]

    def open_scope(
        self,
        body: str,
        parent: int | None,
        owner: int | None,
        index: int,
        *,
        direct: bool = False,
        at: str | None = None,
    ) -> None:
        """Begin a process or sub-process: arm its handlers and put a token on its start."""
        scope = Scope(self.new(), body, parent, owner, index, direct)
        self.scopes[scope.id] = scope
        drawn = self.drawing.bodies[body]
        for name in drawn.handlers:
            self.wait(self.spot(name), "start", scope.id)
        starts = (at,) if at else drawn.starts
        if len(starts) > 1:
            # 13.3.4: a called process may have other starts beside the empty one; they are ignored.
            starts = tuple(n for n in starts if self.spot(n).kind != "startEvent" or not self.spot(n).events)
        self.moving += [(scope.id, name, None) for name in starts]

    def wait(self, spot: Spot, role: str, scope: int, activity: int | None = None, gateway: int = 0) -> None:
        """Begin to wait for an event: for the first of those it names."""
        gateway = gateway or self.new()
        for event in spot.events:
            key = self.key(spot.id)
            catch = Catch(self.new(), key, spot.id, event, role, scope, activity, gateway, left=event.times)
            self.catches[catch.id] = catch

    def wait_again(self, catch: Catch) -> None:
        """Go on waiting for what has just occurred; it is a new occurrence."""
        again = replace(catch, id=self.new(), key=self.key(catch.spot))
        if again.left is not None and catch.event.kind == "timer":
            again.left -= 1
        del self.catches[catch.id]
        if again.left != 0:
            self.catches[again.id] = again

    def withdraw(self, activity: int) -> None:
        """Cancel an activity with everything inside it and on its border."""
        del self.activities[activity]
        for inner in [s.id for s in self.scopes.values() if s.owner == activity]:
            self.close(inner)
        self.tasks = {i: t for i, t in self.tasks.items() if t.activity != activity}
        self.catches = {i: c for i, c in self.catches.items() if c.activity != activity}

    def empty(self, scope: int) -> None:
        """Take away every token and every waiting event of a scope; the scope itself stays."""
        for activity in [a.id for a in self.activities.values() if a.scope == scope]:
            self.withdraw(activity)
        for handler in [s.id for s in self.scopes.values() if s.parent == scope and s.owner is None]:
            self.close(handler)
        self.catches = {i: c for i, c in self.catches.items() if c.scope != scope}
        self.moving = [each for each in self.moving if each[0] != scope]
        self.scopes[scope].arrived.clear()

    def close(self, scope: int) -> None:
        """End a scope with everything in it."""
        self.empty(scope)
        del self.scopes[scope]

    def is_idle(self, scope: Scope) -> bool:
        """Tell whether no token is left in a scope, 13.3.4: then its instance is complete."""
        return not (
            any(scope.arrived.values())
            or any(a.scope == scope.id for a in self.activities.values())
            or any(s.parent == scope.id for s in self.scopes.values())
            or any(c.scope == scope.id and c.role == "flow" for c in self.catches.values())
            or any(each[0] == scope.id for each in self.moving)
        )

    def outermost_first(self, catches: Iterable[Catch]) -> list[Catch]:
        """Return catches in the order in which they act: what interrupts from outside comes before what is inside."""
        return sorted(catches, key=lambda c: (len(list(self.outwards(c.scope))), c.id))

    def outwards(self, scope: int) -> Iterator[Scope]:
        """Yield a scope and what is around it."""
        at: int | None = scope
        while at is not None:
            found = self.scopes[at]
            yield found
            at = found.parent
