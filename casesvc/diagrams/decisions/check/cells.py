"""Checks every cell: it parses, names what is there, calls functions rightly, and says values of its column."""

from collections.abc import Callable, Iterator
from typing import Any

from casesvc.diagrams.decisions.asking import expression_in, passes, tests_in
from casesvc.diagrams.decisions.cells.frame import Frame
from casesvc.diagrams.decisions.cells.names import children
from casesvc.diagrams.decisions.cells.syntax import Call, Literal, Parsed, Scope
from casesvc.diagrams.decisions.cells.values import kind
from casesvc.diagrams.decisions.check.logic import called_function
from casesvc.diagrams.decisions.model import Cell, Decision, DecisionFailed, Decisions, Logic, Output, Place, Table
from casesvc.diagrams.decisions.types import BASE, dated
from casesvc.diagrams.decisions.walking import conditions, expressions, inside
from casesvc.diagrams.finding import Finding, Severity
from casesvc.diagrams.tokens import ExpressionRefused


def check(decisions: Decisions, decision: Decision) -> Iterator[Finding]:
    """Yield findings about the cells of one decision."""
    for part in inside(decision.logic):
        for cell in expressions(part):
            if cell.text or not isinstance(part, Table):
                yield from _cell(cell, expression_in, decisions, decision)
        for cell in conditions(part):
            yield from _cell(cell, tests_in, decisions, decision)
        yield from _unknown_names(part, decisions, decision)
        if isinstance(part, Table):
            yield from _results(part, decision)


def _finding(place: Place, code: str, message: str, severity: Severity = "error") -> Finding:
    return Finding(severity, place.element, place.line, code, message)


def _cell(
    cell: Cell, parse: Callable[[Cell, Scope], Parsed], decisions: Decisions, decision: Decision
) -> Iterator[Finding]:
    try:
        parsed = parse(cell, decision.scope)
    except ExpressionRefused as refused:
        yield _finding(cell.place, refused.code, f"“{decision.name}”的单元格“{cell.text[:40]}”：{refused.message}")
        return
    if parse is expression_in and "?" in parsed.names:
        yield _finding(cell.place, "not-allowed", f"“{decision.name}”的单元格“{cell.text[:40]}”：? 只能用在条件列")
    for call in _calls(parsed.tree):
        function = called_function(decisions, decision, call.function)
        wanted = [name for name, _ in function.parameters] if function else []
        given = list(call.parameters) or wanted[: len(call.arguments)]
        if function and (len(call.arguments) != len(wanted) or sorted(given) != sorted(wanted)):
            message = f"调用“{call.function}”的参数应是 {'、'.join(wanted) or '无'}，请改成一样"
            yield _finding(cell.place, "arguments", message)


def _calls(tree: Any) -> Iterator[Call]:
    if isinstance(tree, Call):
        yield tree
    for child in children(tree):
        yield from _calls(child)


def _unknown_names(part: Logic, decisions: Decisions, decision: Decision) -> Iterator[Finding]:
    """Yield names nobody gives; in a table without declared inputs, those that no column asks for either."""
    known = decision.scope.names | {"?"}
    open_to_all = decision.kind == "decision" and not decisions.inputs
    asked = [column.expression for column in part.inputs] if isinstance(part, Table) else []
    if open_to_all and not isinstance(part, Table):
        return
    if open_to_all:
        known = known.union(*(_names(cell, expression_in, decision) for cell in asked))
    for cell, parse in (
        (c, p) for cells, p in ((expressions, expression_in), (conditions, tests_in)) for c in cells(part)
    ):
        for name in sorted(_names(cell, parse, decision) - known):
            severity: Severity = "error" if decision.kind == "function" else "warning"
            message = f"“{decision.name}”用到的 {name} 没有声明；如果是文字，请加上英文双引号"
            yield _finding(cell.place, "unknown-name", message, severity)


def _names(cell: Cell, parse: Callable[[Cell, Scope], Parsed], decision: Decision) -> frozenset[str]:
    try:
        return parse(cell, decision.scope).names if cell.text else frozenset()
    except ExpressionRefused:
        return frozenset()


def _results(table: Table, decision: Decision) -> Iterator[Finding]:
    for rule in table.rules:
        for output, cell in zip(table.outputs, rule.results, strict=False):
            yield from _result(output, cell, decision)
    for output in table.outputs:
        if output.default:
            yield from _result(output, output.default, decision)


def _result(output: Output, cell: Cell, decision: Decision) -> Iterator[Finding]:
    """Yield what is wrong with a literal result; what has to be computed is only known when it is."""
    try:
        tree = expression_in(cell, decision.scope).tree if cell.text else None
        if not isinstance(tree, Literal) or tree.value is None:
            return
        listed = not output.values or passes(output.values, tree.value, decision.scope, Frame({}))
    except (ExpressionRefused, DecisionFailed):
        return
    base = BASE.get(output.type)
    if base and base != kind(dated(tree.value, output.type)):
        message = f"“{decision.name}”的结果 {cell.text[:40]} 不是 {output.type}，请修改这一格或输出列的类型"
        yield _finding(cell.place, "wrong-type", message)
    if not listed:
        message = f"“{decision.name}”的结果 {cell.text[:40]} 不在输出列列出的取值里，请修改这一格或补充取值"
        yield _finding(cell.place, "value-not-listed", message)
