"""Which names a tree takes from outside, and how deep it is."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from casesvc.diagrams.decisions.cells import syntax
from casesvc.diagrams.decisions.cells.syntax import Entries, Filter, Loop, Name

# Looked up for every node of every cell, so prepared once.
_FIELDS = {
    kind: tuple(field.name for field in fields(kind))
    for kind in vars(syntax).values()
    if isinstance(kind, type) and is_dataclass(kind)
}


def free_names(tree: Any) -> frozenset[str]:
    """Return the names that neither a loop, an entry nor a filter inside the tree gives."""
    return frozenset(_free(tree))


def children(node: Any) -> Iterator[Any]:
    """Yield the nodes directly inside one."""
    parts = node if isinstance(node, tuple) else [getattr(node, name) for name in _FIELDS[type(node)]]
    for part in parts:
        if isinstance(part, tuple):
            yield from children(part)
        elif type(part) in _FIELDS:
            yield part


def _free(node: Any) -> set[str]:
    if isinstance(node, Name):
        return {node.name}
    if isinstance(node, Loop):
        return _in_turn(node.ranges, node.body)
    if isinstance(node, Entries):
        return _in_turn(node.entries, None)
    if isinstance(node, Filter):
        return _free(node.base) | (_free(node.condition) - {*node.members, "item"})
    return set().union(*map(_free, children(node)))


def _in_turn(named: tuple[tuple[str, Any], ...], last: Any) -> set[str]:
    """Return the free names where each name is known to everything that follows it."""
    known: set[str] = set()
    found: set[str] = set()
    for name, part in named:
        found |= _free(part) - known
        known.add(name)
    return found | ((_free(last) - known) if last is not None else set())
