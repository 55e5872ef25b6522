"""Reads pictures from TOML: one line a node with its place on a grid, one line a flow or a chain of flows.

A node is ``kind[.trigger] id place label | option=value; …``. Its place is ``column,row``, for a sub-process with its
content in view ``column,row:column,row``, for an event on a border ``host/spot`` (``b``, ``bl``, ``br``, ``t``, …), and
``-`` for what belongs to the diagram and is not drawn. A frame comes before what stands in it.
A flow is ``a > b : label ? condition @ route``; ``>*`` is a default flow, ``a ~ b`` joins a remark to what it explains.
A route names the sides, ``S>W``, and a row or column to run along.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

MARKS = ("wrong", "warned", "right", "drawn", "read")
FRAMES = frozenset({"sub", "transaction", "eventsub", "adhoc"})
EVENTS = frozenset({"start", "end", "catch", "throw", "border", "aside"})
GATEWAYS = frozenset({"xor", "and", "or", "event", "complex"})
BORDERS = frozenset({"border", "aside"})

_NODE = re.compile(r"(?P<kind>[a-z]+)(\.(?P<trigger>[a-z]+))?\s+(?P<id>\w+)\s+(?P<place>\S+)(\s+(?P<label>.*))?")
_FLOW = re.compile(r"(?P<chain>.+?)(\s+:\s+(?P<label>.*?))?(\s+\?\s+(?P<condition>.*?))?(\s+@\s+(?P<route>.*))?")
_STEP = re.compile(r"\s+(>\*?|~)\s+")

Cell = tuple[float, float]


@dataclass(frozen=True)
class Node:
    """One node; ``cell`` is None for what sits on a border or is hidden, ``until`` the last cell of a frame."""

    kind: str
    trigger: str
    id: str
    cell: Cell | None
    until: Cell | None
    host: str | None
    spot: str
    label: str
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_drawn(self) -> bool:
        """Tell whether it is in the picture."""
        return self.cell is not None or self.host is not None

    def holds(self, cell: Cell) -> bool:
        """Tell whether a cell lies inside this frame."""
        if self.cell is None or self.until is None:
            return False
        return all(low <= at <= high for low, at, high in zip(self.cell, cell, self.until, strict=True))


@dataclass(frozen=True)
class Flow:
    """One arrow, or the dotted line of a remark."""

    source: str
    target: str
    label: str = ""
    condition: str = ""
    route: str = ""
    default: bool = False
    dotted: bool = False


@dataclass(frozen=True)
class Panel:
    """One diagram; ``findings`` are the codes, and elements, it is reported with; ``says`` its head."""

    mark: str
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    findings: tuple[tuple[str, str], ...] = ()
    says: str = ""

    def node(self, name: str) -> Node:
        """Return a node by its id."""
        return next(node for node in self.nodes if node.id == name)

    def scope_of(self, node: Node) -> str:
        """Return the id of the sub-process around a node, "" for the process."""
        if "in" in node.options:
            return node.options["in"]
        if node.host is not None:
            return self.scope_of(self.node(node.host))
        before = self.nodes[: self.nodes.index(node)]
        around = [frame for frame in before if node.cell and frame.holds(node.until or node.cell)]
        return around[-1].id if around else ""


@dataclass(frozen=True)
class Picture:
    """One file: its name, what it shows in words, and one or two diagrams."""

    name: str
    title: str
    panels: tuple[Panel, ...]


def read_pictures(folder: Path) -> tuple[Picture, ...]:
    """Return the pictures of all files of a folder, in order."""
    return tuple(picture for path in sorted(folder.glob("*.toml")) for picture in _pictures(path))


def _pictures(path: Path) -> Iterator[Picture]:
    for name, values in tomllib.loads(path.read_text(encoding="utf-8")).items():
        panels = [_panel(mark, values[mark]) for mark in MARKS if mark in values]
        yield Picture(name, values["title"], tuple(panels or [_panel("", values)]))


def _panel(mark: str, values: Mapping[str, Any]) -> Panel:
    nodes = tuple(map(read_node, values["nodes"].strip().splitlines()))
    flows = tuple(flow for line in values.get("flows", "").strip().splitlines() for flow in read_flows(line))
    findings = [finding.split() for finding in values.get("findings", ())]
    return Panel(mark, nodes, flows, tuple((code, element) for code, element in findings), values.get("says", ""))


def read_node(line: str) -> Node:
    """Return the node of a line."""
    said, _, options = line.partition(" | ")
    match = _NODE.fullmatch(said.strip())
    if match is None:
        raise ValueError(f"no node: {line}")
    first, _, last = match["place"].partition(":")
    host, _, spot = first.partition("/")
    cell = None if host == "-" or spot else _cell(first)
    named = dict(option.strip().split("=", 1) for option in options.split("; ") if option.strip())
    return Node(
        match["kind"], match["trigger"] or "", match["id"], cell, _cell(last) if last else None,
        host if spot else None, spot, match["label"] or "", named,
    )  # fmt: skip


def _cell(text: str) -> Cell:
    column, row = text.split(",")
    return float(column), float(row)


def read_flows(line: str) -> Iterator[Flow]:
    """Yield the flows of a line; what is said behind the chain belongs to each."""
    match = _FLOW.fullmatch(line.strip())
    if match is None:
        raise ValueError(f"no flow: {line}")
    parts = _STEP.split(match["chain"])
    for (source, target), sign in zip(pairwise(parts[::2]), parts[1::2], strict=True):
        yield Flow(
            source,
            target,
            match["label"] or "",
            match["condition"] or "",
            match["route"] or "",
            sign == ">*",
            sign == "~",
        )
