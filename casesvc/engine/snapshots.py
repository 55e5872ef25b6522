"""The state of a running process as canonical bytes: no definition, no data, no ids and no times of the library."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from casesvc.cases.step import StepFailed
from casesvc.engine.definitions import Definition
from casesvc.engine.waiting import HELD, KEYS, LEFT

FORMAT = 2
LIBRARY = version("SpiffWorkflow")
# What the library and we note on a task. Anything else would be lost in a snapshot, so it is refused.
NOTED = frozenset({"item", "key_or_index", "iteration", "cardinality", "current", "task", KEYS, LEFT, HELD})
EXPECTED = TaskState.PREDICTED_MASK | TaskState.FUTURE
FLEETING = frozenset({"event_fired"})


@dataclass
class Running:
    """A process as it stands between two steps: the library's tree, our counters and the variables of scripts.

    ``ended`` is the end event of the process reached last, of which other tokens may still be under way.
    """

    workflow: Any
    counters: dict[str, int] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)
    ended: str | None = None

    def next_key(self, element: str) -> str:
        """Return the key of the next opening of ``element``: ``review#1``, ``review#2``, …"""
        self.counters[element] = self.counters.get(element, 0) + 1
        return f"{element}#{self.counters[element]}"


def fresh(definition: Definition, engine: Any) -> Running:
    """Return a process that has not begun."""
    return Running(BpmnWorkflow(definition.specs[definition.process], definition.specs, script_engine=engine))


def dump(running: Running) -> bytes:
    """Return the snapshot: equal states give equal bytes.

    ``trees`` holds the process and each running sub-process; a task is ``[spec, state, parent, notes?]``, its number
    its place in the list; ``owner`` of a sub-process is the tree and the number of the task that runs it.
    """
    envelope = {
        "format": FORMAT,
        "library": LIBRARY,
        "counters": running.counters,
        "variables": running.variables,
        "ended": running.ended,
        "trees": list(_trees(running.workflow)),
    }
    return json.dumps(envelope, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _trees(top: Any) -> Iterator[dict[str, Any]]:
    waiting: list[tuple[Any, list[int] | None]] = [(top, None)]
    for tree, (workflow, owner) in enumerate(waiting):
        tasks = _in_order(workflow.task_tree)
        numbers = {task.id: number for number, task in enumerate(tasks)}
        waiting += [(top.subprocesses[t.id], [tree, numbers[t.id]]) for t in tasks if t.id in top.subprocesses]
        yield {
            "completed": workflow.completed,
            "success": workflow.success,
            "tasks": [_task(task, numbers) for task in tasks],
            **({} if owner is None else {"owner": owner}),
        }


def _in_order(root: Any) -> list[Any]:
    """Return the tasks of one tree that have been reached, parents before children, children in their order.

    What the library only expects to come is left out: it is drawn up anew when a task is run.
    """
    found = []
    stack = [root]
    while stack:
        task = stack.pop()
        if not task.has_state(EXPECTED):
            found.append(task)
            stack.extend(reversed(task.children))
    return found


def _task(task: Any, numbers: Mapping[UUID, int]) -> list[Any]:
    notes = _notes(task)
    return [task.task_spec.name, task.state, numbers.get(task._parent), *([notes] if notes else [])]


def _notes(task: Any) -> dict[str, Any]:
    notes: dict[str, Any] = {"triggered": True} if task.triggered else {}
    if task.has_state(TaskState.FINISHED_MASK):
        return notes  # only its place in the tree is still looked at
    for name, value in task.internal_data.items():
        if name == "merged":
            notes[name] = len(value)  # ids of finished instances: only their number matters from here on
        elif name in NOTED:
            notes[name] = value
        elif name not in FLEETING:
            raise StepFailed("not-kept", task.task_spec.name, f"引擎在 {task.task_spec.name} 上记下了无法保存的 {name}")
    return notes


def load(snapshot: bytes, definition: Definition, engine: Any) -> Running:
    """Return the process that ``snapshot`` holds; raise StepFailed when it is of another format or another diagram."""
    envelope = json.loads(snapshot)
    if (envelope.get("format"), envelope.get("library")) != (FORMAT, LIBRARY):
        raise StepFailed("snapshot-format", "", "快照由另一个版本的引擎写成，请先重建")
    spec = definition.specs[definition.process]
    top = BpmnWorkflow(spec, definition.specs, script_engine=engine, deserializing=True)
    for number, tree in enumerate(envelope["trees"]):
        _restore(_subprocess(top, *tree["owner"]) if "owner" in tree else top, tree, number)
    return Running(top, envelope["counters"], envelope["variables"], envelope["ended"])


def _subprocess(top: Any, tree: int, number: int) -> Any:
    owner = top.get_task_from_id(_identity(tree, number))
    spec = top.subprocess_specs[owner.task_spec.spec]
    inner = BpmnSubWorkflow(spec, owner.id, top_workflow=top, deserializing=True)
    inner.completed_event.connect(owner.task_spec._on_subworkflow_completed, owner)
    top.subprocesses[owner.id] = inner
    return inner


def _restore(workflow: Any, tree: Mapping[str, Any], place: int) -> None:
    workflow.completed, workflow.success = tree["completed"], tree["success"]
    for number, (name, state, parent, *notes) in enumerate(tree["tasks"]):
        spec = workflow.spec.task_specs.get(name)
        if spec is None:
            raise StepFailed("snapshot-mismatch", name, f"流程图中没有 {name}，快照属于另一个流程图")
        above = None if parent is None else workflow.tasks[_identity(place, parent)]
        task = Task(workflow, spec, above, state, _identity(place, number))
        task.last_state_change = 0.0
        _take_notes(task, dict(*notes))
        if above is None:
            workflow.task_tree = task


def _take_notes(task: Any, notes: dict[str, Any]) -> None:
    task.triggered = notes.pop("triggered", False)
    if "merged" in notes:
        notes["merged"] = [""] * notes["merged"]
    task.internal_data = notes


def _identity(tree: int, number: int) -> int:
    return (tree << 32) + number + 1  # any key will do for the library, and a number is hashed fastest
