"""Evaluates the logic of a decision, whatever box it is drawn as."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from casesvc.diagrams.decisions.asking import value_of
from casesvc.diagrams.decisions.cells.frame import Frame
from casesvc.diagrams.decisions.cells.syntax import Scope
from casesvc.diagrams.decisions.model import (
    Context,
    DecisionFailed,
    Entry,
    Expression,
    Invocation,
    Logic,
    Rows,
    Table,
    Type,
    Unsupported,
)
from casesvc.diagrams.decisions.tables import Asked, decide_table
from casesvc.diagrams.decisions.types import DoesNotFit, fit


@dataclass(frozen=True, slots=True)
class Around:
    """What logic is evaluated in besides names: what its cells may say, the types of the file, and its own type."""

    scope: Scope
    types: Mapping[str, Type]
    type: str


def value_of_logic(logic: Logic, around: Around, frame: Frame) -> Any:
    """Return the value of logic; raise DecisionFailed."""
    return _EVALUATE[type(logic)](logic, around, frame)


def _expression(logic: Expression, around: Around, frame: Frame) -> Any:
    return value_of(logic.cell, around.scope, frame)


def _table(logic: Table, around: Around, frame: Frame) -> Any:
    return decide_table(Asked(logic, around.scope, frame, around.types, around.type))


def _invocation(logic: Invocation, around: Around, frame: Frame) -> Any:
    function = frame.functions.get(logic.function)
    if function is None:
        raise DecisionFailed("unknown-function", logic.place.element, unknown_function(logic.function))
    untyped = replace(around, type="")
    values = tuple(value_of_logic(bound, untyped, frame) for _, bound in logic.bindings)
    return function(values, tuple(name for name, _ in logic.bindings))


def unknown_function(name: str) -> str:
    """Return the sentence on a call of something the decision does not require."""
    return f"调用的“{name}”不是这个决策依赖的业务知识模型，请补上依赖"


def _context(logic: Context, around: Around, frame: Frame) -> Any:
    entries: dict[str, Any] = {}
    for entry in logic.entries:
        inner = frame.within(entries)
        value = _fitting(
            entry, value_of_logic(entry.logic, replace(around, type=entry.type), inner), around, logic, inner
        )
        if not entry.name:
            return value
        entries[entry.name] = value
    frame.budget.spend_on(entries)
    return entries


def _fitting(entry: Entry, value: Any, around: Around, logic: Context, frame: Frame) -> Any:
    try:
        return fit(value, entry.type, around.types, frame)
    except DoesNotFit as misfit:
        message = f"“{entry.name or '结果'}”不符合类型 {misfit.wanted}，请检查这一项"
        raise DecisionFailed("wrong-type", logic.place.element, message) from misfit


def _rows(logic: Rows, around: Around, frame: Frame) -> Any:
    untyped = replace(around, type="")
    rows = [tuple(value_of_logic(cell, untyped, frame) for cell in row) for row in logic.rows]
    if logic.columns and any(len(row) != len(logic.columns) for row in rows):
        raise DecisionFailed("uneven-rule", logic.place.element, "表格有一行的格数与列数不同，请补齐")
    items = tuple(dict(zip(logic.columns, row, strict=True)) if logic.columns else row[0] for row in rows)
    frame.budget.spend_on(items)
    return items


def _unsupported(logic: Unsupported, around: Around, frame: Frame) -> Any:  # noqa: ARG001 - as the others are
    raise DecisionFailed("not-supported", logic.place.element, unsupported(logic))


def unsupported(logic: Unsupported) -> str:
    """Return the sentence on logic that is missing or is not evaluated."""
    if not logic.kind:
        return "这个决策没有内容，请填写决策表或表达式"
    return f"不支持 {logic.kind}，请改用决策表、表达式、上下文或调用业务知识模型"


_EVALUATE: Mapping[type, Callable[[Any, Around, Frame], Any]] = {
    Expression: _expression,
    Table: _table,
    Invocation: _invocation,
    Context: _context,
    Rows: _rows,
    Unsupported: _unsupported,
}
