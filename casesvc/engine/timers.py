"""Timers that never look at a clock: due times are computed once when they start, and they fire as inputs."""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.util.task import TaskState

RUNNING = "timers"  # in a task's internal data: element -> key of the timer that runs there
FIRED = "fired"  # the element whose timer this step fires


class OutsideTimer(TimerEventDefinition):  # type: ignore[misc]
    """A timer named by its element: two timers with one name would be the same one to the library."""

    def __init__(self, element: str, expression: str) -> None:
        super().__init__(element, expression)

    def has_fired(self, my_task: Any) -> bool:
        """Tell whether the input of this step fires this timer."""
        return bool(my_task.internal_data.get(FIRED) == self.name)


def take_timers_out(task_spec: Any) -> None:
    """Replace the library's timers of one element by ours; an event gateway has one for each event behind it."""
    definition = getattr(task_spec, "event_definition", None)
    if isinstance(definition, MultipleEventDefinition):
        pairs = zip(definition.event_definitions, task_spec.outputs, strict=True)
        definition.event_definitions = [_outside(each, output.name) for each, output in pairs]
    elif isinstance(definition, TimerEventDefinition):
        task_spec.event_definition = _outside(definition, task_spec.name)


def _outside(definition: Any, element: str) -> Any:
    if isinstance(definition, TimerEventDefinition) and not isinstance(definition, OutsideTimer):
        return OutsideTimer(element, definition.expression)
    return definition


def waiting_timers(task: Any) -> Iterator[OutsideTimer]:
    """Yield the timers that one task of the library waits for."""
    if task.state != TaskState.WAITING:
        return
    definition = getattr(task.task_spec, "event_definition", None)
    for each in getattr(definition, "event_definitions", [definition]):
        if isinstance(each, OutsideTimer):
            yield each


def fire(task: Any, element: str) -> None:
    """Let the timer of ``element`` fire at ``task``."""
    task.internal_data[FIRED] = element
    task.task_spec._update(task)
    del task.internal_data[FIRED]
