"""Errors, escalations, cancellations and ends that stop others: what is thrown finds who catches it.

The library offers an error to every waiting event of the process above, whatever it sits on. Here the nearest
border around the thrower is asked first (BPMN 10.5.7).
"""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.util.task import TaskState

from casesvc.engine.borders import events_on, is_body
from casesvc.engine.trees import loop_around, owner_of
from casesvc.engine.waiting import Wait, waits_of


def catcher(task: Any, kind: str, code: str | None, *, own: bool = False) -> Wait | None:
    """Return who catches what ``task`` throws: the nearest event with this code, else the nearest for any.

    ``own``: the border of ``task`` itself is asked too, as for an error that its worker reports.
    """
    for events in _borders(task, own=own):
        caught = [wait for wait in events if wait.trigger.kind == kind and wait.trigger.said in (None, code)]
        caught.sort(key=lambda wait: wait.trigger.said is None)
        if caught:
            return caught[0]
    return None


def _borders(task: Any, *, own: bool) -> Iterator[list[Wait]]:
    host = task if own else owner_of(task.workflow)
    while host is not None:
        host = loop_around(host) or host
        yield [wait for event in events_on(host) for wait in waits_of(event)]
        host = owner_of(host.workflow)


def stop_scope(task: Any) -> None:
    """End the process or sub-process in which ``task``, a terminate end event, stands, with everything in it."""
    workflow = task.workflow
    while is_body(workflow.spec.name):
        workflow = owner_of(workflow).workflow
    stop(workflow, task)


def stop_all(task: Any) -> None:
    """End the whole process from ``task``, an error that nobody caught."""
    stop(task.workflow.top_workflow, task)


def stop(workflow: Any, by: Any) -> None:
    """Cancel what is not finished in one tree and complete it."""
    for task in list(workflow.tasks.values()):
        if not task.has_state(TaskState.FINISHED_MASK) and task.id in workflow.tasks:
            task.cancel()
    workflow.last_task = workflow.last_task or by  # the library hands on the data of the last task
    workflow._mark_complete(by)
    workflow.completed_event(workflow)
