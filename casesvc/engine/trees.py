"""The library's trees of tasks: which there are, what belongs to which element, what is around what."""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.util.task import TaskState

HOLDING = TaskState.READY | TaskState.WAITING | TaskState.STARTED  # reached and not finished


def workflows(top: Any) -> list[Any]:
    """Return the process and its running sub-processes, outer ones first."""
    return [top, *top.subprocesses.values()]


def all_tasks(top: Any) -> Iterator[Any]:
    """Yield every task of the process and its sub-processes."""
    for workflow in workflows(top):
        yield from workflow.tasks.values()


def element_of(task: Any) -> str:
    """Return the id of the diagram's element behind a task of the library; "" for what was added to run it."""
    return str(getattr(task.task_spec, "bpmn_id", None) or "")


def owner_of(workflow: Any) -> Any:
    """Return the task that runs a sub-process; None for the process itself."""
    if workflow.parent_task_id is None:
        return None
    return workflow.top_workflow.get_task_from_id(workflow.parent_task_id)


def loop_around(task: Any) -> Any:
    """Return the loop or multi-instance activity that ``task`` is one instance of; None when it is none."""
    around = task.parent
    if around is None or not isinstance(around.task_spec, LoopTask):
        return None
    return around if around.task_spec.task_spec == task.task_spec.name else None


def is_instance(task: Any) -> bool:
    """Tell whether the task is one instance of a loop or multi-instance activity; the activity itself passes later."""
    return loop_around(task) is not None


def ran_instances(task: Any) -> bool:
    """Tell whether the task is a loop or multi-instance activity whose instances have passed one by one."""
    return isinstance(task.task_spec, LoopTask) and bool(task.internal_data.get("merged"))


def index_of(task: Any) -> int:
    """Return the number of the nearest multi-instance around ``task``, from 0; 0 where there is none."""
    while task is not None:
        if (number := task.internal_data.get("item", task.internal_data.get("key_or_index"))) is not None:
            return int(number)
        task = owner_of(task.workflow)
    return 0


def drop_orphans(top: Any) -> None:
    """Forget the sub-processes whose owner is done or gone, with all that runs in them.

    The library cancels a loop by dropping its instances, and leaves what runs inside them alone.
    """
    while top.subprocesses:
        owners = {task.id for task in all_tasks(top) if not task.has_state(TaskState.FINISHED_MASK)}
        dropped = [owner for owner in top.subprocesses if owner not in owners]
        if not dropped:
            return
        for owner in dropped:
            del top.subprocesses[owner]


def unfinished(top: Any) -> list[Any]:
    """Return what is not finished: our own test, because the library overlooks what lies deep."""
    return [task for task in all_tasks(top) if not task.has_state(TaskState.FINISHED_MASK)]
