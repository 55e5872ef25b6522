"""Forgets what the library does not need to go on, so that a case costs the same at step 10 and step 10,000.

Without it the library goes blind below a depth of 1000.
"""

from typing import Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from casesvc.engine.trees import drop_orphans, workflows


def prune(top: Any) -> None:
    """Drop finished history from all trees."""
    drop_orphans(top)
    for workflow in workflows(top):
        _splice(workflow, _kept(workflow))


def _kept(workflow: Any) -> set[UUID]:
    """Return the ids of what is unfinished and of its parents: a join asks from which side a token came."""
    kept = {workflow.task_tree.id}
    for task in workflow.tasks.values():
        if not task.has_state(TaskState.FINISHED_MASK):
            kept.add(task.id)
            if task.parent is not None:
                kept.add(task.parent.id)
    return kept


def _splice(workflow: Any, kept: set[UUID]) -> None:
    """Hang every kept task below its nearest kept ancestor, in the order of the tree."""
    if len(kept) == len(workflow.tasks):
        return
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
