"""Finds rules of a UNIQUE table that match together, by trying the values around everything its cells mention.

Where a cell depends on anything but its own column, nothing is said about its rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import combinations, islice, pairwise
from typing import Any

from casesvc.diagrams.decisions.asking import tests_in
from casesvc.diagrams.decisions.cells.evaluator import evaluate, matches
from casesvc.diagrams.decisions.cells.frame import Frame
from casesvc.diagrams.decisions.cells.names import children
from casesvc.diagrams.decisions.cells.operators import operate
from casesvc.diagrams.decisions.cells.syntax import Call, Literal, Negative, Scope, Tests
from casesvc.diagrams.decisions.cells.values import Months, kind
from casesvc.diagrams.decisions.model import Cell, Decision, Decisions, Table
from casesvc.diagrams.decisions.types import BASE
from casesvc.diagrams.decisions.walking import inside
from casesvc.diagrams.expressions import ExpressionFailed
from casesvc.diagrams.finding import Finding
from casesvc.diagrams.tokens import ExpressionRefused

MAX_VALUES = 100
MAX_FOUND = 10

# A text nobody writes stands for every text the table does not mention.
_ANY_OTHER = "\u0000"
_NEXT: dict[str, Any] = {
    "number": Decimal(1),
    "date": timedelta(days=1),
    "date and time": timedelta(seconds=1),
    "time": timedelta(seconds=1),
    "days and time duration": timedelta(seconds=1),
    "years and months duration": Months(1),
}


def check(decisions: Decisions) -> Iterator[Finding]:
    """Yield a warning for each pair of rules that some values match both, as far as the work stays small."""
    left = Left()
    for decision in (*decisions.decisions.values(), *decisions.functions.values()):
        for table in inside(decision.logic):
            if isinstance(table, Table) and table.policy == "UNIQUE":
                yield from _warnings(table, decision, left)


@dataclass
class Left:
    """How many values may still be tried in this file, and how many pairs of rules compared."""

    matches: int = 60_000
    pairs: int = 200_000


def _warnings(table: Table, decision: Decision, left: Left) -> Iterator[Finding]:
    for first, second in islice(_overlapping(table, decision.scope, left), MAX_FOUND):
        place = table.rules[second].place
        message = f"决策表“{decision.name}”的规则 {first + 1} 与规则 {second + 1} 会同时命中，请让条件互不重叠"
        yield Finding("warning", place.element, place.line, "rules-overlap", message)


def _overlapping(table: Table, scope: Scope, left: Left) -> Iterator[tuple[int, int]]:
    rules = table.rules
    even = all(len(rule.conditions) == len(table.inputs) for rule in rules)
    left.pairs -= len(rules) ** 2 // 2
    if not even or left.pairs < 0:
        return
    columns = [
        _matched_values([rule.conditions[index] for rule in rules], column.allowed, column.type, scope, left)
        for index, column in enumerate(table.inputs)
    ]
    for first, second in combinations(range(len(rules)), 2):
        if all(column[first] & column[second] for column in columns):
            yield first, second


def _matched_values(cells: list[Cell], allowed: Cell | None, type_: str, scope: Scope, left: Left) -> list[int]:
    """Return for each cell the values it matches, as bits; none for a cell that cannot be decided here."""
    parsed = [_own_tests(cell, scope) for cell in cells]
    values = _tried([tests for tests in parsed if tests], type_)
    listed = _own_tests(allowed, scope) if allowed else None
    if listed:
        values = [value for value in _tried([listed, *filter(None, parsed)], type_) if _match(listed, value)]
    different = {tests for tests in parsed if tests}
    left.matches -= len(different) * len(values)
    if left.matches < 0:
        return [0] * len(cells)
    bits = {tests: sum(1 << bit for bit, value in enumerate(values) if _match(tests, value)) for tests in different}
    return [bits[tests] if tests else 0 for tests in parsed]


def _own_tests(cell: Cell, scope: Scope) -> Tests | None:
    """Return the tests of a cell that look at nothing but the value of its column."""
    try:
        parsed = tests_in(cell, scope)
    except ExpressionRefused:
        return None
    return parsed.tree if isinstance(parsed.tree, Tests) and parsed.names <= {"?"} else None


def _match(tests: Tests, value: Any) -> bool:
    try:
        return matches(tests, value, Frame({})) is True
    except ExpressionFailed:
        return False


def _tried(cells: list[Tests], type_: str) -> list[Any]:
    """Return values to try: what the cells mention, what lies beside and between, and what they do not mention."""
    mentioned: dict[tuple[str, bool], set[Any]] = {}
    for value in (value for tests in cells for value in _constants(tests)):
        # Times with and without a zone have no order among each other.
        mentioned.setdefault((kind(value), getattr(value, "tzinfo", None) is None), set()).add(value)
    kinds = {name for name, _ in mentioned}
    tried: list[Any] = [None] if "null" in kinds else []
    for (name, _), values in mentioned.items():
        tried += _around(sorted(values), _NEXT[name]) if name in _NEXT else []
        tried += [*sorted(values), _ANY_OTHER] if name == "string" else []
    if "boolean" in kinds or BASE.get(type_) == "boolean":
        tried += [True, False]
    return tried[:MAX_VALUES] or [_ANY_OTHER]


def _around(values: list[Any], step: Any) -> list[Any]:
    found = [operate(sign, value, step) for value in values for sign in "-+"]
    found += [operate("/", operate("+", low, high), Decimal(2)) for low, high in pairwise(values)]
    return [*values, *(value for value in found if value is not None)]


def _constants(node: Any) -> Iterator[Any]:
    """Yield the values that a tree mentions: literals, and calls such as ``date("2026-01-01")``."""
    if isinstance(node, Literal):
        yield node.value
    elif isinstance(node, Call | Negative):
        try:
            value = evaluate(node, Frame({"?": None}))
        except ExpressionFailed:
            return
        if kind(value) not in ("list", "context", "range"):
            yield value
    else:
        for child in children(node):
            yield from _constants(child)
