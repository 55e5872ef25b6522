"""Translates the expressions that Camunda Modeler writes (``${…}``, JUEL) into our expression language."""

import re

from casesvc.diagrams.camunda_expressions.parts import as_condition
from casesvc.diagrams.camunda_expressions.reader import read
from casesvc.diagrams.tokens import ExpressionRefused, spaced, tokens_of

_WRAPPED = re.compile(r"""\s*[$#]\{(?:[^{}'"]|'[^']*+'|"[^"]*+")*+\}\s*""")
_OPENINGS = ("${", "#{")


def is_wrapped(text: str) -> bool:
    """Tell whether ``text`` is one Camunda expression, ``${…}`` or ``#{…}``."""
    return _WRAPPED.fullmatch(text) is not None


def translate(text: str, condition: bool = False) -> str:
    """Return ``text`` in our language: ``${a.b && c > 1}`` becomes ``field(a, 'b') == True and c > 1``.

    Text without ``${`` is ours already and stays as it is. ``condition``: the place asks for true or false, so
    ``${approved}`` means ``approved == True`` there, while as a number or a time it stays the name.
    Raise ExpressionRefused for what has no counterpart, naming it in the words of the file.
    """
    stripped = text.strip()
    wrapped = stripped.startswith(_OPENINGS) and stripped.endswith("}")
    inside = stripped[2:-1] if wrapped else stripped
    if wrapped and not any(opening in inside for opening in _OPENINGS):
        return translate_java(inside, condition)
    if any(opening in stripped for opening in _OPENINGS):
        raise ExpressionRefused("mixed-expression", "一个条件只能写一个 ${…}，请把所有内容写进同一个括号")
    return stripped


def translate_java(text: str, condition: bool = False) -> str:
    """Return a Java or JUEL expression that stands without ``${…}`` in our language: ``!names.contains("a")``.

    Only for importing files of engines that read all conditions so; a diagram of ours never means Java by itself.
    Raise ExpressionRefused as ``translate`` does.
    """
    part = read(text)
    return spaced(tokens_of((as_condition(part) if condition and part.is_entry else part).text))
