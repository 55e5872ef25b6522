"""Runs what needs no person, one task at a time, and writes down where the tokens went."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.util.task import TaskState

from casesvc.cases.step import StepFailed
from casesvc.diagrams.expressions import ExpressionFailed
from casesvc.diagrams.graph import Flow, Graph
from casesvc.engine.facts import FactsEnvironment
from casesvc.engine.pruning import all_tasks, is_join, tokens_consumed

STEP_CAP = 400


class Run:
    """One step under way: what was travelled, which end was reached, which tokens joins used up."""

    def __init__(self, top: Any, graph: Graph, environment: FactsEnvironment) -> None:
        self._top = top
        self._graph = graph
        self._environment = environment
        self.travelled: list[str] = []
        self.ended: str | None = None
        self.consumed: set[UUID] = set()

    def everything_automatic(self) -> None:
        """Run until only people and timers can go on; raise StepFailed when that takes too long."""
        for _ in range(STEP_CAP):
            task = self._next()
            if task is None:
                return
            self.one(task)
        raise StepFailed("step-cap", element_of(task), f"一步之内经过了 {STEP_CAP} 个元素仍未停下，请检查图中的循环")

    def one(self, task: Any) -> None:
        """Run one task of the library; raise StepFailed when the diagram cannot go on from it."""
        try:
            task.run()
        except StepFailed:
            raise
        except WorkflowException as failed:
            raise _failure(task, failed) from failed
        self._note(task)

    def _next(self) -> Any:
        # The process comes before its sub-processes: what interrupts one acts before anything inside it runs on.
        ready = (t for t in all_tasks(self._top) if t.state == TaskState.READY and not t.task_spec.manual)
        return next(ready, None)

    def _note(self, task: Any) -> None:
        if is_join(task):
            self.consumed |= tokens_consumed(task)
        element = element_of(task)
        if not element or _is_instance(task):
            return
        self.travelled.append(element)
        for target in _reached(task):
            self.travelled += self._flow(element, target)
        node = self._graph.nodes.get(element)
        if node is not None and node.kind == "endEvent" and task.workflow is self._top:
            self.ended = element

    def _flow(self, source: str, target: str) -> list[str]:
        flows = [flow for flow in self._graph.outgoing(source) if flow.target == target]
        if len(flows) > 1:
            flows = [next((flow for flow in flows if self._taken(flow)), flows[-1])]
        return [flow.id for flow in flows]

    def _taken(self, flow: Flow) -> bool:
        return bool(flow.condition) and bool(self._environment.value_of(str(flow.condition)))


def element_of(task: Any) -> str:
    """Return the id of the diagram's element behind a task of the library; "" for what the library adds."""
    return str(task.task_spec.bpmn_id or "") if hasattr(task.task_spec, "bpmn_id") else ""


def _is_instance(task: Any) -> bool:
    """Tell whether the task is one instance of a multi-instance activity; the activity itself passes later."""
    around = None if task.parent is None else task.parent.task_spec
    return isinstance(around, LoopTask) and around.task_spec == task.task_spec.name


def _reached(task: Any) -> Iterator[str]:
    """Yield the elements behind a completed task, looking through the split that the library puts before events."""
    for child in task.children:
        if child.has_state(TaskState.PREDICTED_MASK):
            continue
        element = element_of(child)
        yield element or child.task_spec.name.removesuffix(".BoundaryEventSplit")


def _failure(task: Any, failed: WorkflowException) -> StepFailed:
    """Return what to tell of an exception of the library, by the first cause in it that we know."""
    # A number of instances is read while the task before still completes: the exception knows whose it was.
    spec = getattr(failed, "task_spec", None) or task.task_spec
    element = str(getattr(spec, "bpmn_id", None) or element_of(task))
    cause: BaseException | None = failed
    while cause is not None:
        if isinstance(cause, StepFailed):
            return cause
        if isinstance(cause, ExpressionFailed):
            code = "outcome-missing" if cause.name == "outcome" else cause.code
            return StepFailed(code, element, cause.message)
        cause = cause.__cause__ or cause.__context__
    if "No conditions satisfied" in str(failed):
        return StepFailed("no-flow", element, f"{element} 后面没有一条连线的条件成立，事项停在这里")
    return StepFailed("engine", element, f"{element} 无法继续：{failed}")
