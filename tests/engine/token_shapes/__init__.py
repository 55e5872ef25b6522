"""Shapes of diagram for the duel of engine and reference, by what they are about."""

from collections.abc import Callable

from tests.engine.duel import Shape
from tests.engine.shapes import SHAPES as PLAIN
from tests.engine.shapes import parallel_round_trip
from tests.engine.token_shapes import activities, calls, events, handlers, inclusive, instances, loops, tokens

MODULES = (loops, tokens, activities, inclusive, instances, events, handlers, calls)


def _plain(draw: Callable[[], bytes]) -> Callable[[], Shape]:
    return lambda: Shape(draw())


SHAPES: dict[str, Callable[[], Shape]] = {
    **{name: _plain(draw) for name, draw in PLAIN.items()},
    "parallel_round_trip": _plain(parallel_round_trip),
    **{draw.__name__: draw for module in MODULES for draw in module.SHAPES},
}
