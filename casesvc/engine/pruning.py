"""Forgets what the library does not need to go on, so that a case costs the same at step 10 and step 10,000.

Without it the library counts tokens of earlier rounds at joins inside loops, and goes blind below a depth of 1000.
"""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.control import _EndJoin
from SpiffWorkflow.bpmn.specs.mixins.unstructured_join import UnstructuredJoin
from SpiffWorkflow.util.task import TaskState


def workflows(top: Any) -> list[Any]:
    """Return the process and its running sub-processes."""
    return [top, *top.subprocesses.values()]


def all_tasks(top: Any) -> Iterator[Any]:
    """Yield every task of the process and its sub-processes."""
    for workflow in workflows(top):
        yield from workflow.tasks.values()


def is_join(task: Any) -> bool:
    """Tell whether the task is a gateway that waits for several branches."""
    return isinstance(task.task_spec, UnstructuredJoin) and not isinstance(task.task_spec, _EndJoin)


def tokens_consumed(join: Any) -> set[UUID]:
    """Return the ids of the arrivals that ``join``, which has just fired, used up."""
    return {
        task.id
        for task in join.workflow.tasks.values()
        if task.task_spec is join.task_spec and task.state == TaskState.CANCELLED
    }


def prune(top: Any, consumed: Collection[UUID]) -> None:
    """Drop finished history from all trees; ``consumed`` are the arrivals of joins that fired in this step."""
    _drop_finished_subprocesses(top)
    for workflow in workflows(top):
        _splice(workflow, _kept(workflow, consumed))


def _drop_finished_subprocesses(top: Any) -> None:
    finished = True
    while finished:  # a sub-process inside a dropped one loses its owner with it
        owners = {task.id for task in all_tasks(top) if not task.has_state(TaskState.FINISHED_MASK)}
        dropped = [owner for owner in top.subprocesses if owner not in owners]
        for owner in dropped:
            del top.subprocesses[owner]
        finished = bool(dropped)


def _kept(workflow: Any, consumed: Collection[UUID]) -> set[UUID]:
    kept = {workflow.task_tree.id}
    for task in workflow.tasks.values():
        if not task.has_state(TaskState.FINISHED_MASK) or _waits_at_join(task, consumed):
            kept |= {task.id, *_ids(task.parent)}
    return kept


def _waits_at_join(task: Any, consumed: Collection[UUID]) -> bool:
    """Tell whether a cancelled task is a token at a join: the library keeps only the last arrival waiting."""
    return (
        task.state == TaskState.CANCELLED
        and is_join(task)
        and task.id not in consumed
        and task.parent is not None
        and task.parent.state == TaskState.COMPLETED
    )


def _ids(task: Any) -> tuple[UUID, ...]:
    return () if task is None else (task.id,)


def _splice(workflow: Any, kept: set[UUID]) -> None:
    """Hang every kept task below its nearest kept ancestor, in the order of the tree."""
    children: dict[UUID, list[UUID]] = {identity: [] for identity in kept}
    stack: list[tuple[UUID, UUID | None]] = [(workflow.task_tree.id, None)]
    while stack:
        identity, ancestor = stack.pop()
        task = workflow.tasks[identity]
        if identity in kept:
            task._parent = ancestor
            if ancestor is not None:
                children[ancestor].append(identity)
            ancestor = identity
        stack.extend((child, ancestor) for child in reversed(task._children))
    for identity in list(workflow.tasks):
        if identity not in kept:
            del workflow.tasks[identity]
    for identity in kept:
        workflow.tasks[identity]._children = children[identity]
