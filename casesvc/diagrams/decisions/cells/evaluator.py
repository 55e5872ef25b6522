"""Evaluates trees: null is the answer to what does not fit together, and every step is paid for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from casesvc.diagrams.decisions.cells import syntax
from casesvc.diagrams.decisions.cells.dates import part_of
from casesvc.diagrams.decisions.cells.frame import Frame
from casesvc.diagrams.decisions.cells.functions import call
from casesvc.diagrams.decisions.cells.functions.lists import item_at
from casesvc.diagrams.decisions.cells.operators import negative, operate
from casesvc.diagrams.decisions.cells.values import Range, as_items, compared, equal, within
from casesvc.diagrams.expressions import ExpressionFailed


def evaluate(node: syntax.Node, frame: Frame) -> Any:
    """Return the value of a tree; raise ExpressionFailed for an unknown name or too much work."""
    frame.budget.spend(1)
    return _EVALUATE[type(node)](node, frame)


def matches(tests: syntax.Tests, value: Any, frame: Frame) -> bool | None:
    """Tell whether a value passes the tests of a cell; None when that is neither so nor otherwise."""
    if not tests.tests:
        return True
    inner = frame.within({"?": value})
    found = any_of(_holds(test, value, inner) for test in tests.tests)
    return _not(found) if tests.negated else found


def any_of(results: Iterable[Any]) -> bool | None:
    """Return true when one is true, false when all are false, and otherwise null."""
    unknown = False
    for result in results:
        if result is True:
            return True
        unknown = unknown or result is not False
    return None if unknown else False


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _holds(test: syntax.Test, value: Any, frame: Frame) -> bool | None:
    if isinstance(test, syntax.Against):
        return _compare(test.sign, value, evaluate(test.value, frame), frame)
    if isinstance(test, syntax.Condition):
        result = evaluate(test.value, frame)
        # In a column of yes and no, a comparison says which of the two it wants.
        return equal(value, result) if isinstance(value, bool) and not test.asks else _truth(result)
    return _is_among(value, evaluate(test, frame), frame)


def _is_among(value: Any, wanted: Any, frame: Frame) -> bool | None:
    frame.budget.spend_on(value, wanted)
    if isinstance(wanted, Range) and not isinstance(value, Range):
        return within(value, wanted)
    if isinstance(wanted, tuple):
        same = equal(value, wanted) if isinstance(value, tuple) else False
        return same or any_of(within(value, one) if isinstance(one, Range) else equal(value, one) for one in wanted)
    return equal(value, wanted)


def _truth(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _compare(sign: str, left: Any, right: Any, frame: Frame) -> bool | None:
    if sign in ("=", "!="):
        frame.budget.spend_on(left, right)
        same = equal(left, right)
        return same if sign == "=" else _not(same)
    order = compared(left, right)
    return None if order is None else _ORDERS[sign](order)


_ORDERS: Mapping[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}


def _name(node: syntax.Name, frame: Frame) -> Any:
    if node.name not in frame.names:
        raise ExpressionFailed(
            "unknown-name", f"用到的 {node.name} 此时没有值；如果是文字，请加上英文双引号", node.name
        )
    return frame.names[node.name]


def _path(node: syntax.Path, frame: Frame) -> Any:
    base = evaluate(node.base, frame)
    if isinstance(base, tuple):
        frame.budget.spend(len(base))
        return tuple(_member(item, node.member) for item in base)
    return _member(base, node.member)


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else part_of(value, name)


def _filter(node: syntax.Filter, frame: Frame) -> Any:
    base = evaluate(node.base, frame)
    if base is None:
        return None
    items = as_items(base)
    first = evaluate(node.condition, _with_item(node, items[0] if items else None, frame))
    if isinstance(first, Decimal):
        return item_at(items, first)
    rest = (evaluate(node.condition, _with_item(node, item, frame)) for item in items[1:])
    return tuple(item for item, kept in zip(items, (first, *rest), strict=False) if kept is True)


def _with_item(node: syntax.Filter, item: Any, frame: Frame) -> Frame:
    missing = {name: None for name in node.members if name not in frame.names}
    return frame.within({**missing, **(item if isinstance(item, dict) else {}), "item": item})


def _arithmetic(node: syntax.Arithmetic, frame: Frame) -> Any:
    value = evaluate(node.first, frame)
    for sign, operand in node.rest:
        value = operate(sign, value, evaluate(operand, frame))
        frame.budget.spend(_PRICE.get(sign, 0))
    return value


_PRICE = {"**": 100}


def _logic(node: syntax.Logic, frame: Frame) -> bool | None:
    terms = (_truth(evaluate(term, frame)) for term in node.terms)
    return any_of(terms) if node.word == "or" else _not(any_of(map(_not, terms)))


def _in(node: syntax.In, frame: Frame) -> bool | None:
    return matches(node.tests, evaluate(node.value, frame), frame)


def _between(node: syntax.Between, frame: Frame) -> bool | None:
    ends = Range(evaluate(node.low, frame), evaluate(node.high, frame), with_low=True, with_high=True)
    return within(evaluate(node.value, frame), ends)


def _interval(node: syntax.Interval, frame: Frame) -> Range:
    return Range(evaluate(node.low, frame), evaluate(node.high, frame), node.with_low, node.with_high)


def _choice(node: syntax.Choice, frame: Frame) -> Any:
    return evaluate(node.yes if evaluate(node.condition, frame) is True else node.no, frame)


def _items(node: syntax.Items, frame: Frame) -> tuple[Any, ...]:
    items = tuple(evaluate(part, frame) for part in node.parts)
    frame.budget.spend_on(items)
    return items


def _entries(node: syntax.Entries, frame: Frame) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    for name, part in node.entries:
        entries[name] = evaluate(part, frame.within(entries))
    frame.budget.spend_on(entries)
    return entries


def _call(node: syntax.Call, frame: Frame) -> Any:
    arguments = tuple(evaluate(argument, frame) for argument in node.arguments)
    if node.function in frame.functions:
        return frame.functions[node.function](arguments, node.parameters)
    frame.budget.spend_on(*arguments)
    frame.budget.spend(_CALL)
    result = call(node.function, arguments)
    frame.budget.spend_on(result)
    return result


_CALL = 20


def _loop(node: syntax.Loop, frame: Frame) -> Any:
    results = (evaluate(node.body, inner) for inner in _turns(node.ranges, frame))
    if node.word == "some":
        return any_of(map(_truth, results))
    if node.word == "every":
        return _not(any_of(_not(_truth(result)) for result in results))
    collected = tuple(results)
    frame.budget.spend_on(collected)
    return collected


def _turns(ranges: tuple[tuple[str, syntax.Node], ...], frame: Frame) -> Iterator[Frame]:
    if not ranges:
        yield frame
        return
    (name, node), *rest = ranges
    for value in _in_turn(evaluate(node, frame), frame):
        frame.budget.spend(1)
        yield from _turns(tuple(rest), frame.within({name: value}))


def _in_turn(value: Any, frame: Frame) -> Iterable[Any]:
    if not isinstance(value, Range):
        return () if value is None else as_items(value)
    low, high = value.low, value.high
    if not isinstance(low, Decimal) or not isinstance(high, Decimal) or not value.with_low or not value.with_high:
        raise ExpressionFailed("not-supported", "循环的区间必须是两个数字，例如 1..5")
    frame.budget.spend(int(min(abs(high - low), Decimal(10**9))))
    step = 1 if high >= low else -1
    return map(Decimal, range(int(low), int(high) + step, step))


_EVALUATE: Mapping[type, Callable[[Any, Frame], Any]] = {
    syntax.Literal: lambda node, _: node.value,
    syntax.Name: _name,
    syntax.Path: _path,
    syntax.Filter: _filter,
    syntax.Arithmetic: _arithmetic,
    syntax.Negative: lambda node, frame: negative(evaluate(node.value, frame)),
    syntax.Logic: _logic,
    syntax.Comparison: lambda node, frame: _compare(
        node.sign, evaluate(node.left, frame), evaluate(node.right, frame), frame
    ),
    syntax.Between: _between,
    syntax.In: _in,
    syntax.Choice: _choice,
    syntax.Interval: _interval,
    syntax.Items: _items,
    syntax.Entries: _entries,
    syntax.Call: _call,
    syntax.Loop: _loop,
}


def place_among(tests: syntax.Tests, value: Any, frame: Frame) -> int:
    """Return the index of the first test that a value passes, the number of tests where it passes none."""
    inner = frame.within({"?": value})
    holding = (index for index, test in enumerate(tests.tests) if _holds(test, value, inner) is True)
    return next(holding, len(tests.tests))
