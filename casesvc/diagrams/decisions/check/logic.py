"""Checks the form of a decision: what is evaluated at all, hit policies, columns and rows, calls by the right names."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from casesvc.diagrams.decisions.logic import unknown_function, unsupported
from casesvc.diagrams.decisions.model import (
    Context,
    Decision,
    DecisionFailed,
    Decisions,
    Invocation,
    Place,
    Rows,
    Table,
    Unsupported,
)
from casesvc.diagrams.decisions.tables import ORDERED, POLICIES, policy_of, refuse_uneven, values_of
from casesvc.diagrams.decisions.walking import inside
from casesvc.diagrams.finding import Finding


def check(decisions: Decisions, decision: Decision) -> Iterator[Finding]:
    """Yield findings about one decision and everything boxed in it."""
    for part in inside(decision.logic):
        checking = _CHECKS.get(type(part))
        if checking:
            yield from checking(part, decision, decisions)


def _error(place: Place, code: str, message: str) -> Finding:
    return Finding("error", place.element, place.line, code, message)


def _unsupported(part: Unsupported, decision: Decision, _: Decisions) -> Iterator[Finding]:
    code = "not-supported" if part.kind else "without-logic"
    yield _error(part.place, code, f"“{decision.name}”：{unsupported(part)}")


def _table(table: Table, decision: Decision, decisions: Decisions) -> Iterator[Finding]:
    title = f"决策表“{decision.name}”"
    if policy_of(table) not in POLICIES:
        message = f"{title}的命中策略 {policy_of(table)} 不支持，请改用 {'、'.join(POLICIES)}"
        yield _error(table.place, "hit-policy", message)
    if not table.outputs:
        yield _error(table.place, "without-output", f"{title}没有输出列，请补上")
    if not table.rules:
        yield Finding("warning", table.place.element, table.place.line, "without-rules", f"{title}没有规则，请补上")
    if table.aggregation and len(table.outputs) > 1:
        yield _error(table.place, "aggregation", f"{title}有几个输出列，不能汇总，请只留一个输出列")
    for column in table.inputs:
        if not column.expression.text:
            yield _error(column.expression.place, "without-expression", f"{title}有一列没有写输入表达式，请填写")
    yield from _outputs(table, title, decision, decisions)
    try:
        refuse_uneven(table)
    except DecisionFailed as uneven:
        place = next(rule.place for rule in table.rules if rule.place.element == uneven.element)
        yield _error(place, uneven.code, f"{title}：{uneven.message}")


def _outputs(table: Table, title: str, decision: Decision, decisions: Decisions) -> Iterator[Finding]:
    names = [output.name for output in table.outputs]
    for index, output in enumerate(table.outputs):
        if len(names) > 1 and not output.name:
            yield _error(output.place, "output-without-name", f"{title}有几个输出列，每一列都要有名称，请填写")
        elif output.name in names[:index]:
            yield _error(output.place, "repeated-name", f"{title}的输出列“{output.name}”重名，请改名")
    ordered = any(values_of(output, decision.type, decisions.types) for output in table.outputs)
    if table.policy in ORDERED and not ordered:
        message = f"{title}按输出值的顺序取结果，但输出列没有列出取值，请按从高到低的顺序列出"
        yield _error(table.place, "without-output-values", message)


def _invocation(part: Invocation, decision: Decision, decisions: Decisions) -> Iterator[Finding]:
    called = called_function(decisions, decision, part.function)
    if called is None:
        yield _error(part.place, "unknown-function", f"“{decision.name}”{unknown_function(part.function)}")
    elif sorted(name for name, _ in part.bindings) != sorted(name for name, _ in called.parameters):
        wanted = "、".join(name for name, _ in called.parameters) or "无"
        yield _error(part.place, "arguments", f"调用“{part.function}”的参数应是 {wanted}，请改成一样")


def called_function(decisions: Decisions, decision: Decision, name: str) -> Decision | None:
    """Return the function of that name that a decision requires."""
    required = [decisions.functions[need] for need in decision.needs if need in decisions.functions]
    return next((function for function in required if function.variable == name), None)


def _context(part: Context, decision: Decision, _: Decisions) -> Iterator[Finding]:
    names = [entry.name for entry in part.entries]
    if "" in names[:-1]:
        yield _error(part.place, "result-not-last", f"“{decision.name}”里没有名称的一项是结果，请放在最后")
    if len(set(names)) != len(names):
        yield _error(part.place, "repeated-name", f"“{decision.name}”里有两项重名，请改名")


def _rows(part: Rows, decision: Decision, _: Decisions) -> Iterator[Finding]:
    if part.columns and any(len(row) != len(part.columns) for row in part.rows):
        yield _error(part.place, "uneven-rule", f"“{decision.name}”有一行的格数与列数不同，请补齐")


_CHECKS: Mapping[type, Callable[[Any, Decision, Decisions], Iterator[Finding]]] = {
    Unsupported: _unsupported,
    Table: _table,
    Invocation: _invocation,
    Context: _context,
    Rows: _rows,
}
