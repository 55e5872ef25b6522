"""Error ends leave the sub-process they stand in: the nearest boundary event around them catches, and only that one.

The library offers an error to every waiting boundary event of the process above, whatever it is attached to.
"""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import ErrorEventDefinition
from SpiffWorkflow.util.task import TaskState

from casesvc.cases.step import StepFailed


class EnclosedError(ErrorEventDefinition):  # type: ignore[misc]
    """An error thrown by an end event, or caught on the border of the sub-process around it; no payload travels."""

    def throw(self, my_task: Any) -> None:
        """Let the nearest boundary event that names this code fire, else the nearest that catches any."""
        for events in _around(my_task):
            caught = sorted(
                (e for e in events if _catches(e, self.code)), key=lambda e: e.task_spec.event_definition.code is None
            )
            if caught:
                caught[0].internal_data["event_fired"] = True
                caught[0].task_spec._update(caught[0])
                return
        element = my_task.task_spec.name
        raise StepFailed("error-uncaught", element, f"没有边界事件接住 {element} 抛出的错误，请在子流程边上补一个")


def keep_errors_inside(task_spec: Any) -> None:
    """Replace the library's error definition of one element by ours."""
    definition = getattr(task_spec, "event_definition", None)
    if isinstance(definition, ErrorEventDefinition):
        task_spec.event_definition = EnclosedError(definition.name, definition.code)


def _around(task: Any) -> Iterator[list[Any]]:
    """Yield the boundary events that wait on each sub-process around ``task``, from the innermost outwards."""
    workflow = task.workflow
    while workflow.parent_task_id is not None:
        host = workflow.top_workflow.get_task_from_id(workflow.parent_task_id)
        split = host.parent
        attached = isinstance(split.task_spec, BoundaryEventSplit)
        yield [t for t in split.children if t is not host and t.state == TaskState.WAITING] if attached else []
        workflow = host.workflow


def _catches(event: Any, code: str | None) -> bool:
    definition = getattr(event.task_spec, "event_definition", None)
    return isinstance(definition, EnclosedError) and definition.code in (None, code)
