"""Computes an allowed expression over the values of a case; whatever goes wrong is one kind of failure."""

import ast
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from simpleeval import FunctionNotDefined, InvalidExpression, NameNotDefined, SimpleEval

from casesvc.diagrams.expressions.values import Comparing, TooExpensive, entry, is_empty, number, size, truth

# What the language computes by itself; everything else is handed in by whoever knows the case.
OWN_FUNCTIONS: Mapping[str, Callable[..., Any]] = {"field": entry, "empty": is_empty, "len": size}


class ExpressionFailed(Exception):
    """An allowed expression met values it cannot work with, e.g. a name that this step does not know."""

    def __init__(self, code: str, message: str, name: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.name = name


def evaluate(tree: ast.expr, quoted: str, names: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> Any:
    """Return the value of ``tree``; raise ExpressionFailed, which quotes the expression as ``quoted``."""
    try:
        return _Evaluator(names, functions).eval(quoted, tree)
    except NameNotDefined as unknown:
        name = str(unknown.name)
        raise ExpressionFailed("unknown-name", f"表达式 {quoted} 用到的 {name} 此时没有值", name) from unknown
    except FunctionNotDefined as unknown:
        name = str(unknown.func_name)
        raise ExpressionFailed("unknown-function", f"表达式 {quoted} 在这里不能使用 {name}(…)", name) from unknown
    except (TooExpensive, RecursionError, MemoryError) as large:
        raise ExpressionFailed("too-large", f"表达式 {quoted} 无法计算：值太大，不能在条件里比较") from large
    except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError, InvalidExpression) as misfit:
        raise ExpressionFailed("values-do-not-fit", f"表达式 {quoted} 无法计算：{misfit}") from misfit


class _Evaluator(SimpleEval):  # type: ignore[misc]
    """simpleeval with the handlers of our language only: what is not listed here cannot run."""

    def __init__(self, names: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> None:
        # Not the library's own constructor: it switches the process's warning filters, which threads share.
        self.names = names
        self.functions = {**functions, **OWN_FUNCTIONS}
        comparing = Comparing()
        self.operators = {
            ast.Add: lambda a, b: number(number(a) + number(b)),
            ast.Sub: lambda a, b: number(number(a) - number(b)),
            ast.USub: lambda a: -number(a),
            ast.Not: lambda a: not truth(a),
            ast.Eq: comparing.same,
            ast.NotEq: lambda a, b: not comparing.same(a, b),
            ast.Lt: comparing.less,
            ast.LtE: lambda a, b: comparing.less(a, b) or comparing.same(a, b),
            ast.Gt: lambda a, b: comparing.less(b, a),
            ast.GtE: lambda a, b: comparing.less(b, a) or comparing.same(a, b),
            ast.In: lambda a, b: comparing.contains(b, a),
            ast.NotIn: lambda a, b: not comparing.contains(b, a),
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

    def _check_disallowed_items(self, item: Any) -> None:
        # The library walks every value to its last leaf at every node. Values are never called, only their entries
        # read, and those come by here one by one.
        if callable(item) or isinstance(item, ModuleType):
            raise TypeError("这里只能使用值，不能使用程序")

    def _truth_of(self, node: ast.BoolOp) -> bool:
        values = (truth(self._eval(value)) for value in node.values)
        return all(values) if isinstance(node.op, ast.And) else any(values)

    def _items(self, node: ast.List | ast.Tuple) -> list[Any]:
        return [self._eval(item) for item in node.elts]
