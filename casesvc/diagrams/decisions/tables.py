"""Decides tables: which rules match, and what the hit policy makes of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from casesvc.diagrams.decisions.asking import passes, rank, value_of
from casesvc.diagrams.decisions.cells.frame import Frame
from casesvc.diagrams.decisions.cells.functions.lists import greatest, least, total
from casesvc.diagrams.decisions.cells.syntax import Scope
from casesvc.diagrams.decisions.cells.values import equal
from casesvc.diagrams.decisions.model import Cell, DecisionFailed, Input, Output, Rule, Table, Type
from casesvc.diagrams.decisions.types import dated


@dataclass(frozen=True, slots=True)
class Asked:
    """A table being decided, with everything its cells may see; ``type`` is that of the whole result."""

    table: Table
    scope: Scope
    frame: Frame
    types: Mapping[str, Type]
    type: str

    def matching(self) -> list[Rule]:
        """Return the rules that match, in their order."""
        columns = [(column, self._input(column)) for column in self.table.inputs]
        frame = self.frame.within({column.alias: value for column, value in columns if column.alias})
        return [
            rule
            for rule in self.table.rules
            if all(
                passes(cell, value, self.scope, frame)
                for cell, (_, value) in zip(rule.conditions, columns, strict=True)
            )
        ]

    def _input(self, column: Input) -> Any:
        value = dated(value_of(column.expression, self.scope, self.frame), column.type)
        if column.allowed and value is not None and not passes(column.allowed, value, self.scope, self.frame):
            message = f"“{column.label}”的值不在决策表列出的取值里，请检查填写的内容或补充取值"
            raise DecisionFailed("value-not-listed", column.expression.place.element, message)
        return value

    def result(self, rule: Rule) -> Any:
        """Return what a rule says: one value, or a context of several."""
        return self._named([self._output(*pair) for pair in zip(self.table.outputs, rule.results, strict=True)])

    def default(self) -> Any:
        """Return what the table says when no rule matches, null where it says nothing."""
        return self._named([output.default and self._output(output, output.default) for output in self.table.outputs])

    def _named(self, values: list[Any]) -> Any:
        if len(values) == 1:
            return values[0]
        return dict(zip((output.name for output in self.table.outputs), values, strict=True))

    def _output(self, output: Output, cell: Cell) -> Any:
        value = value_of(cell, self.scope, self.frame) if cell.text else None
        if output.values and value is not None and not passes(output.values, value, self.scope, self.frame):
            message = f"结果“{cell.text[:40]}”不在输出列列出的取值里，请修改这一格或补充取值"
            raise DecisionFailed("value-not-listed", cell.place.element, message)
        return value

    def in_order(self, results: list[Any]) -> list[Any]:
        """Return results by the order of the output values, most important first."""
        return sorted(results, key=self._ranks)

    def _ranks(self, result: Any) -> tuple[int, ...]:
        lists = [(output, values_of(output, self.type, self.types)) for output in self.table.outputs]
        several = len(lists) > 1
        return tuple(
            rank(values, result[output.name] if several else result, self.scope, self.frame)
            for output, values in lists
            if values
        )


def values_of(output: Output, result_type: str, types: Mapping[str, Type]) -> Cell | None:
    """Return the list that orders the values of an output: its own, or that of its type."""
    declared = types.get(output.type or result_type)
    return output.values or (declared.allowed if declared else None)


def decide_table(asked: Asked) -> Any:
    """Return the result of a table; null when no rule matches and there is no default; raise DecisionFailed."""
    table = asked.table
    policy = POLICIES.get(policy_of(table))
    if policy is None:
        raise DecisionFailed("hit-policy", table.place.element, f"不支持命中策略 {policy_of(table)}")
    refuse_uneven(table)
    matched = asked.matching()
    if matched:
        return policy(asked, matched)
    if any(output.default for output in table.outputs):
        default = asked.default()
        return (default,) if gives_list(table) else default
    return Decimal(0) if table.aggregation == "COUNT" else None


def refuse_uneven(table: Table) -> None:
    """Raise DecisionFailed for a rule that has not one cell for each column."""
    width = len(table.inputs), len(table.outputs)
    for rule in table.rules:
        if (len(rule.conditions), len(rule.results)) != width:
            message = f"规则应有 {width[0]} 个条件和 {width[1]} 个结果，请补齐或删去多余的单元格"
            raise DecisionFailed("uneven-rule", rule.place.element, message)


def policy_of(table: Table) -> str:
    """Return the hit policy together with the aggregation: ``COLLECT SUM``."""
    return f"{table.policy} {table.aggregation}".strip()


def gives_list(table: Table) -> bool:
    """Tell whether the result is the list of all hits."""
    return policy_of(table) in ("COLLECT", "RULE ORDER", "OUTPUT ORDER")


def _unique(asked: Asked, matched: list[Rule]) -> Any:
    if len(matched) > 1:
        rows = "、".join(str(asked.table.rules.index(rule) + 1) for rule in matched[:5])
        message = f"决策表要求只有一条规则命中，但第 {rows} 条同时命中，请修改条件或命中策略"
        raise DecisionFailed("several-rules", asked.table.place.element, message)
    return asked.result(matched[0])


def _any(asked: Asked, matched: list[Rule]) -> Any:
    results = [asked.result(rule) for rule in matched]
    if not all(equal(result, results[0]) for result in results):
        message = "同时命中的几条规则结果不同，而命中策略要求相同，请修改结果或命中策略"
        raise DecisionFailed("rules-disagree", asked.table.place.element, message)
    return results[0]


def _all(asked: Asked, matched: list[Rule]) -> list[Any]:
    return [asked.result(rule) for rule in matched]


def _aggregated(aggregate: Callable[[tuple[Any, ...]], Any]) -> Callable[[Asked, list[Rule]], Any]:
    def aggregated(asked: Asked, matched: list[Rule]) -> Any:
        result = aggregate(tuple(_all(asked, matched)))
        if result is None:
            message = "命中的规则里有不能汇总的结果，请把输出列都写成数字"
            raise DecisionFailed("values-do-not-fit", asked.table.place.element, message)
        return result

    return aggregated


ORDERED = ("PRIORITY", "OUTPUT ORDER")
POLICIES: Mapping[str, Callable[[Asked, list[Rule]], Any]] = {
    "UNIQUE": _unique,
    "ANY": _any,
    "FIRST": lambda asked, matched: asked.result(matched[0]),
    "PRIORITY": lambda asked, matched: asked.in_order(_all(asked, matched))[0],
    "COLLECT": lambda asked, matched: tuple(_all(asked, matched)),
    "RULE ORDER": lambda asked, matched: tuple(_all(asked, matched)),
    "OUTPUT ORDER": lambda asked, matched: tuple(asked.in_order(_all(asked, matched))),
    "COLLECT SUM": _aggregated(total),
    "COLLECT MIN": _aggregated(least),
    "COLLECT MAX": _aggregated(greatest),
    "COLLECT COUNT": lambda _, matched: Decimal(len(matched)),
}
