"""What a cell is evaluated in: names, functions of the file, and a budget that ends whatever takes too long."""

from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from casesvc.diagrams.decisions.cells.values import weight
from casesvc.diagrams.expressions import ExpressionFailed

CELL = 4_000
DECISION = 120_000
_VALUES_A_STEP = 4

Function = Callable[[tuple[Any, ...], tuple[str, ...]], Any]


@dataclass
class Budget:
    """The steps left to one cell and to the whole decision; a step is about a microsecond."""

    decision: int = DECISION
    cell: int = CELL

    def begin_cell(self) -> None:
        """Give the next cell its own share."""
        self.cell = CELL

    def spend(self, steps: int) -> None:
        """Take steps; raise ExpressionFailed when none are left."""
        self.cell -= steps
        self.decision -= steps
        if self.cell < 0 or self.decision < 0:
            raise ExpressionFailed("too-much-work", "计算量太大，请减少循环、列表或规则")

    def spend_on(self, *values: Any) -> None:
        """Take steps for looking at everything inside values."""
        for value in values:
            if isinstance(value, tuple | dict | str):
                self.spend(weight(value, _VALUES_A_STEP * max(self.cell, 0) + 1) // _VALUES_A_STEP)


@dataclass(frozen=True, slots=True)
class Frame:
    """Names and functions around an expression; ``?`` is among the names where a column's value is tested."""

    names: Mapping[str, Any]
    functions: Mapping[str, Function] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)

    def within(self, names: Mapping[str, Any]) -> "Frame":
        """Return the frame of an inner expression that knows more names."""
        around = self.names.maps if isinstance(self.names, ChainMap) else [self.names]
        return Frame(ChainMap(dict(names), *around), self.functions, self.budget)
