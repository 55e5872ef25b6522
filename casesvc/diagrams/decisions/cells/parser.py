"""Parses cells by recursive descent into trees of bounded depth; what is outside the language is refused by name."""

from functools import lru_cache

from casesvc.diagrams.decisions.cells.functions import SPACED_FUNCTIONS, SPACED_PARAMETERS
from casesvc.diagrams.decisions.cells.names import free_names
from casesvc.diagrams.decisions.cells.primary import interval, with_suffixes
from casesvc.diagrams.decisions.cells.stream import Stream
from casesvc.diagrams.decisions.cells.syntax import (
    Against,
    Arithmetic,
    Between,
    Choice,
    Comparison,
    Condition,
    In,
    Literal,
    Logic,
    Loop,
    Negative,
    Node,
    Parsed,
    Scope,
    Test,
    Tests,
)
from casesvc.diagrams.decisions.cells.tokens import Token, tokens_of
from casesvc.diagrams.tokens import ExpressionRefused

_CLOSENESS = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 3}
_COMPARING = ("=", "!=", "<", "<=", ">", ">=")
# A table of the largest file still fits, so that its cells are parsed once.
_KEPT = 16_384


@lru_cache(maxsize=_KEPT)
def parse_expression(text: str, scope: Scope) -> Parsed:
    """Return the expression in ``text``; raise ExpressionRefused(code, message) for anything outside the language."""
    stream = _stream(text, scope)
    if stream.token.kind == "end":
        raise ExpressionRefused("empty", "单元格是空的，请填写")
    tree = expression(stream)
    _all_read(stream)
    return Parsed(text, tree, free_names(tree))


@lru_cache(maxsize=_KEPT)
def parse_tests(text: str, scope: Scope) -> Parsed:
    """Return the conditions in ``text`` (``-``, ``"a", "b"``, ``not(< 5)``, ``[1..5]``); raise ExpressionRefused."""
    stream = _stream(text, scope)
    if stream.token.kind == "end" or (stream.at("-") and stream.ahead(1).kind == "end"):
        return Parsed(text, Tests(()), frozenset())
    tree = _negated(stream) or Tests(_tests(stream))
    _all_read(stream)
    return Parsed(text, tree, free_names(tree))


def _stream(text: str, scope: Scope) -> Stream:
    return Stream(tokens_of(text, scope, SPACED_FUNCTIONS, SPACED_PARAMETERS), scope, expression, _additive)


def _all_read(stream: Stream) -> None:
    if stream.token.kind != "end":
        raise stream.unexpected()


def _negated(stream: Stream) -> Tests | None:
    """Return the tests inside ``not(…)`` when that is the whole cell."""
    if (
        stream.token != Token("name", "not")
        or stream.ahead(1).word != "("
        or _closing(stream) != len(stream.tokens) - 2
    ):
        return None
    stream.take(), stream.take()
    tests = Tests(_tests(stream), negated=True)
    stream.expect(")")
    return tests


def _closing(stream: Stream) -> int:
    """Return the index of the token that closes the parenthesis after the next token, 0 where none does."""
    depth = 0
    for index, token in enumerate(stream.tokens):
        depth += (token.word == "(") - (token.word == ")")
        if depth == 0 and token.word == ")":
            return index
    return 0


def _tests(stream: Stream) -> tuple[Test, ...]:
    tests = [_test(stream)]
    while stream.accept(","):
        tests.append(_test(stream))
    return tuple(tests)


def _test(stream: Stream) -> Test:
    if stream.at(*_COMPARING):
        return Against(stream.take().text, _additive(stream))
    node = expression(stream)
    if "?" in free_names(node):
        return Condition(node, asks=True)
    if isinstance(node, Logic) and any(isinstance(term, Literal) for term in node.terms):
        raise ExpressionRefused("not-allowed", "几个取值之间请用逗号分开，不要用 and 或 or")
    compares = isinstance(node, Comparison | Logic | Between | In) or (isinstance(node, Loop) and node.word != "for")
    return Condition(node, asks=False) if compares else node


def expression(stream: Stream) -> Node:
    """Parse one expression of any precedence."""
    with stream.deeper():
        if stream.accept("if"):
            return _choice(stream)
        if stream.at("for", "some", "every"):
            return _loop(stream)
        return _logic(stream, "or")


def _choice(stream: Stream) -> Node:
    condition = expression(stream)
    stream.expect("then")
    yes = expression(stream)
    stream.expect("else")
    return Choice(condition, yes, expression(stream))


def _loop(stream: Stream) -> Node:
    word = stream.take().text
    ranges = [_range(stream)]
    while stream.accept(","):
        ranges.append(_range(stream))
    stream.expect("return" if word == "for" else "satisfies")
    return Loop(word, tuple(ranges), expression(stream))


def _range(stream: Stream) -> tuple[str, Node]:
    name = stream.name()
    stream.expect("in")
    first = expression(stream)
    # for i in 1..5: an interval without brackets, both ends included
    return name, interval(stream, first, with_low=True, closing=()) if stream.at("..") else first


def _logic(stream: Stream, word: str) -> Node:
    terms = [_comparison(stream) if word == "and" else _logic(stream, "and")]
    while stream.accept(word):
        terms.append(_comparison(stream) if word == "and" else _logic(stream, "and"))
    return terms[0] if len(terms) == 1 else Logic(word, tuple(terms))


def _comparison(stream: Stream) -> Node:
    left = _additive(stream)
    if not stream.at("instance", "between", "in", *_COMPARING):
        return left
    if stream.at("instance"):
        raise ExpressionRefused("not-supported", "不支持 instance of，请去掉类型判断")
    if stream.accept("between"):
        low = _additive(stream)
        stream.expect("and")
        return Between(left, low, _additive(stream))
    if stream.accept("in"):
        return In(left, Tests(_tests_after_in(stream)))
    compared = Comparison(stream.take().text, left, _additive(stream))
    if stream.at(*_COMPARING):
        raise ExpressionRefused("chained-comparison", "一次只能比较两个值，请用 and 连接")
    return compared


def _tests_after_in(stream: Stream) -> tuple[Test, ...]:
    if not stream.accept("("):
        return (Against(stream.take().text, _additive(stream)) if stream.at(*_COMPARING) else _additive(stream),)
    with stream.deeper():
        first = _test(stream)
        if stream.at("..") and not isinstance(first, Against | Condition):
            return (interval(stream, first, with_low=False),)
        tests = [first]
        while stream.accept(","):
            tests.append(_test(stream))
        stream.expect(")")
        return tuple(tests)


def _additive(stream: Stream) -> Node:
    return _chain(stream, _signed(stream), 1)


def _chain(stream: Stream, first: Node, lowest: int) -> Node:
    """Parse what follows an operand as long as its operators bind at least as closely as ``lowest``."""
    while (level := _CLOSENESS.get(stream.token.word, 0)) >= lowest:
        rest = []
        while _CLOSENESS.get(stream.token.word, 0) == level:
            rest.append((stream.take().text, _chain(stream, _signed(stream), level + 1)))
        first = Arithmetic(first, tuple(rest))
    return first


def _signed(stream: Stream) -> Node:
    signs = 0
    while stream.accept("-"):
        signs += 1
    value = with_suffixes(stream)
    # Two signs are not none: the negative of a text is null.
    return Negative(value) if signs % 2 else Negative(Negative(value)) if signs else value
