"""The one small, safe language of conditions, cardinalities, timers and scripts."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from simpleeval import InvalidExpression, NameNotDefined, SimpleEval

from casesvc.diagrams.tokens import ExpressionRefused, tokens_of

MAX_LENGTH = 500
MAX_NODES = 150
MAX_DEPTH = 25
LARGEST_NUMBER = 10**15

# What a function takes: "word" is a quoted text that publishing can check, "value" is any expression.
FUNCTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"count": ("word", "word"), "all": ("word", "word"), "len": ("value",), "working_days": ("value",)}
)


class ExpressionFailed(Exception):
    """An allowed expression met values it cannot work with, e.g. a name that this step does not know."""

    def __init__(self, code: str, message: str, name: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.name = name


@dataclass(frozen=True)
class Call:
    """A call in an expression; a word is its text, any other argument None: ``count("unit", "approve")``."""

    function: str
    words: tuple[str | None, ...]


@dataclass(frozen=True)
class Expression:
    """A parsed, allowed expression: the names it reads, the calls it makes, the constants it compares with."""

    text: str
    names: frozenset[str]
    calls: tuple[Call, ...]
    tree: ast.expr = field(repr=False, compare=False)

    @property
    def is_name(self) -> bool:
        """Tell whether it is a single name, whose kind of value only the case knows."""
        return isinstance(self.tree, ast.Name)

    @property
    def may_be_condition(self) -> bool:
        """Tell whether the value can be true or false: a comparison, a connection of such, or a name."""
        if isinstance(self.tree, ast.Call):
            return self.calls[0].function == "all"
        if isinstance(self.tree, ast.UnaryOp):
            return isinstance(self.tree.op, ast.Not)
        if isinstance(self.tree, ast.Constant):
            return isinstance(self.tree.value, bool)
        return isinstance(self.tree, ast.Compare | ast.BoolOp | ast.Name)

    def evaluate(
        self, names: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]] = MappingProxyType({})
    ) -> Any:
        """Return the value over ``names``; raise ExpressionFailed for an unknown name or values that do not fit."""
        try:
            return _Evaluator(names, functions).eval(self.text, self.tree)
        except NameNotDefined as unknown:
            name = str(unknown.name)
            raise ExpressionFailed("unknown-name", f"表达式 {self.text} 用到的 {name} 此时没有值", name) from unknown
        except (TypeError, KeyError, OverflowError, InvalidExpression) as misfit:
            raise ExpressionFailed("values-do-not-fit", f"表达式 {self.text} 无法计算：{misfit}") from misfit


@lru_cache(maxsize=4096)
def parse_expression(text: str) -> Expression:
    """Return the expression in ``text``; raise ExpressionRefused(code, message) for anything outside the language."""
    if len(text) > MAX_LENGTH:
        raise ExpressionRefused("too-long", f"表达式最多 {MAX_LENGTH} 个字符，现在 {len(text)} 个，请拆开写")
    source = " ".join(token.text for token in tokens_of(text))
    if not source:
        raise ExpressionRefused("empty", "表达式是空的，请填写")
    try:
        tree = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as broken:
        raise ExpressionRefused("syntax", f"表达式 {source} 写法不完整，请检查括号、引号和运算符") from broken
    _refuse_size(tree)
    names: list[str] = []
    calls: list[Call] = []
    _allow(tree, names, calls)
    return Expression(source, frozenset(names), tuple(calls), tree)


def _refuse_size(tree: ast.expr) -> None:
    level: list[ast.AST] = [tree]
    total = depth = 0
    while level:
        total += len(level)
        depth += 1
        if total > MAX_NODES or depth > MAX_DEPTH:
            raise ExpressionRefused("too-complex", "表达式太复杂，请拆成几个条件")
        level = [child for node in level for child in ast.iter_child_nodes(node)]


def _allow(node: ast.AST, names: list[str], calls: list[Call]) -> None:
    """Let one node and everything below it through, or refuse it by what the writer meant."""
    if isinstance(node, ast.Call):
        calls.append(_allowed_call(node))
        for argument in node.args:
            _allow(argument, names, calls)
        return
    if isinstance(node, ast.Name):
        names.append(_allowed_name(node))
        return
    _refuse_node(node)
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            _allow(child, names, calls)


def _allowed_call(node: ast.Call) -> Call:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in FUNCTIONS or node.keywords:
        raise ExpressionRefused("unknown-function", f"不能调用 {name or '这里的内容'}，只能用 {'、'.join(FUNCTIONS)}")
    if len(node.args) != len(FUNCTIONS[name]):
        raise ExpressionRefused("arguments", f"{name} 需要 {len(FUNCTIONS[name])} 个参数，现在 {len(node.args)} 个")
    words = tuple(_word(argument) for argument in node.args)
    for wanted, word in zip(FUNCTIONS[name], words, strict=True):
        if wanted == "word" and word is None:
            raise ExpressionRefused("arguments", f"{name} 的参数必须是带引号的文字，例如 {name}('unit', 'approve')")
    return Call(name, words)


def _word(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _allowed_name(node: ast.Name) -> str:
    if node.id in FUNCTIONS:
        raise ExpressionRefused("arguments", f"{node.id} 是函数，请写成 {node.id}(…)")
    return node.id


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
    if isinstance(node, ast.BinOp) and any(
        isinstance(side, ast.List | ast.Tuple) or _word(side) is not None for side in (node.left, node.right)
    ):
        raise ExpressionRefused("not-allowed", "加减只能用于数字，文字不能相加")


_CONSTANTS = {str, int, float, bool, type(None)}
_ALLOWED = {
    ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Add, ast.Sub, ast.Compare,
    ast.Eq, ast.NotEq,
    ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Constant, ast.List, ast.Tuple,
}  # fmt: skip


def _number(value: Any) -> int | float:
    if type(value) not in (int, float):
        raise TypeError("加减只能用于数字")
    if abs(value) > LARGEST_NUMBER:
        raise OverflowError("数字太大")
    return value  # type: ignore[no-any-return]


def _truth(value: Any) -> bool:
    # A text such as 'return' is true in Python; a condition must be a comparison, never the mere presence of a value.
    if type(value) is not bool:
        raise TypeError("and、or、not 只能连接是或否的条件")
    return value


class _Evaluator(SimpleEval):  # type: ignore[misc]
    """simpleeval with the handlers of our language only: what is not listed here cannot run."""

    def __init__(self, names: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> None:
        # Not the library's own constructor: it switches the process's warning filters, which threads share.
        self.names = names
        self.functions = functions
        self.operators = {
            ast.Add: lambda a, b: _number(_number(a) + _number(b)),
            ast.Sub: lambda a, b: _number(_number(a) - _number(b)),
            ast.USub: lambda a: -_number(a),
            ast.Not: lambda a: not _truth(a),
            ast.Eq: lambda a, b: a == b,
            ast.NotEq: lambda a, b: a != b,
            ast.Lt: lambda a, b: a < b,
            ast.LtE: lambda a, b: a <= b,
            ast.Gt: lambda a, b: a > b,
            ast.GtE: lambda a, b: a >= b,
            ast.In: lambda a, b: a in b,
            ast.NotIn: lambda a, b: a not in b,
        }
        self.nodes = {
            ast.Name: self._eval_name,
            ast.Constant: self._eval_constant,
            ast.UnaryOp: self._eval_unaryop,
            ast.BinOp: self._eval_binop,
            ast.BoolOp: self._truth_of,
            ast.Compare: self._eval_compare,
            ast.Call: self._eval_call,
            ast.List: self._items,
            ast.Tuple: self._items,
        }

    def _truth_of(self, node: ast.BoolOp) -> bool:
        values = (_truth(self._eval(value)) for value in node.values)
        return all(values) if isinstance(node.op, ast.And) else any(values)

    def _items(self, node: ast.List | ast.Tuple) -> list[Any]:
        return [self._eval(item) for item in node.elts]
