"""The state of a running process as canonical bytes: no definition, no data, no ids and no times of the library."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from casesvc.engine.definitions import Definition
from casesvc.journeys.step import StepFailed

FORMAT = 1
LIBRARY = version("SpiffWorkflow")
# What the library and we note on a task. Anything else would be lost in a snapshot, so it is refused.
NOTED = frozenset({"item", "key_or_index", "cardinality", "current", "task", "timers"})
FLEETING = frozenset({"event_fired", "seen_events"})


@dataclass
class Running:
    """A process as it stands between two steps: the library's tree, our counters and the variables of scripts."""

    workflow: Any
    counters: dict[str, int] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)

    def next_key(self, element: str) -> str:
        """Return the key of the next opening of ``element``: ``review#1``, ``review#2``, …"""
        self.counters[element] = self.counters.get(element, 0) + 1
        return f"{element}#{self.counters[element]}"


def fresh(definition: Definition, engine: Any) -> Running:
    """Return a process that has not begun."""
    return Running(BpmnWorkflow(definition.spec, definition.subprocess_specs, script_engine=engine))


def dump(running: Running) -> bytes:
    """Return the snapshot: equal states give equal bytes."""
    top = running.workflow
    numbers = {task.id: number for number, task in enumerate(_in_order(top))}
    envelope = {
        "format": FORMAT,
        "library": LIBRARY,
        "counters": running.counters,
        "variables": running.variables,
        "process": _tree(top, numbers),
        "subprocesses": sorted(
            ({"owner": numbers[owner], **_tree(inner, numbers)} for owner, inner in top.subprocesses.items()),
            key=lambda tree: int(tree["owner"]),
        ),
    }
    return json.dumps(envelope, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _in_order(top: Any) -> Iterator[Any]:
    """Yield all tasks in the order of the tree, a sub-process behind the task that owns it."""
    stack = [top.task_tree]
    while stack:
        task = stack.pop()
        yield task
        stack.extend(reversed(task.children))
        if task.id in top.subprocesses:
            stack.append(top.subprocesses[task.id].task_tree)


def _tree(workflow: Any, numbers: Mapping[UUID, int]) -> dict[str, Any]:
    tasks = sorted(workflow.tasks.values(), key=lambda task: numbers[task.id])
    return {"completed": workflow.completed, "success": workflow.success, "tasks": [_task(t, numbers) for t in tasks]}


def _task(task: Any, numbers: Mapping[UUID, int]) -> dict[str, Any]:
    return {
        "number": numbers[task.id],
        "parent": None if task._parent is None else numbers[task._parent],
        "spec": task.task_spec.name,
        "state": task.state,
        **({"triggered": True} if task.triggered else {}),
        **({"notes": notes} if (notes := _notes(task)) else {}),
    }


def _notes(task: Any) -> dict[str, Any]:
    notes: dict[str, Any] = {}
    for name, value in task.internal_data.items():
        if name == "merged":
            notes[name] = len(value)  # ids of finished instances: only their number matters from here on
        elif name in NOTED:
            notes[name] = value
        elif name not in FLEETING or (name == "seen_events" and value):
            raise StepFailed("not-kept", task.task_spec.name, f"引擎在 {task.task_spec.name} 上记下了无法保存的 {name}")
    return notes


def load(snapshot: bytes, definition: Definition, engine: Any) -> Running:
    """Return the process that ``snapshot`` holds; raise StepFailed when it is of another format or another diagram."""
    envelope = json.loads(snapshot)
    if (envelope.get("format"), envelope.get("library")) != (FORMAT, LIBRARY):
        raise StepFailed("snapshot-format", "", "快照由另一个版本的引擎写成，请先重建")
    top = BpmnWorkflow(definition.spec, definition.subprocess_specs, script_engine=engine, deserializing=True)
    _restore(top, envelope["process"], top)
    for tree in envelope["subprocesses"]:
        owner = top.get_task_from_id(_identity(tree["owner"]))
        inner = BpmnSubWorkflow(
            top.subprocess_specs[owner.task_spec.spec], owner.id, top_workflow=top, deserializing=True
        )
        inner.completed_event.connect(owner.task_spec._on_subworkflow_completed, owner)
        top.subprocesses[owner.id] = inner
        _restore(inner, tree, top)
    return Running(top, envelope["counters"], envelope["variables"])


def _restore(workflow: Any, tree: Mapping[str, Any], top: Any) -> None:
    workflow.completed, workflow.success = tree["completed"], tree["success"]
    for number, written in enumerate(tree["tasks"]):
        spec = workflow.spec.task_specs.get(written["spec"])
        if spec is None:
            raise StepFailed(
                "snapshot-mismatch", written["spec"], f"流程图中没有 {written['spec']}，快照属于另一个流程图"
            )
        parent = None if written["parent"] is None else workflow.tasks[_identity(written["parent"])]
        task = Task(workflow, spec, parent, written["state"], _identity(written["number"]))
        task.triggered = written.get("triggered", False)
        task.last_state_change = 0.0
        task.internal_data = dict(written.get("notes", {}))
        if "merged" in task.internal_data:
            task.internal_data["merged"] = [""] * task.internal_data["merged"]
        if number == 0:
            workflow.task_tree = task
        if isinstance(spec, CatchingEvent) and task.state == TaskState.WAITING:
            top.event_manager.add_task(task)


def _identity(number: int) -> UUID:
    return UUID(int=number + 1)
