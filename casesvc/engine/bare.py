"""The library as it comes, in memory and unpruned: what a benchmark compares a step of ours with."""

from typing import Any

from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from casesvc.cases.step import Facts
from casesvc.diagrams.normalising import normalise
from casesvc.diagrams.tree import read_diagram
from casesvc.engine.facts import FactsEnvironment, script_engine


class BareProcess:
    """A diagram parsed by the library itself; only expressions are ours, since its own would run as Python."""

    def __init__(self, diagram: bytes) -> None:
        parser = BpmnParser()
        parser.add_bpmn_xml(normalise(read_diagram(diagram)).tree)
        name = parser.get_process_ids()[0]
        self._spec, self._inner = parser.get_spec(name), parser.get_subprocess_specs(name)

    def run(self, facts: Facts, steps: int) -> int:
        """Complete up to ``steps`` tasks of one case, always the first that is open; return how many there were."""
        workflow = BpmnWorkflow(self._spec, self._inner, script_engine=script_engine(_Values(facts, {})))
        workflow.do_engine_steps()
        done = 0
        while done < steps and (task := _first(workflow)) is not None:
            task.run()
            workflow.do_engine_steps()
            done += 1
        return done


class _Values(FactsEnvironment):
    """Gives the library the value of any expression: it reads its timers itself."""

    def evaluate(self, expression: str, context: Any, external_context: Any = None) -> Any:  # noqa: ARG002
        return self.value_of(expression)


def _first(workflow: Any) -> Any:
    return workflow.get_next_task(state=TaskState.READY, manual=True)
