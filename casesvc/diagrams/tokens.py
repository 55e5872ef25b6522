"""Cuts expression text into tokens: every character has to belong to one, so nothing unexpected reaches a parser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_TOKENS = 150


class ExpressionRefused(Exception):
    """The text is not in the expression language; ``message`` is Chinese and says what to write instead."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Token:
    """One word of an expression; ``kind`` is text, number, name or sign."""

    kind: str
    text: str


# No backslash and no line break in a text, no leading underscore in a name, no letter glued to a number.
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'[^'\\\r\n]*'|"[^"\\\r\n]*")
    |(?P<number>[0-9]+(?:\.[0-9]+)?)(?![\w.])
    |(?P<name>[A-Za-z][A-Za-z0-9_]*)(?![\w'"])
    |(?P<sign>==|!=|<=|>=|&&|\|\||[<>!()\[\],+-]))""",
    re.VERBOSE,
)


def tokens_of(text: str) -> Iterator[Token]:
    """Yield the tokens of ``text``; raise ExpressionRefused at the first character that starts none."""
    position = count = 0
    before = ""
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if match is None:
            rest = text[position:].strip()
            raise ExpressionRefused("not-allowed", f"从“{rest[:12]}”开始的写法不能使用，请改用比较、and、or、not")
        token = Token(str(match.lastgroup), match.group(str(match.lastgroup)))
        if token.kind == before == "text":
            raise ExpressionRefused("syntax", f"{token.text} 前面缺少运算符，请检查引号是否成对")
        count += 1
        if count > MAX_TOKENS:
            raise ExpressionRefused("too-complex", "表达式太复杂，请拆成几个条件")
        yield token
        before, position = token.kind, match.end()
