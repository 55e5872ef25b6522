"""Activities with events on their border: the activity ends the events, an interrupting event ends the activity.

The library waits with a join of its own behind both, which takes whatever hangs below the split for the activity.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.util.task import TaskState

BORDER = ".BoundaryEventSplit"


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
    """After ``task`` has run, end what it ends: an interrupting event its host, either of them the other events."""
    if isinstance(task.task_spec, BoundaryEvent):
        if task.task_spec.cancel_activity:
            host = host_of(task)
            _end([*([] if host is None else [host]), *events_on(task)])
    elif events_on(task):
        _end(events_on(task))
        task.workflow.update_waiting_tasks()  # the end of the scope was asked while the events still waited


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
