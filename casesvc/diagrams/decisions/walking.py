"""Walks the logic of a decision: its parts, and the cells in them."""

from collections.abc import Iterator

from casesvc.diagrams.decisions.model import Cell, Context, Expression, Invocation, Logic, Rows, Table


def inside(logic: Logic) -> Iterator[Logic]:
    """Yield a piece of logic and everything boxed in it."""
    yield logic
    for part in _parts(logic):
        yield from inside(part)


def _parts(logic: Logic) -> Iterator[Logic]:
    if isinstance(logic, Context):
        yield from (entry.logic for entry in logic.entries)
    elif isinstance(logic, Invocation):
        yield from (bound for _, bound in logic.bindings)
    elif isinstance(logic, Rows):
        yield from (cell for row in logic.rows for cell in row)


def expressions(logic: Logic) -> Iterator[Cell]:
    """Yield the cells of this piece that say a value."""
    if isinstance(logic, Expression):
        yield logic.cell
    if isinstance(logic, Table):
        yield from (column.expression for column in logic.inputs)
        yield from (output.default for output in logic.outputs if output.default)
        yield from (cell for rule in logic.rules for cell in rule.results)


def conditions(logic: Logic) -> Iterator[Cell]:
    """Yield the cells of this piece that test a value."""
    if isinstance(logic, Table):
        yield from (column.allowed for column in logic.inputs if column.allowed)
        yield from (output.values for output in logic.outputs if output.values)
        yield from (cell for rule in logic.rules for cell in rule.conditions)
