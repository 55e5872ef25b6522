"""Task specifications of our own, where those of the library run BPMN otherwise than the standard says.

Joins of the library count tokens of earlier rounds and know no second token on a flow; its event gateway compares
events by name. Here a join only collects what arrives: `casesvc.engine.joins` decides when it goes on.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.specs.MultiChoice import MultiChoice
from SpiffWorkflow.util.task import TaskState

from casesvc.diagrams.events import Trigger

FIRED = "fired"  # in a task's internal data: the element of the event that this step fires


class Awaited(EventDefinition):  # type: ignore[misc]
    """What a catching event waits for, named by its element: two timers with one name would be one to the library.

    It never looks at a clock or a queue: what happens outside is an input, what is thrown inside finds it by element.
    """

    def __init__(self, element: str, triggers: tuple[Trigger, ...]) -> None:
        super().__init__(element)
        self.element = element
        self.triggers = triggers

    def has_fired(self, my_task: Any) -> bool:
        """Tell whether this step fires this event."""
        return bool(my_task.internal_data.get(FIRED) == self.element)

    def reset(self, my_task: Any) -> None:
        """Forget that it fired, so that the same place can wait again."""
        my_task.internal_data.pop(FIRED, None)


class Joining:
    """Lets every token that arrives wait on its own; one way in needs no waiting."""

    def _update_hook(self, my_task: Any) -> bool:
        if len(self._inputs) > 1:  # type: ignore[attr-defined]
            my_task._set_state(TaskState.WAITING)
            return False
        return bool(super()._update_hook(my_task))  # type: ignore[misc]


class ParallelGateway(Joining, BpmnSpecMixin):  # type: ignore[misc]
    """A parallel gateway: one token from every side, one token on every way out (BPMN 13.4.1)."""


class InclusiveGateway(Joining, MultiChoice, BpmnSpecMixin):  # type: ignore[misc]
    """An inclusive gateway: a token on every way whose condition holds, else on the default (BPMN 13.4.3)."""

    def _run_hook(self, my_task: Any) -> bool:
        matches, defaults = self._get_matching_outputs(my_task)
        if not (matches or defaults):
            raise WorkflowException(f"No conditions satisfied for {self.name}", task_spec=self)
        my_task._sync_children(matches or defaults, TaskState.FUTURE)
        for child in my_task.children:
            child.task_spec._predict(child, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK)
        return True


class EventGateway(BpmnSpecMixin):  # type: ignore[misc]
    """An event-based gateway: waits for the events behind it and goes on to the one that came first (BPMN 13.4.4)."""

    def __init__(self, wf_spec: Any, bpmn_id: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.awaited: list[Awaited] = []

    def _predict_hook(self, my_task: Any) -> None:
        my_task._sync_children(self.outputs, state=TaskState.MAYBE)

    def _update_hook(self, my_task: Any) -> bool:
        if FIRED in my_task.internal_data:
            return True
        my_task._set_state(TaskState.WAITING)
        return False

    def _run_hook(self, my_task: Any) -> bool:
        first = my_task.internal_data.pop(FIRED)
        my_task._sync_children([each for each in self.outputs if each.name == first], TaskState.FUTURE)
        for child in my_task.children:
            child.task_spec._predict(child, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK)
        return True


class DecisionTask(BpmnSpecMixin):  # type: ignore[misc]
    """A business rule task: the decision it names is taken by the environment of the step."""

    def __init__(self, wf_spec: Any, bpmn_id: str, decision: str, result: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.decision = decision
        self.result = result

    def _run_hook(self, my_task: Any) -> bool:
        my_task.workflow.script_engine.environment.decide(self.name, self.decision, self.result)
        return True
