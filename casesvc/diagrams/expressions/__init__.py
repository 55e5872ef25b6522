"""The one small, safe language of conditions, cardinalities, timers and scripts."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from casesvc.diagrams.expressions.evaluation import ExpressionFailed, evaluate
from casesvc.diagrams.expressions.language import (
    FUNCTIONS,
    Call,
    allow,
    is_entry,
    is_free_name,
    may_be_true,
    refuse_size,
    refuse_tokens,
)
from casesvc.diagrams.expressions.values import LARGEST_NUMBER
from casesvc.diagrams.tokens import ExpressionRefused, spaced, tokens_of

__all__ = [
    "FUNCTIONS",
    "LARGEST_NUMBER",
    "Call",
    "Expression",
    "ExpressionFailed",
    "ExpressionRefused",
    "is_free_name",
    "parse_expression",
]


@dataclass(frozen=True)
class Expression:
    """A parsed, allowed expression: the names it reads, the calls it makes, the constants it compares with.

    ``text`` is evenly spaced; ``written`` is what the administrator wrote when that was another language.
    """

    text: str
    names: frozenset[str]
    calls: tuple[Call, ...]
    tree: ast.expr = field(repr=False, compare=False)
    written: str = field(default="", compare=False)

    @property
    def quoted(self) -> str:
        """Return the expression as its writer knows it, for messages."""
        return self.written or self.text

    @property
    def is_name(self) -> bool:
        """Tell whether it is a single name or entry of a record, whose kind of value only the case knows."""
        return is_entry(self.tree)

    @property
    def may_be_condition(self) -> bool:
        """Tell whether the value can be true or false: a comparison, a connection of such, or a name."""
        return may_be_true(self.tree)

    def evaluate(
        self, names: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]] = MappingProxyType({})
    ) -> Any:
        """Return the value over ``names``; raise ExpressionFailed for an unknown name or values that do not fit.

        ``functions`` gives ``count``, ``all`` and ``working_days``; ``field``, ``empty`` and ``len`` are always there.
        """
        return evaluate(self.tree, self.quoted, names, functions)


@lru_cache(maxsize=4096)
def parse_expression(text: str, written: str = "") -> Expression:
    """Return the expression in ``text``; raise ExpressionRefused(code, message) for anything outside the language.

    ``written`` is the text that ``text`` was translated from; messages quote it, because its writer knows no other.
    """
    tokens = list(tokens_of(text))
    if not tokens:
        raise ExpressionRefused("empty", "表达式是空的，请填写")
    refuse_tokens(tokens)
    source = spaced(tokens)
    try:
        tree = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as broken:
        message = f"表达式 {written or source} 写法不完整，请检查括号、引号和运算符"
        raise ExpressionRefused("syntax", message) from broken
    refuse_size(tree)
    names: list[str] = []
    calls: list[Call] = []
    allow(tree, names, calls)
    return Expression(source, frozenset(names), tuple(calls), tree, written)
