"""What a running process waits for: events by element, each with the key under which it was reported."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.util.task import TaskState

from casesvc.diagrams.events import Trigger
from casesvc.engine.borders import host_of, is_handled, overtaken
from casesvc.engine.specs import FIRED, Awaited, EventGateway
from casesvc.engine.trees import all_tasks

KEYS = "waits"  # in a task's internal data: place of the trigger -> key of what was reported, e.g. ``deadline#1``
LEFT = "left"  # in a task's internal data: how often a repeating timer still fires; -1 without end
HELD = "held"  # in a task's internal data: a condition was true when last looked at
REPEATING = frozenset({"message", "signal", "condition", "escalation"})


@dataclass(frozen=True)
class Wait:
    """One trigger that one task of the library waits for."""

    task: Any
    element: str
    place: str
    trigger: Trigger

    @property
    def key(self) -> str | None:
        """The key under which it was reported; None before, and for what is never reported."""
        keys: dict[str, str] = self.task.internal_data.get(KEYS, {})
        return keys.get(self.place)

    def name(self, key: str) -> None:
        """Note the key under which it is reported."""
        self.task.internal_data.setdefault(KEYS, {})[self.place] = key

    def fire(self) -> None:
        """Let the event happen: what stands behind it becomes ready."""
        if not (isinstance(self.task.task_spec, BoundaryEvent) and overtaken(self.task)):
            self.task.internal_data[FIRED] = self.element
            self.task.task_spec._update(self.task)


def waits(top: Any) -> Iterator[Wait]:
    """Yield everything that the process and its sub-processes wait for, outermost first."""
    for task in list(all_tasks(top)):
        yield from waits_of(task)


def waits_of(task: Any) -> Iterator[Wait]:
    """Yield the triggers one task waits for: one of an event, those behind an event gateway."""
    if task.state != TaskState.WAITING:
        return
    spec = task.task_spec
    events = spec.awaited if isinstance(spec, EventGateway) else [getattr(spec, "event_definition", None)]
    for event in events:
        if isinstance(event, Awaited):
            for number, trigger in enumerate(event.triggers):
                yield Wait(task, event.element, f"{event.element}/{number}", trigger)


def rearm(task: Any) -> None:
    """Let an event that does not interrupt wait again beside its host, where BPMN says that it can happen again.

    A timer fires once, or as often as its cycle says; everything else may come any number of times (BPMN 10.5.4).
    """
    if not isinstance(task.task_spec, BoundaryEvent) or task.task_spec.cancel_activity:
        return
    if host_of(task) is None and not is_handled(task):
        return
    left = task.internal_data.get(LEFT, 0)
    triggers = task.task_spec.event_definition.triggers
    if left == 0 and not any(trigger.kind in REPEATING for trigger in triggers):
        return
    again = task.parent._add_child(task.task_spec, TaskState.WAITING)
    if left:
        again.internal_data[LEFT] = left - 1 if left > 0 else left
    if task.internal_data.get(HELD):
        again.internal_data[HELD] = True
