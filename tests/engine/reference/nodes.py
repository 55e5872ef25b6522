"""What a token does at the node it arrives at: gateways (13.4), throwing events and ends (13.5), activities."""

from tests.engine.reference.activities import enter
from tests.engine.reference.case import Case, NoWay
from tests.engine.reference.drawing import Spot
from tests.engine.reference.events import throw_cancel, throw_error, throw_escalation, throw_signal


def arrive(case: Case, scope: int, spot: Spot, way: str | None) -> None:
    """Let a token act on the node it has come to by ``way``."""
    match spot.kind:
        case "exclusiveGateway":
            _choose_one(case, scope, spot)
        case "parallelGateway" | "inclusiveGateway":
            _join(case, scope, spot, way)
        case "eventBasedGateway":
            gateway = case.new()
            for each in spot.ways:
                case.wait(case.spot(each.target), "flow", scope, gateway=gateway)
        case "intermediateCatchEvent":
            case.wait(spot, "flow", scope)
        case "startEvent" | "intermediateThrowEvent":
            case.send(scope, spot)
            _throw(case, scope, spot)
        case "endEvent":
            _end(case, scope, spot)
        case _:
            _gather(case, scope, spot, way)


def _gather(case: Case, scope: int, spot: Spot, way: str | None) -> None:
    """13.3.2: an activity begins when as many tokens as it needs have come, on whichever way."""
    arrived = case.scopes[scope].arrived
    if spot.needs > 1 and way is not None:
        arrived[way] = arrived.get(way, 0) + 1
        if sum(arrived.get(name, 0) for name in spot.incoming) < spot.needs:
            return
        for name in spot.incoming:
            arrived.pop(name, None)
    enter(case, scope, spot)


def _choose_one(case: Case, scope: int, spot: Spot) -> None:
    """13.4.2: the first condition that holds takes the token, in the order of the diagram; else the default."""
    for way in spot.ways:
        if way.id != spot.default and (way.condition is None or case.holds(way.condition)):
            case.moving.append((scope, way.target, way.id))
            return
    for way in spot.ways:
        if way.id == spot.default:
            case.moving.append((scope, way.target, way.id))
            return
    if spot.ways:
        raise NoWay(spot.id)


def _join(case: Case, scope: int, spot: Spot, way: str | None) -> None:
    if way is not None:
        arrived = case.scopes[scope].arrived
        arrived[way] = arrived.get(way, 0) + 1
    if len(spot.incoming) <= 1 or spot.kind == "parallelGateway":
        fire_if_complete(case, scope, spot)


def fire_if_complete(case: Case, scope: int, spot: Spot) -> None:
    """13.4.1: a parallel gateway takes exactly one token from each incoming flow and puts one on each outgoing."""
    arrived = case.scopes[scope].arrived
    if all(arrived.get(name) for name in spot.incoming):
        _take(case, scope, spot)


def fire_inclusive(case: Case) -> bool:
    """Fire the first inclusive join whose tokens are all there, 13.4.3; return whether there was one."""
    for scope in list(case.scopes.values()):
        for way in list(scope.arrived):
            spot = case.spot(case.drawing.ways[way].target)
            if spot.kind == "inclusiveGateway" and _is_complete(case, scope.id, spot):
                _take(case, scope.id, spot)
                return True
    return False


def _is_complete(case: Case, scope: int, spot: Spot) -> bool:
    """No token may still come to an empty flow, unless it could also come to one that has its token already."""
    arrived = case.scopes[scope].arrived
    empty = {name for name in spot.incoming if not arrived.get(name)}
    marked = set(spot.incoming) - empty
    for position in _positions(case, scope):
        reached = case.drawing.reached(spot.id, position)
        if reached & empty and not reached & marked:
            return False
    return bool(marked)


def _positions(case: Case, scope: int) -> list[str]:
    """Return where the tokens of a scope stand: flows into joins, activities, and what events are waited for."""
    flows = [way for way, count in case.scopes[scope].arrived.items() if count]
    activities = [a.spot for a in case.activities.values() if a.scope == scope]
    return [*flows, *activities, *(c.spot for c in case.catches.values() if (c.scope, c.role) == (scope, "flow"))]


def _take(case: Case, scope: int, spot: Spot) -> None:
    arrived = case.scopes[scope].arrived
    for name in spot.incoming:
        if arrived.get(name):
            arrived[name] -= 1
            if not arrived[name]:
                del arrived[name]
    if spot.kind == "parallelGateway":
        case.moving += [(scope, way.target, way.id) for way in spot.ways]
    else:
        case.send(scope, spot)


def _throw(case: Case, scope: int, spot: Spot) -> None:
    # A message goes to another participant: nobody in this case receives it. A start event throws nothing.
    for event in spot.events if spot.kind != "startEvent" else ():
        if event.kind == "signal":
            throw_signal(case, event.name)
        elif event.kind == "escalation":
            throw_escalation(case, scope, event.name)


def _end(case: Case, scope: int, spot: Spot) -> None:
    """13.5.6: the token is consumed, and what the end says happens."""
    if case.scopes[scope].direct:
        case.ended = spot.id
    for event in spot.events:
        if event.kind == "terminate":
            case.empty(scope)
        elif event.kind == "error":
            throw_error(case, scope, event.name, spot.id)
        elif event.kind == "cancel":
            throw_cancel(case, scope)
    _throw(case, scope, spot)
