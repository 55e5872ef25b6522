"""What may be written: the functions, the sizes, and the few kinds of syntax that are let through."""

import ast
import keyword
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from casesvc.diagrams.tokens import ExpressionRefused, Token

MAX_NODES = 500
MAX_DEPTH = 30

# What a function takes: "word" is a quoted text that publishing can check, "record" a name or an entry of a record,
# "value" any expression.
FUNCTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "count": ("word", "word"),
        "all": ("word", "word"),
        "field": ("record", "word"),
        "empty": ("value",),
        "len": ("value",),
        "working_days": ("value",),
    }
)
# Whose value may be true or false; the others give a number or a time.
CONDITIONS = frozenset({"all", "empty", "field"})

_WORDS = frozenset({"and", "or", "not", "in", "True", "False", "None"})
_CONSTANTS = {str, int, float, bool, type(None)}
_ALLOWED = {
    ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Add, ast.Sub, ast.Compare,
    ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Constant, ast.List, ast.Tuple,
}  # fmt: skip


@dataclass(frozen=True)
class Call:
    """A call in an expression; a word is its text, any other argument None: ``count("unit", "approve")``."""

    function: str
    words: tuple[str | None, ...]


def is_free_name(text: str) -> bool:
    """Tell whether ``text`` may name a value: the words of the language and of Python are taken."""
    return not keyword.iskeyword(text) and text not in FUNCTIONS


def refuse_tokens(tokens: list[Token]) -> None:
    """Raise ExpressionRefused for deep brackets, and for words that Python would read in a way of its own."""
    depth = 0
    for token in tokens:
        depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if depth > MAX_DEPTH:
            raise ExpressionRefused("too-complex", "括号嵌套太深，请拆成几个条件")
        if token.kind == "name" and keyword.iskeyword(token.text) and token.text not in _WORDS:
            raise ExpressionRefused("not-allowed", f"{token.text} 不能使用，也不能用作名称，请改用比较、and、or、not")


def refuse_size(tree: ast.expr) -> None:
    """Raise ExpressionRefused for too many or too deeply nested parts."""
    level: list[ast.AST] = [tree]
    total = depth = 0
    while level:
        total += len(level)
        depth += 1
        if total > MAX_NODES or depth > MAX_DEPTH:
            raise ExpressionRefused("too-complex", "表达式太复杂，请拆成几个条件")
        level = [child for node in level for child in ast.iter_child_nodes(node)]


def allow(node: ast.AST, names: list[str], calls: list[Call]) -> None:
    """Let one node and everything below it through, noting names and calls, or refuse it by what the writer meant."""
    if isinstance(node, ast.Call):
        calls.append(_allowed_call(node))
        for argument in node.args:
            allow(argument, names, calls)
        return
    if isinstance(node, ast.Name):
        if node.id in FUNCTIONS:
            raise ExpressionRefused("arguments", f"{node.id} 是函数，请写成 {node.id}(…)")
        names.append(node.id)
        return
    _refuse_node(node)
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            allow(child, names, calls)


def may_be_true(node: ast.expr) -> bool:
    """Tell whether the value can be true or false: a comparison, a connection of such, or what only the case knows."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in CONDITIONS
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Not)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, bool)
    return isinstance(node, ast.Compare | ast.BoolOp | ast.Name)


def is_entry(node: ast.expr) -> bool:
    """Tell whether it is a name or the entry of a record, whose kind of value only the case knows."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "field"
    return isinstance(node, ast.Name)


def _allowed_call(node: ast.Call) -> Call:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in FUNCTIONS or node.keywords:
        raise ExpressionRefused("unknown-function", f"不能调用 {name or '这里的内容'}，只能用 {'、'.join(FUNCTIONS)}")
    wanted = FUNCTIONS[name]
    if len(node.args) != len(wanted):
        raise ExpressionRefused("arguments", f"{name} 需要 {len(wanted)} 个参数，现在 {len(node.args)} 个")
    words = tuple(_word(argument) for argument in node.args)
    for kind, word, argument in zip(wanted, words, node.args, strict=True):
        if kind == "word" and word is None:
            raise ExpressionRefused("arguments", f"{name} 的参数必须是带引号的文字，例如 {_EXAMPLES[name]}")
        if kind == "record" and not is_entry(argument):
            raise ExpressionRefused("arguments", f"{name} 的第一个参数必须是一个名称，例如 {_EXAMPLES[name]}")
    return Call(name, words)


_EXAMPLES = {
    "count": "count('unit', 'approve')",
    "all": "all('unit', 'approve')",
    "field": "field(applicant_unit, 'kind')",
}


def _word(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _refuse_node(node: ast.AST) -> None:
    if isinstance(node, ast.Compare) and len(node.ops) > 1:
        # Camunda reads a < b == c from left to right, Python as a chain: neither is guessed.
        raise ExpressionRefused("chained-comparison", "一次只能比较两个值，请用 and 连接")
    parts = [node, *([node.op] if isinstance(node, ast.BoolOp | ast.UnaryOp | ast.BinOp) else [])]
    parts += node.ops if isinstance(node, ast.Compare) else []
    if any(type(part) not in _ALLOWED for part in parts):
        raise ExpressionRefused("not-allowed", "只能使用比较、and、or、not、in、数字加减和给定的函数")
    if isinstance(node, ast.Constant) and type(node.value) not in _CONSTANTS:
        raise ExpressionRefused("not-allowed", "只能使用文字、数字、True、False 和 None")
    _refuse_operands(node)


def _refuse_operands(node: ast.AST) -> None:
    """What can never work is refused when it is published, not when a case comes by."""
    if isinstance(node, ast.BinOp) and any(
        isinstance(side, ast.List | ast.Tuple) or _word(side) is not None for side in (node.left, node.right)
    ):
        raise ExpressionRefused("not-allowed", "加减只能用于数字，文字不能相加")
    connected = node.values if isinstance(node, ast.BoolOp) else []
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        connected = [node.operand]
    if not all(may_be_true(operand) for operand in connected):
        raise ExpressionRefused("not-allowed", "and、or、not 只能连接条件，请把数字和文字写成比较")
