"""Events: what happens when one occurs, and who catches what is thrown; 13.5."""

from tests.engine.reference.activities import instance_done
from tests.engine.reference.case import Case, Catch
from tests.engine.reference.drawing import Spot


def occur(case: Case, catch: Catch) -> None:
    """What ``catch`` waits for has occurred."""
    spot = case.spot(catch.spot)
    if catch.role == "flow":
        _take_with_its_gateway(case, catch)
        case.send(catch.scope, spot)
    elif catch.role == "receive":
        assert catch.activity is not None
        del case.catches[catch.id]
        instance_done(case, catch.activity)
    elif catch.role == "boundary":
        _on_the_border(case, catch, spot)
    else:
        _in_a_handler(case, catch, spot)


def _take_with_its_gateway(case: Case, catch: Catch) -> None:
    """13.4.4: the first event decides; waiting for the others of the same gateway stops."""
    case.catches = {i: c for i, c in case.catches.items() if c.gateway != catch.gateway}


def _on_the_border(case: Case, catch: Catch, spot: Spot) -> None:
    """13.5.3: the activity is cancelled, of a multi-instance all instances; or it continues beside the event's flow."""
    assert catch.activity is not None
    if spot.interrupting:
        case.withdraw(catch.activity)
    else:
        case.wait_again(catch)
    case.send(catch.scope, spot)


def _in_a_handler(case: Case, catch: Catch, spot: Spot) -> None:
    """13.5.4: an event sub-process runs instead of what is in its scope, or beside it, in any number of instances."""
    scope = case.scopes[catch.scope]
    if spot.interrupting:
        case.empty(catch.scope)
    else:
        case.wait_again(catch)
    case.open_scope(spot.body, catch.scope, None, scope.index, direct=scope.direct and spot.interrupting, at=spot.id)


def throw_signal(case: Case, name: str | None) -> None:
    """A signal reaches everything in the case that waits for it now, the outermost first."""
    waiting = [c for c in case.catches.values() if (c.event.kind, c.event.name) == ("signal", name)]
    for catch in case.outermost_first(waiting):
        if catch.id in case.catches:
            occur(case, catch)


def throw_error(case: Case, scope: int, code: str | None, element: str) -> None:
    """An error leaves scope after scope until one catches it, by its code or any; else it ends the case."""
    for around in list(case.outwards(scope)):
        if _caught(case, around.id, None, "error", code):
            return
        if around.owner is not None and error_at(case, around.owner, code):
            return
    root = next(s for s in case.scopes.values() if s.parent is None)
    case.empty(root.id)
    case.ended = element


def error_at(case: Case, activity: int, code: str | None) -> bool:
    """Let an error reach the border of an activity and return whether it was caught there."""
    return _caught(case, case.activities[activity].scope, activity, "error", code)


def throw_escalation(case: Case, scope: int, code: str | None) -> None:
    """An escalation is caught by the nearest handler or border, interrupting or not; uncaught it does nothing."""
    for around in list(case.outwards(scope)):
        if _caught(case, around.id, None, "escalation", code):
            return
        if around.owner is not None:
            outer = case.activities[around.owner].scope
            if _caught(case, outer, around.owner, "escalation", code):
                return


def throw_cancel(case: Case, scope: int) -> None:
    """13.3.4: control leaves the transaction through its cancel boundary event; without one it just ends."""
    for around in list(case.outwards(scope)):
        if around.owner is None:
            continue
        activity = case.activities[around.owner]
        if case.spot(activity.spot).kind == "transaction":
            if not _caught(case, activity.scope, activity.id, "cancel", None):
                case.empty(around.id)
            return


def _caught(case: Case, scope: int, activity: int | None, kind: str, code: str | None) -> bool:
    """Let the handlers of a scope, or the border of an activity in it, catch: one that names the code comes first."""
    role = "start" if activity is None else "boundary"
    fitting = [
        catch
        for catch in case.catches.values()
        if (catch.role, catch.scope, catch.activity, catch.event.kind) == (role, scope, activity, kind)
        and catch.event.name in (None, code)
    ]
    for catch in sorted(fitting, key=lambda c: c.event.name is None)[:1]:
        occur(case, catch)
        return True
    return False
