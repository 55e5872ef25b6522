"""Reads from the source which codes the findings about diagrams and decision tables can have."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.source import PACKAGE, TREES, name_of

Function = ast.FunctionDef | ast.AsyncFunctionDef

DIAGRAMS = PACKAGE / "diagrams"
# What makes a finding, and at which place its code is given.
MADE = {"Finding": 3, "Fault": 1}
# A finding that takes its code from something else: from a fault, or from the exception caught under that name.
CARRIED = {"fault": None, "refused": "ExpressionRefused", "circle": "DecisionFailed", "uneven": "DecisionFailed"}
# The only functions behind these two whose failures become findings; the rest fail when a decision is made.
FAILING = {"circle": "_visit", "uneven": "refuse_uneven"}


@cache
def codes() -> frozenset[str]:
    """Return every code; raise AssertionError where one is given in a way that cannot be followed."""
    found = (code for path in sources() for name, place in MADE.items() for code in given(path, name, place))
    return frozenset(found)


def sources() -> list[Path]:
    return [path for path in TREES if path.is_relative_to(DIAGRAMS)]


def given(path: Path, function: str, place: int) -> Iterator[str]:
    """Yield the codes with which a module calls a function."""
    for around, call in calls(path, function):
        yield from followed(path, around, call.args[place])


def calls(path: Path, function: str) -> Iterator[tuple[Function, ast.Call]]:
    """Yield the calls of a function with the functions that they stand in."""
    for around in ast.walk(TREES[path]):
        if isinstance(around, Function):
            for made in ast.walk(around):
                if isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id == function:
                    yield around, made


def followed(path: Path, around: Function, said: ast.expr) -> Iterator[str]:
    """Yield what an expression can say: a text, one of two, a variable, a parameter of a function around it."""
    match said:
        case ast.Constant(value=str(code)):
            yield code
        case ast.IfExp(body=one, orelse=other):
            yield from followed(path, around, one)
            yield from followed(path, around, other)
        case ast.Name(id=name) if name in (parameters := [argument.arg for argument in around.args.args]):
            # A private function is called in its module, another one anywhere.
            for caller in [path] if around.name.startswith("_") else sources():
                yield from given(caller, around.name, parameters.index(name))
        case ast.Name(id=name):
            assigned = list(assignments(around, name))
            assert assigned, f"{name_of(path)}:{said.lineno} {name}"
            for value in assigned:
                yield from followed(path, around, value)
        case ast.Attribute(value=ast.Name(id=name), attr="code") if name in CARRIED:
            yield from raised(CARRIED[name], FAILING.get(name))
        case _:
            raise AssertionError(f"{name_of(path)}:{said.lineno} {ast.unparse(said)}")


def assignments(around: Function, name: str) -> Iterator[ast.expr]:
    """Yield what a function assigns to a variable, by itself or as one of several."""
    for made in ast.walk(around):
        if not isinstance(made, ast.Assign):
            continue
        for target in made.targets:
            if isinstance(target, ast.Name) and target.id == name:
                yield made.value
            if isinstance(target, ast.Tuple) and isinstance(made.value, ast.Tuple):
                pairs = zip(target.elts, made.value.elts, strict=True)
                yield from (value for each, value in pairs if isinstance(each, ast.Name) and each.id == name)


def raised(exception: str | None, function: str | None) -> Iterator[str]:
    """Yield the codes of an exception of the decision tables, in all of their functions or in one."""
    for path in sources() if exception else ():
        for around, call in calls(path, exception or "") if path.is_relative_to(DIAGRAMS / "decisions") else ():
            if function in (None, around.name):
                yield from followed(path, around, call.args[0])
