"""Activities: one instance, several, or one again and again; 13.3.2 to 13.3.7."""

from tests.engine.reference.case import Activity, Case, Task
from tests.engine.reference.drawing import FOR_A_PERSON, FOR_ANOTHER_SYSTEM, Again, Multi, Spot


def enter(case: Case, scope: int, spot: Spot) -> None:
    """A token reaches an activity: every token is an activity of its own (13.3.1)."""
    activity = Activity(case.new(), spot.id, scope, case.scopes[scope].index)
    case.activities[activity.id] = activity
    if isinstance(spot.loop, Multi):
        many = case.value(spot.loop.many)
        activity.total = many if isinstance(many, int) else len(many)
    elif isinstance(spot.loop, Again):
        activity.total = spot.loop.maximum
        if activity.total == 0 or (spot.loop.before and not _goes_on(case, spot.loop)):
            activity.total = 0
    if activity.total == 0:
        _leave(case, activity, spot)
        return
    for name in spot.attached:
        case.wait(case.spot(name), "boundary", scope, activity.id)
    side_by_side = isinstance(spot.loop, Multi) and not spot.loop.sequential
    for _ in range(activity.total or 1 if side_by_side else 1):
        if activity.id in case.activities:  # an instance that needs nobody may have met the completion condition
            _begin(case, activity, spot)


def instance_done(case: Case, number: int) -> None:
    """One instance is complete: go on with the next, wait for the others, or leave."""
    activity = case.activities[number]
    spot = case.spot(activity.spot)
    activity.done += 1
    enough = activity.done == activity.total
    if isinstance(spot.loop, Multi) and spot.loop.until is not None:
        # 13.3.7: evaluated every time an instance completes; when true, the remaining instances are cancelled.
        enough = case.holds(spot.loop.until) or enough
    if isinstance(spot.loop, Again):
        enough = enough or not _goes_on(case, spot.loop)
    if enough:
        _leave(case, activity, spot)
    elif activity.begun == activity.done:
        _begin(case, activity, spot)


def _goes_on(case: Case, loop: Again) -> bool:
    return loop.condition is None or case.holds(loop.condition)


def _leave(case: Case, activity: Activity, spot: Spot) -> None:
    case.withdraw(activity.id)
    case.send(activity.scope, spot)


def _begin(case: Case, activity: Activity, spot: Spot) -> None:
    """Begin one instance; ``index`` counts inside the nearest multi-instance activity around it."""
    index = activity.begun if isinstance(spot.loop, Multi) else activity.index
    activity.begun += 1
    if spot.kind in FOR_A_PERSON | FOR_ANOTHER_SYSTEM:
        kind = "external" if spot.kind in FOR_ANOTHER_SYSTEM else "user"
        task = Task(case.new(), case.key(spot.id), spot.id, activity.id, index, kind)
        case.tasks[task.id] = task
    elif spot.kind == "receiveTask":
        case.wait(spot, "receive", activity.scope, activity.id)
    elif spot.kind == "scriptTask":
        for name, expression in spot.script:
            case.variables[name] = case.value(expression)
        instance_done(case, activity.id)
    else:
        case.open_scope(spot.called or spot.id, activity.scope, activity.id, index)
