"""The scripts of script tasks: lines of ``name = expression`` and nothing else."""

import re

from casesvc.diagrams.camunda_expressions import translate
from casesvc.diagrams.expressions import Expression, is_free_name, parse_expression
from casesvc.diagrams.tokens import ExpressionRefused

MAX_LINES = 20
MAX_LENGTH = 20_000
_LINE = re.compile(r"\s*(?P<name>[A-Za-z][A-Za-z0-9_]*)\s*=(?!=)(?P<expression>.*)")
_COMMENTS = ("#", "//")


def parse_script(text: str) -> tuple[tuple[str, Expression], ...]:
    """Return the assignments of a script in order; blank lines and lines that begin with # or // say nothing.

    Raise ExpressionRefused for anything but ``name = expression``, naming the line as the administrator counts it.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionRefused("script", f"脚本最多 {MAX_LENGTH} 个字符，现在 {len(text)} 个，请缩短")
    numbered = enumerate(re.split(r"\r\n|\r|\n", text), start=1)
    lines = [(number, said) for number, line in numbered if (said := line.strip()) and not said.startswith(_COMMENTS)]
    if not 1 <= len(lines) <= MAX_LINES:
        raise ExpressionRefused("script", f"脚本应有 1 到 {MAX_LINES} 行 名称 = 表达式，现在 {len(lines)} 行")
    return tuple(_assignment(number, line) for number, line in lines)


def _assignment(number: int, line: str) -> tuple[str, Expression]:
    match = _LINE.fullmatch(line)
    if match is None or not is_free_name(match["name"]):
        message = f"脚本第 {number} 行“{line[:30]}”不能执行，每行只能写 名称 = 表达式"
        raise ExpressionRefused("script", message)
    written = match["expression"].strip()
    try:
        translated = translate(written)
        return match["name"], parse_expression(translated, "" if translated == written else written)
    except ExpressionRefused as refused:
        raise ExpressionRefused(refused.code, f"脚本第 {number} 行：{refused.message}") from refused
