"""Evaluates one cell: what goes wrong in it becomes a failure that names the cell."""

from collections.abc import Callable
from typing import Any

from casesvc.diagrams.decisions.cells.evaluator import evaluate, matches, place_among
from casesvc.diagrams.decisions.cells.frame import Frame
from casesvc.diagrams.decisions.cells.parser import parse_expression, parse_tests
from casesvc.diagrams.decisions.cells.syntax import Parsed, Scope
from casesvc.diagrams.decisions.model import Cell, DecisionFailed
from casesvc.diagrams.expressions import ExpressionFailed
from casesvc.diagrams.tokens import ExpressionRefused


def expression_in(cell: Cell, scope: Scope) -> Parsed:
    """Return the parsed expression of a cell; raise ExpressionRefused, also for another language."""
    _refuse_language(cell)
    return parse_expression(cell.text, scope)


def tests_in(cell: Cell, scope: Scope) -> Parsed:
    """Return the parsed conditions of a cell; raise ExpressionRefused, also for another language."""
    _refuse_language(cell)
    return parse_tests(cell.text, scope)


def _refuse_language(cell: Cell) -> None:
    if cell.language:
        raise ExpressionRefused("language", f"不支持用 {cell.language} 写的单元格，请改用 FEEL")


def value_of(cell: Cell, scope: Scope, frame: Frame) -> Any:
    """Return the value a cell says; raise DecisionFailed."""
    try:
        tree = expression_in(cell, scope).tree
        frame.budget.begin_cell()
        return evaluate(tree, frame)  # type: ignore[arg-type]
    except (ExpressionFailed, ExpressionRefused) as wrong:
        raise _failed(cell, wrong) from wrong


def passes(cell: Cell, value: Any, scope: Scope, frame: Frame) -> bool:
    """Tell whether a value certainly passes the conditions of a cell; raise DecisionFailed."""
    try:
        tree = tests_in(cell, scope).tree
        frame.budget.begin_cell()
        return matches(tree, value, frame) is True  # type: ignore[arg-type]
    except (ExpressionFailed, ExpressionRefused) as wrong:
        raise _failed(cell, wrong) from wrong


def rank(cell: Cell, value: Any, scope: Scope, frame: Frame) -> int:
    """Return the place of a value among the conditions of a cell, their number where it is none of them."""
    try:
        tree = tests_in(cell, scope).tree
        frame.budget.begin_cell()
        return place_among(tree, value, frame)  # type: ignore[arg-type]
    except (ExpressionFailed, ExpressionRefused) as wrong:
        raise _failed(cell, wrong) from wrong


def names_in(cell: Cell, parse: Callable[[Cell, Scope], Parsed], scope: Scope) -> frozenset[str]:
    """Return the names a cell takes from outside itself; raise DecisionFailed."""
    try:
        return parse(cell, scope).names
    except ExpressionRefused as refused:
        raise _failed(cell, refused) from refused


def _failed(cell: Cell, wrong: ExpressionFailed | ExpressionRefused) -> DecisionFailed:
    message = f"决策表的单元格“{cell.text[:40]}”无法计算：{wrong.message}"
    return DecisionFailed(wrong.code, cell.place.element, message)
