"""Parses what operators stand between: literals, names, calls, lists, intervals, contexts, and what follows them."""

from collections.abc import Callable, Mapping

from casesvc.diagrams.decisions.cells.dates import to_literal
from casesvc.diagrams.decisions.cells.functions import BUILT_IN
from casesvc.diagrams.decisions.cells.functions.moments import PARSED_TEXTS
from casesvc.diagrams.decisions.cells.names import free_names
from casesvc.diagrams.decisions.cells.stream import Stream
from casesvc.diagrams.decisions.cells.syntax import (
    Call,
    Entries,
    Filter,
    Interval,
    Items,
    Literal,
    Name,
    Node,
    Path,
)
from casesvc.diagrams.decisions.cells.values import number_from
from casesvc.diagrams.tokens import ExpressionRefused

MAX_SUFFIXES = 8
_WORDS = {"true": True, "false": False, "null": None}


def with_suffixes(stream: Stream) -> Node:
    """Parse a primary and the members and filters behind it: ``applicant.rows[1].year``."""
    node = _primary(stream)
    for _ in range(MAX_SUFFIXES):
        if not stream.at(".", "["):
            return node
        if stream.accept("."):
            node = Path(node, stream.name())
        elif stream.filters and stream.accept("["):
            node = _filter(stream, node)
        else:
            return node
    raise ExpressionRefused("too-complex", f"名称后面最多接 {MAX_SUFFIXES} 级，请拆成几个决策")


def _filter(stream: Stream, base: Node) -> Node:
    condition = stream.expression(stream)
    stream.expect("]")
    members = free_names(condition) & (stream.scope.members | stream.keys)
    return Filter(base, condition, tuple(sorted(members)))


def _primary(stream: Stream) -> Node:
    token = stream.token
    if token.kind in ("text", "number", "at"):
        return Literal(_literal(stream))
    if stream.at(*_WORDS):
        return Literal(_WORDS[stream.take().text])
    if token.kind == "name":
        return _name_or_call(stream)
    if token.word not in _OPENING:
        raise stream.unexpected()
    return _OPENING[stream.take().text](stream)


def _literal(stream: Stream) -> object:
    token = stream.take()
    if token.kind == "text":
        return token.text
    value = number_from(token.text) if token.kind == "number" else to_literal(token.text)
    if value is None:
        raise ExpressionRefused("bad-literal", f"{token.text} 不是可以使用的数字、日期或时长，请检查")
    return value


def _name_or_call(stream: Stream) -> Node:
    name = stream.name()
    if not stream.accept("("):
        return Name(name)
    if name not in stream.scope.functions and name not in BUILT_IN:
        raise ExpressionRefused("unknown-function", f"不能调用 {name}，请改用决策表写法说明里列出的函数")
    call = _arguments(stream, name)
    if name in stream.scope.functions:
        return call
    _refuse_bad_texts(call)
    return _in_order(call)


def _arguments(stream: Stream, name: str) -> Call:
    arguments: list[Node] = []
    parameters: list[str] = []
    while not stream.at(")"):
        if stream.token.kind == "name" and stream.ahead(1).word == ":":
            parameters.append(stream.name())
            stream.expect(":")
        arguments.append(stream.expression(stream))
        if not stream.at(")"):
            stream.expect(",")
    stream.expect(")")
    if parameters and (len(parameters) != len(arguments) or len(set(parameters)) != len(parameters)):
        raise ExpressionRefused("arguments", f"调用 {name} 时，参数要么都写名称，要么都不写，名称不能重复")
    return Call(name, tuple(arguments), tuple(parameters))


def _in_order(call: Call) -> Call:
    """Return the call of a built-in function with its arguments by position."""
    function = BUILT_IN[call.function]
    known = [parameter.name for parameter in function.parameters]
    arguments = call.arguments
    if call.parameters:
        given = dict(zip(call.parameters, call.arguments, strict=True))
        if not given.keys() <= set(known):
            raise ExpressionRefused("arguments", f"{call.function} 的参数是 {'、'.join(known)}，请检查参数名称")
        arguments = tuple(given.get(name, Literal(None)) for name in known)
    if not function.takes(len(arguments)):
        raise ExpressionRefused(
            "arguments", f"{call.function} 的参数是 {'、'.join(known)}，现在写了 {len(arguments)} 个"
        )
    return Call(call.function, arguments, ())


def _refuse_bad_texts(call: Call) -> None:
    # A date that does not exist would quietly be null for every case.
    read = PARSED_TEXTS.get(call.function)
    if read is None or len(call.arguments) != 1 or not isinstance(call.arguments[0], Literal):
        return
    text = call.arguments[0].value
    if isinstance(text, str) and read(text) is None:
        raise ExpressionRefused("bad-literal", f'{call.function}("{text}") 不是可以使用的日期、时间或时长，请检查')


def _parenthesised(stream: Stream) -> Node:
    inside = stream.expression(stream)
    if stream.at(".."):
        return interval(stream, inside, with_low=False)
    stream.expect(")")
    return inside


def _list_or_interval(stream: Stream) -> Node:
    if stream.accept("]"):
        return Items(())
    parts = [stream.expression(stream)]
    if stream.at(".."):
        return interval(stream, parts[0], with_low=True)
    while stream.accept(","):
        parts.append(stream.expression(stream))
    stream.expect("]")
    return Items(tuple(parts))


def _open_interval(stream: Stream) -> Node:
    return interval(stream, stream.expression(stream), with_low=False)


def interval(stream: Stream, low: Node, *, with_low: bool, closing: tuple[str, ...] = ("]", ")", "[")) -> Node:
    """Parse the rest of an interval from ``..`` on; without ``closing`` brackets its end is included."""
    stream.expect("..")
    with stream.deeper(filters=False):
        high = stream.operand(stream)
    with_high = not closing or stream.expect(*closing).text == "]"
    return Interval(low, high, with_low, with_high)


def _entries(stream: Stream) -> Node:
    entries: list[tuple[str, Node]] = []
    while not stream.accept("}"):
        key = _key(stream)
        stream.expect(":")
        entries.append((key, stream.expression(stream)))
        stream.keys.add(key)
        if not stream.at("}"):
            stream.expect(",")
    if len({key for key, _ in entries}) != len(entries):
        raise ExpressionRefused("syntax", "大括号里的名称不能重复")
    return Entries(tuple(entries))


def _key(stream: Stream) -> str:
    if stream.token.kind == "text":
        return stream.take().text
    words = [stream.name()]
    while stream.token.kind == "name":
        words.append(stream.name())
    return " ".join(words)


def _column_value(stream: Stream) -> Node:  # noqa: ARG001 - called as the other openings are
    return Name("?")


_OPENING: Mapping[str, Callable[[Stream], Node]] = {
    "(": _parenthesised,
    "[": _list_or_interval,
    "]": _open_interval,
    "{": _entries,
    "?": _column_value,
}
