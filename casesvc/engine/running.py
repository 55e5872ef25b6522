"""Runs what needs no person and no event, one task at a time, and writes down where the tokens went."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.util.task import TaskState

from casesvc.cases.step import StepFailed, Thrown
from casesvc.diagrams.events import Trigger, triggers_of
from casesvc.diagrams.expressions import ExpressionFailed
from casesvc.diagrams.graph import Flow, Node
from casesvc.engine.borders import BORDER, close_scopes, entered, settle
from casesvc.engine.definitions import Definition
from casesvc.engine.facts import FactsEnvironment
from casesvc.engine.joins import join_one
from casesvc.engine.throwing import catcher, stop_all, stop_scope
from casesvc.engine.trees import (
    all_tasks,
    drop_orphans,
    element_of,
    is_instance,
    loop_around,
    ran_instances,
    unfinished,
)
from casesvc.engine.waiting import HELD, Wait, rearm, waits

STEP_CAP = 400
THROWING = frozenset({"endEvent", "intermediateThrowEvent"})


class Run:
    """One step under way: what was travelled and thrown, and which end was reached last."""

    def __init__(self, top: Any, definition: Definition, environment: FactsEnvironment, ended: str | None) -> None:
        self._top = top
        self._definition = definition
        self._graph = definition.graph
        self._environment = environment
        self.travelled: list[str] = []
        self.thrown: list[Thrown] = []
        self.ended = ended

    def everything_automatic(self) -> None:
        """Run until only people, other systems and events can go on; raise StepFailed when that takes too long."""
        element = ""
        for _ in range(STEP_CAP):
            if self._conditions():  # before anything else runs on: a condition may hold when its event is armed
                continue
            task = self._next()
            if task is not None:
                element = element_of(task) or element
                self.one(task)
            elif not join_one(self._top, self._definition.reach) and not close_scopes(self._top):
                return
        raise StepFailed("step-cap", element, f"一步之内经过了 {STEP_CAP} 个元素仍未停下，请检查图中的循环")

    def one(self, task: Any) -> None:
        """Run one task of the library; raise StepFailed when the diagram cannot go on from it.

        The last instance takes its activity along, and an activity that needs nobody is done when it is entered.
        """
        task.task_spec._predict_hook(task)  # what comes next and no further: a snapshot keeps none of it
        try:
            task.run()
        except StepFailed:
            raise
        except WorkflowException as failed:
            raise self._failure(task, failed) from failed
        self._note(task)
        settle(task)
        rearm(task)
        drop_orphans(self._top)
        node = self._graph.nodes.get(element_of(task))
        if node is not None and node.kind in THROWING:
            for trigger in triggers_of(node):
                THROW[trigger.kind](self, task, node, trigger)
        for follower in (loop_around(task), entered(task)):
            if follower is not None and follower.state == TaskState.READY and not follower.task_spec.manual:
                self.one(follower)  # nothing comes between

    def fail(self, task: Any, code: str) -> None:
        """Leave an open task with a BPMN error; raise StepFailed when no boundary event catches it."""
        caught = catcher(task, "error", code, own=True)
        if caught is None:
            element = element_of(task)
            raise StepFailed("error-uncaught", element, f"没有边界事件接住 {element} 报告的错误 {code}，请补上后重试")
        self.occur(caught)

    def occur(self, wait: Wait) -> None:
        """Let an event happen, and let it at once do what it does: nothing comes between the two."""
        wait.fire()
        if wait.task.state == TaskState.READY:
            self.one(wait.task)

    def _next(self) -> Any:
        # The process comes before its sub-processes: what interrupts one acts before anything inside it runs on.
        ready = (t for t in all_tasks(self._top) if t.state == TaskState.READY and not t.task_spec.manual)
        return next(ready, None)

    def _conditions(self) -> bool:
        """Let the first conditional event happen whose condition has become true since it was last looked at."""
        for wait in waits(self._top) if self._definition.conditional else ():
            if wait.trigger.kind != "condition":
                continue
            held = self._environment.holds(wait.trigger.said or "")
            before = wait.task.internal_data.get(HELD, False)
            wait.task.internal_data[HELD] = held
            if held and not before:
                self.occur(wait)
                return True
        return False

    def _note(self, task: Any) -> None:
        element = element_of(task)
        if not element:
            return
        if not ran_instances(task):
            self.travelled.append(element)
        if is_instance(task):
            return  # the flows behind are those of the whole activity
        for target in _reached(task):
            self.travelled += self._flow(element, target)
        if element in self._definition.last_ends:
            self.ended = element

    def _flow(self, source: str, target: str) -> list[str]:
        flows = [flow for flow in self._graph.outgoing(source) if flow.target == target]
        if len(flows) > 1:
            flows = [next((flow for flow in flows if self._taken(flow)), flows[-1])]
        return [flow.id for flow in flows]

    def _taken(self, flow: Flow) -> bool:
        return bool(flow.condition) and bool(self._environment.value_of(str(flow.condition)))

    def _send(self, task: Any, node: Node, trigger: Trigger) -> None:  # noqa: ARG002 - one signature for all
        self.thrown.append(Thrown(node.id, trigger.kind, trigger.said or node.id))  # type: ignore[arg-type]

    def _signal(self, task: Any, node: Node, trigger: Trigger) -> None:
        self._send(task, node, trigger)
        reached = {wait.task.id for wait in waits(self._top) if wait.trigger == trigger}
        while (wait := next((w for w in waits(self._top) if w.task.id in reached), None)) is not None:
            reached.discard(wait.task.id)
            if wait.trigger == trigger:
                self.occur(wait)

    def _escalate(self, task: Any, node: Node, trigger: Trigger) -> None:
        self._send(task, node, trigger)
        if (caught := catcher(task, "escalation", trigger.said)) is not None:
            self.occur(caught)

    def _error(self, task: Any, node: Node, trigger: Trigger) -> None:
        if (caught := catcher(task, "error", trigger.said)) is not None:
            self.occur(caught)
            return
        stop_all(task)
        self.ended = node.id

    def _cancel(self, task: Any, node: Node, trigger: Trigger) -> None:  # noqa: ARG002 - one signature for all
        if (caught := catcher(task, "cancel", None)) is None:
            raise StepFailed("cancel-uncaught", node.id, f"{node.id} 的取消没有边界事件接住，请在事务子流程边上补一个")
        self.occur(caught)

    def _terminate(self, task: Any, node: Node, trigger: Trigger) -> None:  # noqa: ARG002 - one signature for all
        stop_scope(task)
        if not unfinished(self._top) and self.ended is None:
            self.ended = node.id

    def _failure(self, task: Any, failed: WorkflowException) -> StepFailed:
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


THROW: Mapping[str, Callable[[Run, Any, Node, Trigger], None]] = {
    "message": Run._send,
    "signal": Run._signal,
    "escalation": Run._escalate,
    "error": Run._error,
    "cancel": Run._cancel,
    "terminate": Run._terminate,
}


def _reached(task: Any) -> Iterator[str]:
    """Yield the elements behind a completed task, looking through the split that the library puts before events."""
    for child in task.children:
        if child.has_state(TaskState.PREDICTED_MASK):
            continue
        element = element_of(child)
        yield element or child.task_spec.name.removesuffix(BORDER)
