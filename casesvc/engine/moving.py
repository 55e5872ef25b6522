"""Lets a running process go on under a changed diagram: what would become of it, and the process on the new one."""

from collections import Counter, OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from casesvc.cases.move import Blocked, Plan, Reason
from casesvc.cases.step import StepFailed
from casesvc.diagrams.aspects import named
from casesvc.diagrams.comparison import Difference, compare
from casesvc.diagrams.tree import read_diagram
from casesvc.engine.blocking import Passage, added_to, around_it, at_its_places, between_them
from casesvc.engine.borders import BORDER
from casesvc.engine.differing import Outlook
from casesvc.engine.joins import join_one
from casesvc.engine.snapshots import Running, dump, load
from casesvc.engine.standing import kept_of, markings, standings
from casesvc.engine.trees import element_of, workflows
from casesvc.engine.waiting import waits

COMPARED = 32
Kept = Counter[tuple[str, str, int]]


class Comparisons:
    """The differences between diagrams, by their digests; safe between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: OrderedDict[tuple[str, str], tuple[Difference, ...]] = OrderedDict()

    def of(self, old: bytes, old_digest: str, new: bytes, new_digest: str) -> tuple[Difference, ...]:
        """Return what is different between two diagrams that can be run."""
        digests = (old_digest, new_digest)
        with self._lock:
            if digests not in self._known:
                self._known[digests] = compare(read_diagram(old), read_diagram(new))
                if len(self._known) > COMPARED:
                    self._known.popitem(last=False)
            self._known.move_to_end(digests)
            return self._known[digests]


@dataclass(frozen=True)
class Moved:
    """A process on the new diagram, and the keys of the timers and events that it no longer waits for."""

    running: Running
    timers_stopped: tuple[str, ...]
    unsubscribed: tuple[str, ...]


def plan_of(passage: Passage, differences: tuple[Difference, ...]) -> Plan:
    """Return what the new diagram means for a case: first whether it means anything, then what stands in the way."""
    if passage.old.process != passage.new.process:
        message = f"流程编号由 {passage.old.process} 改成了 {passage.new.process}，是另一个流程，办理中的事项不能迁移"
        return Blocked((Reason(passage.old.process, message),))
    outlook = Outlook(passage, differences)
    if (keeps := outlook.keeps()) is not None:
        return keeps
    reasons = tuple([*around_it(passage), *at_its_places(passage)] or between_them(passage))
    return Blocked(reasons) if reasons else outlook.moves()


def moved(passage: Passage) -> Moved:
    """Bind a case that nothing blocks to the new diagram; what its borders newly wait for has no keys yet.

    Raise StepFailed when it would not stand there as it stood: nothing may be lost, opened or done by a move.
    """
    running, before = passage.running, kept_of(passage.running)
    stood, stopping = markings(running.workflow), _stopping(passage)
    hosts = [(standing.task, added_to(passage, standing.element)) for standing in standings(running.workflow)]
    for workflow in workflows(running.workflow):
        _drop_removed_events(workflow, passage)
        _bind(workflow, passage.new.specs[workflow.spec.name])
    running.workflow.subprocess_specs = passage.new.specs
    for host, events in hosts:
        for event in events:
            _arm(host, event.id)
    again = load(dump(running), passage.new, running.workflow.script_engine)
    armed = {event.id for _, events in hosts for event in events}
    _refuse_losses(passage, before, kept_of(again), armed)
    if Counter(markings(again.workflow)) != Counter(stood):
        raise _lost("停留的环节")
    _refuse_going_on(passage, again)
    return Moved(again, *stopping)


def _stopping(passage: Passage) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys of timers, and of other events, that wait on borders and are gone in the new diagram."""
    gone = [wait for wait in waits(passage.running.workflow) if not passage.has(wait.element) and wait.key is not None]
    timers = {str(wait.key) for wait in gone if wait.trigger.kind == "timer"}
    return tuple(sorted(timers)), tuple(sorted({str(wait.key) for wait in gone} - timers))


def _refuse_losses(passage: Passage, before: Kept, after: Kept, armed: set[str]) -> None:
    lost = {element for _, element, _ in before - after if passage.has(element)}
    found = {element for _, element, _ in after - before} - armed
    if lost or found:
        raise _lost("、".join(sorted(lost | found)))


def _lost(what: str) -> StepFailed:
    return StepFailed("move-lost", "", f"迁移后事项的{what}与迁移前不一致，已放弃迁移，请报告这个问题")


def _drop_removed_events(workflow: Any, passage: Passage) -> None:
    """Let go of events on the border of open activities that the new diagram has no more."""
    for task in list(workflow.tasks.values()):
        if not task.has_state(TaskState.FINISHED_MASK) and _is_gone(task, passage):
            task.parent._children.remove(task.id)
            del workflow.tasks[task.id]


def _is_gone(task: Any, passage: Passage) -> bool:
    return bool(element_of(task)) and not passage.has(element_of(task))


def _bind(workflow: Any, spec: Any) -> None:
    """Give every task its specification in the new diagram.

    What is finished and gone with its element only held its children: they hang on the root then, and not on what is
    above, which may be the border of an activity that they have nothing to do with.
    """
    root = workflow.task_tree
    for task in list(workflow.tasks.values()):
        if task.task_spec.name in spec.task_specs:
            task.task_spec = spec.task_specs[task.task_spec.name]
            continue
        task.parent._children.remove(task.id)
        for child in task.children:
            _hang(child, root)
        del workflow.tasks[task.id]
    workflow.spec = spec


def _hang(task: Any, parent: Any) -> None:
    task._parent = parent.id
    parent._children.append(task.id)


def _arm(host: Any, event: str) -> None:
    """Let an event wait on the border of an activity that is open already, as if it had been there from its opening."""
    workflow = host.workflow
    border = workflow.spec.task_specs[f"{host.task_spec.name}{BORDER}"]
    if host.parent.task_spec is not border:
        split = Task(workflow, border, workflow.task_tree, TaskState.COMPLETED)
        host.parent._children.remove(host.id)
        _hang(host, split)
    Task(workflow, workflow.spec.task_specs[event], host.parent, TaskState.WAITING)


def _refuse_going_on(passage: Passage, running: Running) -> None:
    """A token that waits at a join has to wait on: otherwise a case on the new diagram would not stand there."""
    joins = [join for marking in markings(running.workflow) for _, join in marking.arrivals]
    if joins and join_one(running.workflow, passage.new.reach):
        join = passage.new.graph.nodes[joins[0]]
        message = f"已有分支在{named(join)}等待，新流程图里不会再有分支到来，请等汇合后再迁移"
        raise StepFailed("move-blocked", join.id, message)
