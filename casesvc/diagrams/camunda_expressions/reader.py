"""Reads a Camunda (JUEL) expression by the precedence of that language, and names what has no counterpart in ours."""

from casesvc.diagrams.camunda_expressions.parts import (
    Part,
    added,
    bracketed,
    called,
    compared,
    connected,
    emptied,
    entry_of,
    minus,
    negated,
)
from casesvc.diagrams.expressions.language import CONDITIONS, FUNCTIONS
from casesvc.diagrams.tokens import ExpressionRefused, Token, tokens_of

MAX_DEPTH = 20

# From loosest to tightest; a sign that stands for nothing of ours is refused by its name.
_BINARY: tuple[dict[str, str], ...] = (
    {"||": "or", "or": "or"},
    {"&&": "and", "and": "and"},
    {"==": "==", "eq": "==", "!=": "!=", "ne": "!="},
    {"<": "<", "lt": "<", ">": ">", "gt": ">", "<=": "<=", "le": "<=", ">=": ">=", "ge": ">="},
    {"+": "+", "-": "-"},
    {"*": "", "/": "", "%": "", "div": "", "mod": ""},
)
_CONSTANTS = {"true": "True", "false": "False", "null": "None"}
_TAKEN = frozenset(word for signs in _BINARY for word in signs if word.isalpha()) | {"not", "empty", "instanceof"}
_END = Token("end", "")


def read(text: str) -> Part:
    """Return the translation of what stands between ``${`` and ``}``; raise ExpressionRefused naming what is wrong."""
    tokens = list(tokens_of(text, camunda=True))
    if not tokens:
        raise ExpressionRefused("empty", "表达式是空的，请填写")
    reader = _Reader(tokens)
    try:
        part = reader.binary(0)
    except RecursionError as deep:
        raise ExpressionRefused("too-complex", "表达式太复杂，请拆成几个条件") from deep
    reader.expect(_END)
    return part


class _Reader:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = [*tokens, _END]
        self._at = 0
        self._depth = 0

    def expect(self, wanted: Token) -> None:
        """Go past the token ``wanted``, or refuse what stands there instead."""
        if self._next != wanted:
            raise _unexpected(self._next)
        self._at += 1

    def binary(self, level: int) -> Part:
        """Read operators of this strength and what they connect."""
        if level == len(_BINARY):
            return self._unary()
        left = self.binary(level + 1)
        while (written := self._next.text) in _BINARY[level] and self._next.kind in ("sign", "name"):
            self._at += 1
            sign = _BINARY[level][written]
            if not sign:
                raise ExpressionRefused("not-allowed", f"不能使用运算符 {written}，只有加减；请在表单中算好再比较")
            left = _joined(sign, left, self.binary(level + 1))
        return left

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += 1
        return token

    def _unary(self) -> Part:
        before = self._take()
        if before.kind == "text" or before.text not in ("!", "not", "-", "empty"):
            self._at -= 1
            return self._single()
        self._deeper()
        part = self._unary()
        self._depth -= 1
        if before.text == "-":
            return minus(part)
        return emptied(part) if before.text == "empty" else negated(part)

    def _single(self) -> Part:
        part = self._primary()
        while self._next.text in (".", "["):
            if self._take().text == "[":
                name = self._take()
                if name.kind != "text":
                    raise ExpressionRefused("not-allowed", f"{part.text} 后面的方括号里只能写带引号的名称")
                self.expect(Token("sign", "]"))
                part = entry_of(part, name.text)
                continue
            member = self._take()
            if member.kind != "name":
                raise _unexpected(member)
            if self._next.text == "(":
                part = called(part, member.text, self._arguments())
            else:
                part = entry_of(part, f"'{member.text}'")
        return part

    def _primary(self) -> Part:
        token = self._take()
        if token.kind in ("text", "number"):
            return Part(token.text)
        if token.kind == "name" and token.text in _CONSTANTS:
            return Part(_CONSTANTS[token.text], kind="value" if token.text == "null" else "condition")
        if token.kind == "name" and token.text not in _TAKEN:
            return self._function(token.text) if self._next.text == "(" else Part(token.text, kind="entry")
        if token.text != "(":
            raise _unexpected(token)
        self._deeper()
        inner = self.binary(0)
        self._depth -= 1
        self.expect(Token("sign", ")"))
        return bracketed(inner)

    def _function(self, name: str) -> Part:
        if name not in FUNCTIONS:
            raise ExpressionRefused("unknown-function", f"不能调用 {name}(…)，只能用 {'、'.join(FUNCTIONS)}")
        arguments = ", ".join(part.text for part in self._arguments())
        text = f"{name}({arguments})"
        if name == "field":
            return Part(text, kind="entry")
        return Part(text, kind="condition" if name in CONDITIONS else "value")

    def _arguments(self) -> list[Part]:
        self.expect(Token("sign", "("))
        self._deeper()
        parts: list[Part] = []
        while self._next.text != ")":
            if parts:
                self.expect(Token("sign", ","))
            parts.append(self.binary(0))
        self._depth -= 1
        self._at += 1
        return parts

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionRefused("too-complex", "表达式太复杂，请拆成几个条件")


def _joined(sign: str, left: Part, right: Part) -> Part:
    if sign in ("+", "-"):
        return added(sign, left, right)
    if sign in ("and", "or"):
        return connected(sign, left, right)
    return compared(sign, left, right)


def _unexpected(token: Token) -> ExpressionRefused:
    if token.text in ("?", ":"):
        return ExpressionRefused("not-allowed", "不能使用 ? : 选择，请用网关分成两条连线")
    if token.text in ("{", "}"):
        return ExpressionRefused("mixed-expression", "一个条件只能写一个 ${…}，请把所有内容写进同一个括号")
    if token.kind == "end":
        return ExpressionRefused("syntax", "表达式写法不完整，请检查括号、引号和运算符")
    if token.text == "[":
        return ExpressionRefused("not-allowed", "Camunda 表达式中没有 […] 列表，请用 == 和 || 逐个比较")
    if token.kind == "name":
        return ExpressionRefused("not-allowed", f"Camunda 表达式中 {token.text} 不能写在这里，请改用比较、and、or、not")
    return ExpressionRefused("syntax", f"{token.text} 不能写在这里，请检查括号、引号和运算符")
