"""Where a running process stands, in the words of its diagram and not of the library's trees."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.util.task import TaskState

from casesvc.diagrams.markings import Marking
from casesvc.engine.borders import BODY
from casesvc.engine.snapshots import Running
from casesvc.engine.specs import Joining
from casesvc.engine.trees import element_of, index_of, is_instance, unfinished, workflows
from casesvc.engine.waiting import waits

KEY = "task"  # in a task's internal data: the occurrence, e.g. review#2


@dataclass(frozen=True)
class Standing:
    """One token: ``task`` of the library stands at ``element``, as an arrival when that is a join."""

    task: Any
    element: str

    @property
    def scope(self) -> str:
        """The process or sub-process around it."""
        return scope_of(self.task.workflow)

    @property
    def source(self) -> str | None:
        """The element that an arrival at a join came from; None for everything else."""
        if not isinstance(self.task.task_spec, Joining):
            return None
        return element_of(self.task.parent) or str(self.task.parent.task_spec.name)


def scope_of(workflow: Any) -> str:
    """Return the id of the process or sub-process that a tree of the library runs."""
    return str(workflow.spec.name).removesuffix(BODY)


def standings(top: Any) -> list[Standing]:
    """Return every token; what only sits on a border, or is one instance of an activity, is none of its own."""
    tokens = (task for task in unfinished(top) if element_of(task))
    return [
        Standing(task, element_of(task))
        for task in tokens
        if not isinstance(task.task_spec, BoundaryEvent) and not is_instance(task)
    ]


def markings(top: Any) -> list[Marking]:
    """Return where the tokens of each process and sub-process stand, apart from event sub-processes that run."""
    standing = standings(top)
    found = []
    for workflow in workflows(top):
        if workflow.spec.name + BODY in workflow.spec.task_specs:
            continue  # only the body of the scope and its event sub-processes, each of them with a tree of its own
        here = [each for each in standing if each.task.workflow is workflow]
        tokens = tuple(sorted(each.element for each in here if each.source is None))
        arrivals = tuple(sorted((str(each.source), each.element) for each in here if each.source is not None))
        found.append(Marking(scope_of(workflow), tokens, arrivals))
    return found


def scopes(top: Any) -> list[str]:
    """Return the ids of all processes and sub-processes under way, the process itself first."""
    return list(dict.fromkeys(scope_of(workflow) for workflow in workflows(top)))


def kept_of(running: Running) -> Counter[tuple[str, str, int]]:
    """Return all that a case waits for as (key, element, index), to be the same before and after a move.

    What is never reported, as an error that may come, has its place at the element instead of a key.
    """
    return Counter([*_tasks(running.workflow), *_waits(running.workflow)])


def _tasks(top: Any) -> Iterator[tuple[str, str, int]]:
    for task in unfinished(top):
        if task.state == TaskState.READY and task.task_spec.manual:
            yield str(task.internal_data.get(KEY)), element_of(task), index_of(task)


def _waits(top: Any) -> Iterator[tuple[str, str, int]]:
    for wait in waits(top):
        yield wait.key or wait.place, wait.element, index_of(wait.task)
