"""Units and the tree of their competent units."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """An organisational unit; ``parent`` is its competent unit (主管部门), None for the office at the top."""

    id: str
    name: str
    parent: str | None = None


def levels_above(unit: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return the competent units over ``unit``, nearest first, without the top office, which has a task of its own.

    ``parents`` maps every unit to its parent. Raise ValueError when the tree has a ring.
    """
    levels: list[str] = []
    above = parents.get(unit)
    while above is not None and parents.get(above) is not None:
        if above in levels:
            raise ValueError(f"the competent units of {unit} form a ring at {above}")
        levels.append(above)
        above = parents[above]
    return tuple(levels)
