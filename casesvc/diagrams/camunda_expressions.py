"""Translates the expressions that Camunda Modeler writes (``${…}``, JUEL) into our expression language."""

import re
from collections.abc import Sequence

from casesvc.diagrams.tokens import ExpressionRefused, Token, tokens_of

_WRAPPED = re.compile(r"\s*[$#]\{(?P<inside>[^{}]*)\}\s*", re.DOTALL)
_WORDS = {
    "eq": "==", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">=",
    "true": "True", "false": "False", "null": "None",
}  # fmt: skip
_SIGNS = {"&&": "and", "||": "or"}
_PYTHON_ONLY = {"in", "is", "if", "else", "lambda", "for"}


def is_wrapped(text: str) -> bool:
    """Tell whether ``text`` is one Camunda expression, ``${…}`` or ``#{…}``."""
    return _WRAPPED.fullmatch(text) is not None


def translate(text: str) -> str:
    """Return ``text`` in our language: ``${a && !b}`` becomes ``a and (not b)``; text without ``${`` stays as it is.

    Raise ExpressionRefused for several expressions in one text and for words that the two languages read differently.
    """
    match = _WRAPPED.fullmatch(text)
    if match is None:
        if "${" in text or "#{" in text:
            raise ExpressionRefused("mixed-expression", "一个条件只能写一个 ${…}，请把所有内容写进同一个括号")
        return text.strip()
    tokens = list(tokens_of(match["inside"]))
    words: list[str] = []
    position = 0
    while position < len(tokens):
        word, position = _next(tokens, position)
        words.append(word)
    return " ".join(words)


def _next(tokens: Sequence[Token], position: int) -> tuple[str, int]:
    """Return the translation of the token at ``position`` and where to go on; a negation takes its operand along."""
    token = tokens[position]
    if token.kind == "sign" and token.text == "!":
        return _negated(tokens, position + 1)
    if token.kind == "sign":
        return _SIGNS.get(token.text, token.text), position + 1
    if token.kind != "name":
        return token.text, position + 1
    if token.text == "not":
        return _negated(tokens, position + 1)
    if token.text == "empty":
        operand, after = _operand(tokens, position + 1)
        return f"( {operand} in [ None , '' , [ ] ] )", after
    if token.text in _PYTHON_ONLY:
        raise ExpressionRefused("not-allowed", f"Camunda 表达式中没有 {token.text}，请改用比较、and、or、not")
    return _WORDS.get(token.text, token.text), position + 1


def _negated(tokens: Sequence[Token], position: int) -> tuple[str, int]:
    # JUEL's ! binds tighter than a comparison, Python's not binds looser: the brackets keep Camunda's meaning.
    operand, after = _operand(tokens, position)
    return f"( not {operand} )", after


def _operand(tokens: Sequence[Token], position: int) -> tuple[str, int]:
    if position >= len(tokens):
        raise ExpressionRefused("syntax", "! 或 empty 后面缺少内容")
    token = tokens[position]
    word, after = _next(tokens, position)
    if token.text == "(":
        return _bracket(tokens, position)
    if (
        token.kind == "name"
        and after < len(tokens)
        and tokens[after].text == "("
        and token.text not in ("not", "empty")
    ):
        arguments, after = _bracket(tokens, after)
        return f"{word} {arguments}", after
    if token.kind == "sign" and token.text != "!":
        raise ExpressionRefused("syntax", "! 或 empty 后面应是一个名称或括号")
    return word, after


def _bracket(tokens: Sequence[Token], position: int) -> tuple[str, int]:
    words = ["("]
    position += 1
    while position < len(tokens) and tokens[position].text != ")":
        step = _bracket if tokens[position].text == "(" else _next
        word, position = step(tokens, position)
        words.append(word)
    if position >= len(tokens):
        raise ExpressionRefused("syntax", "括号没有成对，请补上右括号")
    return " ".join([*words, ")"]), position + 1
