"""The scripts of script tasks: lines of ``name = expression`` and nothing else."""

import re

from casesvc.diagrams.camunda_expressions import translate
from casesvc.diagrams.expressions import FUNCTIONS, Expression, parse_expression
from casesvc.diagrams.tokens import ExpressionRefused

MAX_LINES = 20
_LINE = re.compile(r"\s*(?P<name>[A-Za-z][A-Za-z0-9_]*)\s*=(?!=)(?P<expression>.*)")


def parse_script(text: str) -> tuple[tuple[str, Expression], ...]:
    """Return the assignments of a script in order; raise ExpressionRefused for anything but ``name = expression``."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not 1 <= len(lines) <= MAX_LINES:
        raise ExpressionRefused("script", f"脚本应有 1 到 {MAX_LINES} 行 名称 = 表达式，现在 {len(lines)} 行")
    return tuple(_assignment(line) for line in lines)


def _assignment(line: str) -> tuple[str, Expression]:
    match = _LINE.fullmatch(line)
    if match is None or match["name"] in FUNCTIONS or match["name"] in ("True", "False", "None"):
        raise ExpressionRefused("script", f"脚本的这一行“{line.strip()[:30]}”不能执行，每行只能写 名称 = 表达式")
    return match["name"], parse_expression(translate(match["expression"]))
