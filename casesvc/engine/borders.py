"""Activities with events on their border: the activity ends the events, an interrupting event ends the activity.

The library waits with a join of its own behind both, which takes whatever hangs below the split for the activity.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.util.task import TaskState

from casesvc.engine.trees import HOLDING, workflows

BORDER = ".BoundaryEventSplit"
BODY = ".body"  # the generated sub-process around the content of a scope that has event sub-processes


def is_body(name: str) -> bool:
    """Tell whether a specification is the generated body of a scope."""
    return name.endswith(BODY)


def entered(task: Any) -> Any:
    """Return the activity that is entered when ``task``, the split before it, has run; None for any other task."""
    if not isinstance(task.task_spec, BoundaryEventSplit):
        return None
    return next((child for child in task.children if not isinstance(child.task_spec, BoundaryEvent)), None)


def host_of(event: Any) -> Any:
    """Return the running activity on whose border an event sits; None when it is done."""
    name = event.parent.task_spec.name.removesuffix(BORDER)
    hosts = (task for task in event.parent.children if task.task_spec.name == name)
    return next((task for task in hosts if not task.has_state(TaskState.FINISHED_MASK)), None)


def events_on(host: Any) -> list[Any]:
    """Return the events on the border of an activity, [] where it has no border."""
    split = host.parent
    if split is None or not isinstance(split.task_spec, BoundaryEventSplit):
        return []
    return [task for task in split.children if isinstance(task.task_spec, BoundaryEvent)]


def settle(task: Any) -> None:
    """After ``task`` has run, end what it ends: an interrupting event its host, either of them the events that wait.

    An event that has already happened goes its way. The body of a scope does not end the events of the scope: they
    can happen as long as one of its handlers runs (BPMN 10.3.5), see `close_scopes`.
    """
    if isinstance(task.task_spec, BoundaryEvent):
        if task.task_spec.cancel_activity:
            _end([*_interrupted(task), *(event for event in events_on(task) if event.state == TaskState.WAITING)])
    elif not is_body(task.task_spec.name) and events_on(task):
        _end([event for event in events_on(task) if event.state == TaskState.WAITING])
        task.workflow.update_waiting_tasks()  # the end of the scope was asked while the events still waited


def _interrupted(event: Any) -> list[Any]:
    """Return what an interrupting event ends: its host; of a scope also the handlers that run beside the body."""
    if not is_handled(event):
        host = host_of(event)
        return [] if host is None else [host]
    return [task for task in event.workflow.tasks.values() if not _behind(task, event)]


def is_handled(event: Any) -> bool:
    """Tell whether an event starts an event sub-process of its scope."""
    return is_body(event.parent.task_spec.name.removesuffix(BORDER))


def _behind(task: Any, event: Any) -> bool:
    return task is event or (task is not None and task.parent is not None and _behind(task.parent, event))


def close_scopes(top: Any) -> bool:
    """End the events of the first scope in which nothing runs any more; return whether there was one."""
    for workflow in workflows(top):
        open_ = [task for task in workflow.tasks.values() if task.has_state(HOLDING)]
        events = [task for task in open_ if isinstance(task.task_spec, BoundaryEvent)]
        handled = [task for task in events if is_handled(task)]
        if handled and all(task in handled or _is_end(task) for task in open_):
            _end(handled)
            workflow.update_waiting_tasks()
            return True
    return False


def _is_end(task: Any) -> bool:
    return bool(task.task_spec is task.workflow.spec.end)


def overtaken(event: Any) -> bool:
    """Tell whether another event has already ended what this one sits on: only the first one does."""
    return any(
        other is not event and other.task_spec.cancel_activity and other.state in (TaskState.READY, TaskState.COMPLETED)
        for other in events_on(event)
    )


def _end(tasks: list[Any]) -> None:
    for task in tasks:
        if not task.has_state(TaskState.FINISHED_MASK):
            task.cancel()
