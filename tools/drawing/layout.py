"""Turns the grid of a diagram into boxes: columns and rows are as wide as what stands in them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from tools.drawing.reading import BORDERS, EVENTS, FRAMES, GATEWAYS, Node, Panel
from tools.drawing.texts import LINE, lines_of, width_of

TASK = (96, 56)
EVENT = (30, 30)
GATEWAY = (42, 42)
COLUMN_GAP, ROW_GAP, MARGIN = 28, 24, 6
PAD, TITLE = 16, 14
LABEL_LIMIT = 84


@dataclass(frozen=True)
class Box:
    """A rectangle by its centre; whole numbers, so that lines fall on pixels."""

    x: int
    y: int
    w: int
    h: int

    @property
    def left(self) -> int:
        """The left edge."""
        return self.x - self.w // 2

    @property
    def right(self) -> int:
        """The right edge."""
        return self.left + self.w

    @property
    def top(self) -> int:
        """The upper edge."""
        return self.y - self.h // 2

    @property
    def bottom(self) -> int:
        """The lower edge."""
        return self.top + self.h


@dataclass(frozen=True)
class Layout:
    """Where everything of a diagram is."""

    boxes: Mapping[str, Box]
    columns: "Axis"
    rows: "Axis"
    width: int
    height: int


class Axis:
    """The centres of columns, or of rows."""

    def __init__(self, gap: int) -> None:
        self.before: dict[int, int] = defaultdict(int)
        self.after: dict[int, int] = defaultdict(int)
        self.pad_before: dict[int, int] = defaultdict(int)  # for frames that begin or end with this line
        self.pad_after: dict[int, int] = defaultdict(int)
        self.beyond: dict[int, int] = defaultdict(int)  # for what sits on the edge of a frame
        self.gaps: dict[int, int] = defaultdict(lambda: gap)
        self._centres: list[int] = []

    def needs(self, at: float, before: int, after: int) -> None:
        """Make room around the centre of a line; what stands between two lines takes the room there is."""
        if at == int(at):
            self.before[int(at)] = max(self.before[int(at)], before)
            self.after[int(at)] = max(self.after[int(at)], after)

    def settle(self, last: int, margin: int) -> int:
        """Work out the centres of the lines 0 to ``last``; return where the last one ends."""
        at = margin
        for line in range(last + 1):
            at += self.pad_before[line] + self.before[line]
            self._centres.append(at)
            at += self.after[line] + self.pad_after[line] + self.beyond[line] + (self.gaps[line] if line < last else 0)
        return at + margin

    def centre(self, at: float) -> int:
        """Return the centre of a line, or of a place between two."""
        low = min(int(at), len(self._centres) - 1)
        high = min(low + 1, len(self._centres) - 1)
        return round(self._centres[low] + (self._centres[high] - self._centres[low]) * (at - low))


def size_of(node: Node) -> tuple[int, int]:
    """Return width and height of what is drawn for a node."""
    if node.kind in EVENTS:
        return EVENT
    if node.kind in GATEWAYS:
        return GATEWAY
    if node.kind == "remark":
        lines = remark_lines(node)
        return round(max(map(width_of, lines))) + 14, len(lines) * LINE + 6
    return TASK


def remark_lines(node: Node) -> list[str]:
    """Return the lines of a remark; ``//`` breaks it."""
    return [line.strip() for line in node.label.split("//")]


def label_lines(node: Node) -> list[str]:
    """Return the lines of a label outside its node, [] where it stands inside."""
    if node.kind not in EVENTS | GATEWAYS:
        return []
    return lines_of(node.label, float(node.options.get("width", LABEL_LIMIT)))


def label_side(node: Node) -> str:
    """Return where a label stands: below an event, above a gateway, to the right of an event on a border."""
    usual = "r" if node.kind in BORDERS else "t" if node.kind in GATEWAYS else "b"
    return node.options.get("label", usual)


def lay_out(panel: Panel) -> Layout:
    """Return the boxes of all nodes that are drawn."""
    columns, rows = Axis(COLUMN_GAP), Axis(ROW_GAP)
    placed = [node for node in panel.nodes if node.cell is not None]
    for node in placed:
        if node.until is None:
            _room(node, columns, rows)
    for node in panel.nodes:
        if node.host is not None:
            _room_on_border(node, panel.node(node.host), rows)
    for frame in placed:
        if frame.until is not None:
            _pad(frame, placed, columns, rows)
    _widen(panel, columns)
    cells = [cell for node in placed for cell in (node.cell, node.until) if cell is not None]
    along = [
        float(part) for flow in panel.flows for part in flow.route.split()[1:] if "S" in flow.route or "N" in flow.route
    ]
    width = columns.settle(int(max(cell[0] for cell in cells)), MARGIN)
    height = rows.settle(int(max([*(cell[1] for cell in cells), *along])), MARGIN)
    boxes = {node.id: _box(node, placed, columns, rows) for node in placed}
    boxes |= {n.id: _on_border(n, boxes[n.host]) for n in panel.nodes if n.host is not None}
    return Layout(boxes, columns, rows, width, height)


