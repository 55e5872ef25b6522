"""Makes a decision: what it requires first, then its own logic, all on one budget."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from casesvc.diagrams.decisions.cells.frame import Budget, Frame, Function
from casesvc.diagrams.decisions.cells.plain import from_plain, to_plain
from casesvc.diagrams.decisions.logic import Around, value_of_logic
from casesvc.diagrams.decisions.model import Decision, DecisionFailed, Decisions, Table
from casesvc.diagrams.decisions.requirements import find_decision, free_names, in_order
from casesvc.diagrams.decisions.tables import gives_list
from casesvc.diagrams.decisions.types import DoesNotFit, fit, fit_each
from casesvc.diagrams.expressions import ExpressionFailed

MAX_CALLS = 8


def decide(decisions: Decisions, decision: str, names: Mapping[str, Any]) -> Any:
    """Return the result of a decision, by id or name, as plain texts, numbers, lists and dicts.

    ``names`` are plain too; what an input of the file misses is null. Dates come and go as ISO 8601 texts.
    Raise DecisionFailed(code, element, message) when the decision cannot be made, never a guess.
    """
    target = find_decision(decisions, decision)
    making = _Making(decisions, names, Budget())
    try:
        for each in in_order(decisions, target):
            if each.kind == "decision":
                making.made[each.id] = making.decided(each)
        return to_plain(making.made[target.id])
    except ExpressionFailed as wrong:
        raise DecisionFailed(wrong.code, target.id, f"决策“{target.name}”：{wrong.message}") from wrong
    except RecursionError as deep:
        raise DecisionFailed("too-complex", target.id, f"决策“{target.name}”太复杂，请拆成几个决策") from deep


@dataclass
class _Making:
    """A decision while it is being made: what was given, and what required decisions came to."""

    decisions: Decisions
    given: Mapping[str, Any]
    budget: Budget
    made: dict[str, Any] = field(default_factory=dict)
    calls: int = 0

    def decided(self, decision: Decision) -> Any:
        frame = Frame(self._names(decision), self._functions(decision), self.budget)
        value = value_of_logic(decision.logic, Around(decision.scope, self.decisions.types, decision.type), frame)
        fitting = fit_each if isinstance(decision.logic, Table) and gives_list(decision.logic) else fit
        return self._fitting(value, decision.type, decision.id, f"决策“{decision.name}”的结果", fitting)

    def _names(self, decision: Decision) -> dict[str, Any]:
        asked = free_names(decision)
        names = {name: from_plain(self.given[name]) for name in asked & self.given.keys()}
        for each in self.decisions.inputs.values():
            if each.name in asked:
                names[each.name] = self._fitting(names.get(each.name), each.type, each.id, f"“{each.name}”的值")
        for need in decision.needs:
            if need in self.decisions.decisions:
                names[self.decisions.decisions[need].variable] = self.made[need]
        return names

    def _functions(self, decision: Decision) -> Mapping[str, Function]:
        required = [self.decisions.functions[need] for need in decision.needs if need in self.decisions.functions]
        return {each.variable: self._function(each) for each in required}

    def _function(self, function: Decision) -> Function:
        def call(arguments: tuple[Any, ...], parameters: tuple[str, ...]) -> Any:
            names = self._arguments(function, arguments, parameters)
            if self.calls >= MAX_CALLS:
                raise DecisionFailed("too-complex", function.id, f"函数调用超过 {MAX_CALLS} 层，请减少嵌套")
            self.calls += 1
            try:
                frame = Frame(names, self._functions(function), self.budget)
                return value_of_logic(function.logic, Around(function.scope, self.decisions.types, ""), frame)
            finally:
                self.calls -= 1

        return call

    def _arguments(self, function: Decision, arguments: tuple[Any, ...], parameters: tuple[str, ...]) -> dict[str, Any]:
        wanted = [name for name, _ in function.parameters]
        given = dict(zip(parameters or wanted, arguments, strict=False))
        if len(arguments) != len(wanted) or set(given) != set(wanted):
            message = f"“{function.name}”的参数是 {'、'.join(wanted) or '无'}，调用处写得不同，请改成一样"
            raise DecisionFailed("arguments", function.id, message)
        return {
            name: self._fitting(given[name], type_, function.id, f"“{function.name}”的参数 {name}")
            for name, type_ in function.parameters
        }

    def _fitting(self, value: Any, type_: str, element: str, what: str, fitting: Callable[..., Any] = fit) -> Any:
        try:
            return fitting(value, type_, self.decisions.types, Frame({}, {}, self.budget))
        except DoesNotFit as misfit:
            raise DecisionFailed(
                "wrong-type", element, f"{what}不符合类型 {misfit.wanted}，请检查数据或决策表"
            ) from misfit
