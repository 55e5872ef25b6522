"""What expressions see while a step runs: the facts of the case and the variables of scripts, never task data."""

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import BasePythonScriptEngineEnvironment

from casesvc.cases.step import Facts, StepFailed
from casesvc.diagrams.decision_tables import which
from casesvc.diagrams.decisions import DecisionFailed, Decisions, decide
from casesvc.diagrams.expressions import LARGEST_NUMBER, ExpressionFailed, parse_expression
from casesvc.diagrams.scripts import parse_script
from casesvc.diagrams.timers import working_days

MAX_INSTANCES = 500
MAX_TEXT = 500
MAX_RESULT = 4000  # characters of a decision's result as JSON
_SCALARS = (str, int, float, bool, type(None))


class Cardinality(str):
    """The text of an expression whose value is a number of instances; all others are conditions."""


class FactsEnvironment(BasePythonScriptEngineEnvironment):  # type: ignore[misc]
    """Evaluates what the library hands over against one step's facts; ``context``, its task data, is not looked at."""

    def __init__(
        self,
        facts: Facts,
        variables: Mapping[str, Any],
        tables: Sequence[Decisions] = (),
        written: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """``tables``: those of the line; ``written``: an expression -> how it stands in the diagram, for messages."""
        super().__init__({})
        self._tables = tables
        self._written = written
        self._facts = facts
        self.variables = dict(variables)
        self._functions: dict[str, Callable[..., Any]] = {
            "count": self._count,
            "all": self._all,
            "len": len,
            "working_days": working_days,
        }

    def value_of(self, expression: str) -> Any:
        """Return the value of any expression, e.g. of a timer."""
        parsed = parse_expression(expression, self._written.get(expression, ""))
        return parsed.evaluate({**self.variables, **self._facts.names}, self._functions)

    def evaluate(self, expression: str, context: Any, external_context: Any = None) -> Any:  # noqa: ARG002 - the library's signature
        """Answer the library: a cardinality is a number within bounds, everything else is a condition."""
        value = self.value_of(expression)
        if isinstance(expression, Cardinality):
            return _instances(value, expression)
        if type(value) is not bool:
            raise ExpressionFailed(
                "not-a-condition", f"条件 {self._written.get(expression, expression)} 的结果是 {value}，应为是或否"
            )
        return value

    def holds(self, condition: str) -> bool:
        """Tell whether the condition of an event is true now; what is not known yet does not hold."""
        try:
            return bool(self.evaluate(condition, None))
        except ExpressionFailed as failed:
            if failed.code == "unknown-name":
                return False
            raise

    def decide(self, element: str, decision: str, result: str) -> None:
        """Take the decision of a business rule task and keep its result; raise StepFailed when it cannot be taken."""
        tables = which(self._tables, decision)
        if tables is None:
            raise StepFailed("decision-missing", element, f"{element} 引用的决策 {decision} 不存在")
        try:
            self.variables[result] = _bounded(decide(tables, decision, {**self.variables, **self._facts.names}), result)
        except DecisionFailed as failed:
            raise StepFailed(failed.code, element, failed.message) from failed

    def execute(self, script: str, context: Any, external_context: Any = None) -> bool:  # noqa: ARG002 - the library's signature
        """Run the assignments of a script into the variables of the case."""
        for name, expression in parse_script(script):
            if name in self._facts.names:
                raise ExpressionFailed("reserved-name", f"脚本不能给 {name} 赋值，这个名称由系统给出", name)
            self.variables[name] = _kept(self.value_of(expression.text), name)
        return True

    def _count(self, element: str, outcome: str) -> int:
        return self._facts.rounds.get(element, {}).get(outcome, 0)

    def _all(self, element: str, outcome: str) -> bool:
        opened = self._facts.rounds.get(element, {}).get("opened", 0)
        return opened > 0 and self._count(element, outcome) == opened


def script_engine(environment: FactsEnvironment) -> PythonScriptEngine:
    """Return the library's wrapper around the environment of one step."""
    return PythonScriptEngine(environment)


def _instances(value: Any, expression: str) -> int:
    if type(value) is not int or not 0 <= value <= MAX_INSTANCES:
        raise ExpressionFailed("not-a-number", f"次数 {expression} 的结果是 {value}，应为 0 到 {MAX_INSTANCES} 的整数")
    return value


def _bounded(value: Any, name: str) -> Any:
    """Let through what a decision may leave in a snapshot: scalars, lists and records of bounded size."""
    size = len(json.dumps(value, ensure_ascii=False))
    if size > MAX_RESULT:
        raise ExpressionFailed("too-large", f"决策的结果 {name} 太大，不能保存", name)
    return value


def _kept(value: Any, name: str) -> Any:
    """Let through what may stay in a snapshot: scalars of bounded size."""
    if type(value) not in _SCALARS:
        raise ExpressionFailed("not-a-scalar", f"脚本给 {name} 的值不是文字、数字或是否，不能保存", name)
    too_large = len(value) > MAX_TEXT if isinstance(value, str) else abs(value or 0) > LARGEST_NUMBER
    if too_large:
        raise ExpressionFailed("too-large", f"脚本给 {name} 的值太大，不能保存", name)
    return value
