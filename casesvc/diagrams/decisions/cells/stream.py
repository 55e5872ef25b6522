"""The tokens of one cell while they are being parsed, and how deep the parser has gone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from casesvc.diagrams.decisions.cells.syntax import Node, Scope
from casesvc.diagrams.decisions.cells.tokens import Token
from casesvc.diagrams.tokens import ExpressionRefused

MAX_DEPTH = 20


@dataclass
class Stream:
    """A cursor over tokens. ``expression`` parses one of any precedence, ``operand`` only a sum.

    ``keys`` are the keys of contexts met so far.
    """

    tokens: tuple[Token, ...]
    scope: Scope
    expression: Callable[["Stream"], Node]
    operand: Callable[["Stream"], Node]
    position: int = 0
    depth: int = 0
    filters: bool = True
    keys: set[str] = field(default_factory=set)

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.position]

    def ahead(self, steps: int) -> Token:
        """Return the token that comes after so many others; the last one is always ``end``."""
        return self.tokens[min(self.position + steps, len(self.tokens) - 1)]

    def at(self, *words: str) -> bool:
        """Tell whether one of these signs or keywords comes next."""
        return self.tokens[self.position].word in words

    def take(self) -> Token:
        """Return the next token and go on."""
        token = self.token
        self.position += token.kind != "end"
        return token

    def accept(self, *words: str) -> bool:
        """Take the next token if it is one of these signs or keywords."""
        if self.at(*words):
            self.take()
            return True
        return False

    def expect(self, *words: str) -> Token:
        """Take one of these signs or keywords; raise ExpressionRefused for anything else."""
        if not self.at(*words):
            raise self.unexpected(f"，这里应该是 {' 或 '.join(words)}")
        return self.take()

    def name(self) -> str:
        """Take a name; raise ExpressionRefused for anything else."""
        if self.token.kind != "name":
            raise self.unexpected("，这里应该是名称")
        return self.take().text

    def unexpected(self, hint: str = "") -> ExpressionRefused:
        """Return the refusal of the next token."""
        where = f"“{self.token.text}”" if self.token.kind != "end" else "结尾"
        return ExpressionRefused("syntax", f"单元格的写法在{where}处读不下去{hint}，请检查引号、括号和运算符")

    @contextmanager
    def deeper(self, *, filters: bool = True) -> Iterator[None]:
        """Count one level of nesting; without ``filters`` a ``[`` closes an interval instead of opening a filter."""
        if self.depth >= MAX_DEPTH:
            raise ExpressionRefused("too-complex", f"单元格嵌套超过 {MAX_DEPTH} 层，请拆成几个决策")
        before, self.filters = self.filters, filters
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1
            self.filters = before
