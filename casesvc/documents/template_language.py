"""What a document template may say: a small part of Jinja, because whoever uploads a template is not trusted.

Values, conditions, loops over what the context holds, and four filters. No call, no arithmetic, no joining of texts, no
macro and no second file: so that filling in takes time in proportion to the template and the context.
"""

from collections.abc import Callable, Iterator

from jinja2 import nodes

LONGEST_TEMPLATE = 200_000
DEEPEST_LOOP = 3
LONGEST_FILTER_ARGUMENT = 20
FILTERS = frozenset({"date", "default", "join", "length"})
TESTS = frozenset({"defined", "undefined", "none", "true", "false", "odd", "even", "in"})
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.For,
    nodes.Assign,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Test,
    nodes.Filter,
    nodes.CondExpr,
    nodes.Tuple,
    nodes.List,
)
WORDS = {"Call": "调用", "Macro": "宏", "Concat": "拼接", "Include": "引入其他文件", "Import": "引入其他文件"}


def trespasses(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Line and complaint of everything in the template that the language does not have."""
    for node in _descendants(tree):
        complaint = _complaint(node)
        if complaint:
            yield node.lineno, complaint
    yield from _deep_loops(tree, 0)


def _descendants(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _descendants(child)


def _complaint(node: nodes.Node) -> str | None:
    name = getattr(node, "name", None) or getattr(node, "attr", None)
    if isinstance(name, str) and name.startswith("_"):
        return f"名称“{name}”不能以下划线开头"
    if not isinstance(node, ALLOWED):
        kind = type(node).__name__
        return f"模板不支持{WORDS.get(kind, kind)}"
    check = CHECKS.get(type(node))
    return check(node) if check else None


def _test_complaint(node: nodes.Test) -> str | None:
    return None if node.name in TESTS else f"没有名为“{node.name}”的判断"


def _loop_complaint(node: nodes.For) -> str | None:
    return "循环不能递归" if node.recursive else None


def _assignment_complaint(node: nodes.Assign) -> str | None:
    return None if isinstance(node.node, (nodes.Name, nodes.Getattr, nodes.Getitem)) else "set 只能取已有的值"


def _filter_complaint(node: nodes.Filter) -> str | None:
    if node.name not in FILTERS:
        return f"没有名为“{node.name}”的过滤器"
    if isinstance(node.node, nodes.Filter) or node.kwargs or node.dyn_args or node.dyn_kwargs:
        return "过滤器不能连用"
    if all(isinstance(arg, nodes.Const) and len(str(arg.value)) <= LONGEST_FILTER_ARGUMENT for arg in node.args):
        return None
    return f"过滤器的参数只能是不超过 {LONGEST_FILTER_ARGUMENT} 字的文字"


CHECKS: dict[type[nodes.Node], Callable[..., str | None]] = {
    nodes.Filter: _filter_complaint,
    nodes.Test: _test_complaint,
    nodes.For: _loop_complaint,
    nodes.Assign: _assignment_complaint,
}


def _deep_loops(node: nodes.Node, depth: int) -> Iterator[tuple[int, str]]:
    depth += isinstance(node, nodes.For)
    if depth > DEEPEST_LOOP:
        yield node.lineno, f"循环最多嵌套 {DEEPEST_LOOP} 层"
        return
    for child in node.iter_child_nodes():
        yield from _deep_loops(child, depth)