def _room(node: Node, columns: Axis, rows: Axis) -> None:
    assert node.cell is not None  # noqa: S101 - asked by who calls
    width, height = size_of(node)
    lines, side = label_lines(node), label_side(node)
    wide = round(max(map(width_of, lines), default=0))
    half = max(width, wide if side in "tb" else 0) // 2 + 1
    columns.needs(node.cell[0], half + (wide if side == "l" else 0), half + (wide if side == "r" else 0))
    high = len(lines) * LINE + 3 if lines else 0
    rows.needs(node.cell[1], height // 2 + (high if side == "t" else 0), height // 2 + (high if side == "b" else 0))


def _room_on_border(node: Node, host: Node, rows: Axis) -> None:
    if host.cell is None:
        return
    more = 15 + (len(label_lines(node)) * LINE if label_side(node) in "bt" else 0)
    if host.until is not None:
        row = int(host.until[1])
        rows.beyond[row] = max(rows.beyond[row], more if "b" in node.spot else 0)
        return
    half = size_of(host)[1] // 2
    rows.needs(host.cell[1], half + (more if "t" in node.spot else 0), half + (more if "b" in node.spot else 0))


def _depth(frame: Node, placed: list[Node]) -> int:
    """Return how many frames stand inside each other in this one, itself counted."""
    after = placed[placed.index(frame) + 1 :]
    inner = [other for other in after if other.until is not None and frame.holds(other.cell or (-1, -1))]
    return 1 + max((_depth(other, inner) for other in inner), default=0)


def _pads(frame: Node, placed: list[Node]) -> tuple[int, int]:
    """Return how far the frame stands from its content: above it, and on the other sides."""
    depth = _depth(frame, placed)
    return depth * (PAD - 2 + (TITLE if frame.label else 0)), depth * PAD


def _pad(frame: Node, placed: list[Node], columns: Axis, rows: Axis) -> None:
    assert frame.cell is not None  # noqa: S101 - asked by who calls
    assert frame.until is not None  # noqa: S101 - asked by who calls
    above, aside = _pads(frame, placed)
    for pads, line, pad in (
        (columns.pad_before, frame.cell[0], aside),
        (columns.pad_after, frame.until[0], aside),
        (rows.pad_before, frame.cell[1], above),
        (rows.pad_after, frame.until[1], aside),
    ):
        pads[int(line)] = max(pads[int(line)], pad)


def _widen(panel: Panel, columns: Axis) -> None:
    """Make room for the label of a flow between two columns of one row."""
    for flow in panel.flows:
        source, target = panel.node(flow.source), panel.node(flow.target)
        if source.cell is None or target.cell is None or not flow.label or flow.route:
            continue
        if source.cell[1] == target.cell[1] and source.until is None and target.cell[0] - source.cell[0] == 1:
            column = int(source.cell[0])
            rest = columns.after[column] - size_of(source)[0] // 2
            columns.gaps[column] = max(columns.gaps[column], round(width_of(flow.label)) + 16 - rest)


def _box(node: Node, placed: list[Node], columns: Axis, rows: Axis) -> Box:
    assert node.cell is not None  # noqa: S101 - asked by who calls
    if node.until is None:
        return Box(columns.centre(node.cell[0]), rows.centre(node.cell[1]), *size_of(node))
    (first, top), (last, bottom) = node.cell, node.until
    above, aside = _pads(node, placed)
    left = columns.centre(first) - columns.before[int(first)] - aside
    right = columns.centre(last) + columns.after[int(last)] + aside
    high = rows.centre(top) - rows.before[int(top)] - above
    low = rows.centre(bottom) + rows.after[int(bottom)] + aside
    return Box((left + right) // 2, (high + low) // 2, right - left, low - high)


def _on_border(node: Node, host: Box) -> Box:
    along = {"l": host.left + 24, "r": host.right - 24}
    if node.spot in ("l", "r"):
        return Box(host.left if node.spot == "l" else host.right, host.y, *EVENT)
    x = along.get(node.spot[1:], host.x)
    return Box(x, host.bottom if node.spot[0] == "b" else host.top, *EVENT)


def is_frame(node: Node) -> bool:
    """Tell whether a sub-process shows its content."""
    return node.kind in FRAMES and node.until is not None
