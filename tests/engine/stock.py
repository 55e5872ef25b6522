"""The library as it comes: everything in memory, nothing pruned, all automatic tasks in its own order."""

from typing import Any

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from casesvc.cases.step import Facts
from casesvc.engine.definitions import parse
from casesvc.engine.facts import FactsEnvironment, script_engine
from casesvc.engine.timers import fire, waiting_timers


class Stock:
    """One case in the unpruned library, given the same facts."""

    def __init__(self, diagram: bytes, facts: Facts) -> None:
        definition = parse(diagram)
        self._workflow = BpmnWorkflow(definition.spec, dict(definition.subprocess_specs), script_engine=_engine(facts))
        self._workflow.do_engine_steps()

    def complete(self, element: str, index: int, facts: Facts) -> None:
        self._run(next(t for t in self._manual() if (_element(t), _index(t)) == (element, index)), facts)

    def fire(self, element: str, facts: Facts) -> None:
        self._workflow.script_engine = _engine(facts)
        task = next(t for t in self._all() for timer in waiting_timers(t) if timer.name == element)
        fire(task, element)
        self._workflow.do_engine_steps()

    def standing(self) -> tuple[list[tuple[str, int]], list[str], bool]:
        """Return what is open, which timers run, and whether nothing is left."""
        timers = sorted(timer.name for task in self._all() for timer in waiting_timers(task))
        unfinished = any(not task.has_state(TaskState.FINISHED_MASK) for task in self._all())
        return sorted((_element(t), _index(t)) for t in self._manual()), timers, not unfinished

    def _run(self, task: Any, facts: Facts) -> None:
        self._workflow.script_engine = _engine(facts)
        task.run()
        self._workflow.do_engine_steps()

    def _all(self) -> list[Any]:
        workflows = [self._workflow, *self._workflow.subprocesses.values()]
        return [task for workflow in workflows for task in workflow.tasks.values()]

    def _manual(self) -> list[Any]:
        return [task for task in self._all() if task.state == TaskState.READY and task.task_spec.manual]


def _engine(facts: Facts) -> Any:
    return script_engine(FactsEnvironment(facts, {}))


def _element(task: Any) -> str:
    return str(task.task_spec.bpmn_id)


def _index(task: Any) -> int:
    notes = task.internal_data
    return int(notes.get("item", notes.get("key_or_index", 0)) or 0)
