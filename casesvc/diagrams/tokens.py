"""Cuts expression text into tokens: every character has to belong to one, so nothing unexpected reaches a parser."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MAX_LENGTH = 2000
MAX_TOKENS = 600


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
_WORD = r"""\s*(?:(?P<text>'[^'\\\r\n]*'|"[^"\\\r\n]*")
    |(?P<number>[0-9]+(?:\.[0-9]+)?)(?![\w.])
    |(?P<name>[A-Za-z][A-Za-z0-9_]*)(?![\w'"])
    |(?P<sign>==|!=|<=|>=|%s))"""
_OURS = re.compile(_WORD % r"[<>()\[\],+-]", re.VERBOSE)
# The signs of the other language are cut apart too, so that what is refused can be called by its name.
_CAMUNDA = re.compile(_WORD % r"&&|\|\||[<>!()\[\],+.?:*/%%{}-]", re.VERBOSE)
_OPERATORS = frozenset({"and", "or", "not", "in"})


def tokens_of(text: str, camunda: bool = False) -> Iterator[Token]:
    """Yield the tokens of ``text``, of our language or of Camunda's; raise ExpressionRefused where none begins."""
    if len(text) > MAX_LENGTH:
        raise ExpressionRefused("too-long", f"表达式最多 {MAX_LENGTH} 个字符，现在 {len(text)} 个，请拆开写")
    text = text.strip()
    position = count = 0
    before = ""
    while position < len(text):
        match = (_CAMUNDA if camunda else _OURS).match(text, position)
        if match is None:
            raise _no_token(text[position:].strip())
        token = Token(str(match.lastgroup), match.group(str(match.lastgroup)))
        if token.kind == before == "text":
            raise ExpressionRefused("syntax", f"{token.text} 前面缺少运算符，请检查引号是否成对")
        count += 1
        if count > MAX_TOKENS:
            raise ExpressionRefused("too-complex", "表达式太复杂，请拆成几个条件")
        yield token
        before, position = token.kind, match.end()


def _no_token(rest: str) -> ExpressionRefused:
    if rest.startswith("="):
        return ExpressionRefused("not-allowed", f"从“{rest[:12]}”开始的写法不能使用，相等请写成 ==，开头不写 =")
    if rest[:1] in ("'", '"'):
        return ExpressionRefused("syntax", f"从“{rest[:12]}”开始的文字不完整：引号要成对，文字里不能有反斜线和换行")
    return ExpressionRefused("not-allowed", f"从“{rest[:12]}”开始的写法不能使用，请改用比较、and、or、not")


def spaced(tokens: Iterable[Token]) -> str:
    """Return the tokens as one readable line, the same for every way of spacing them: ``len(units) - 1 > -x``."""
    words: list[str] = []
    before: Token | None = None
    sticks = True
    for token in tokens:
        called = token.text == "(" and before is not None and _is_value(before) and before.kind == "name"
        if not (sticks or called or token.text in (")", "]", ",")):
            words.append(" ")
        words.append(token.text)
        sticks = token.text in ("(", "[") or (token.text == "-" and not (before and _is_value(before)))
        before = token
    return "".join(words)


def _is_value(token: Token) -> bool:
    """Tell whether something ends with ``token``, so that a minus behind it subtracts and a bracket calls."""
    return token.text in (")", "]") if token.kind == "sign" else token.text not in _OPERATORS
