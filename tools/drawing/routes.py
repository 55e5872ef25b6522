"""Finds the way of an arrow: along the grid, with one bend or two."""

from itertools import pairwise

from tools.drawing.layout import Box, Layout, is_frame
from tools.drawing.reading import BORDERS, GATEWAYS, Flow, Node, Panel

Point = tuple[int, int]
BEND = 5


def route(flow: Flow, panel: Panel, layout: Layout) -> list[Point]:
    """Return the corners of an arrow from border to border."""
    source, target = panel.node(flow.source), panel.node(flow.target)
    boxes = layout.boxes[source.id], layout.boxes[target.id]
    sides, *along = flow.route.split() or [_sides(source, target, *boxes)]
    leaves, enters = sides.split(">")
    first = _port(boxes[0], leaves, boxes[1], spread=is_frame(source))
    last = _port(boxes[1], enters, boxes[0], spread=is_frame(target))
    vertical = leaves in "NS"
    if vertical != (enters in "NS"):
        corners = [(first[0], last[1])] if vertical else [(last[0], first[1])]
    elif vertical:
        middle = layout.rows.centre(float(along[0])) if along else (first[1] + last[1]) // 2
        corners = [(first[0], middle), (last[0], middle)]
    else:
        middle = layout.columns.centre(float(along[0])) if along else (first[0] + last[0]) // 2
        corners = [(middle, first[1]), (middle, last[1])]
    return _without_straight([first, *corners, last])


def _sides(source: Node, target: Node, one: Box, other: Box) -> str:
    """Return the sides that a hand would choose: straight where possible, out of gateways and events up or down."""
    across, down = other.x - one.x, other.y - one.y
    sideways, upright = ("E>W" if across > 0 else "W>E"), ("S>N" if down > 0 else "N>S")
    if source.kind not in BORDERS and (abs(down) < 3 or is_frame(source) or is_frame(target)):
        return sideways
    if abs(across) < 3:
        return upright
    if source.kind in GATEWAYS | BORDERS:
        return f"{upright[0]}>{sideways[2]}"
    if target.kind in GATEWAYS:
        return f"{sideways[0]}>{upright[2]}"
    return sideways


def _port(box: Box, side: str, other: Box, *, spread: bool) -> Point:
    """Return where an arrow meets a box: the middle of a side, of a frame where the arrow is straight."""
    y = other.y if spread and box.top < other.y < box.bottom else box.y
    x = other.x if spread and box.left < other.x < box.right else box.x
    return {"N": (x, box.top), "S": (x, box.bottom), "W": (box.left, y), "E": (box.right, y)}[side]


def _without_straight(points: list[Point]) -> list[Point]:
    """Return the points without those that bend nothing."""
    kept = [points[0]]
    for point, after in pairwise([*points[1:], points[-1]]):
        before = kept[-1]
        if point != after and (before[0] == point[0] == after[0] or before[1] == point[1] == after[1]):
            continue
        if point != before:
            kept.append(point)
    return kept


def path_of(points: list[Point]) -> str:
    """Return the path with rounded bends."""
    said = f"M{points[0][0]} {points[0][1]}"
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        one, two = _towards(at, before), _towards(at, after)
        said += f"L{one[0]} {one[1]}Q{at[0]} {at[1]} {two[0]} {two[1]}"
    return said + f"L{points[-1][0]} {points[-1][1]}"


def _towards(at: Point, other: Point) -> Point:
    """Return the point where the bend at ``at`` begins on the way to ``other``."""

    def step(here: int, there: int) -> int:
        far = min(BEND, abs(there - here) // 2)
        return here + (far if there > here else -far)

    return step(at[0], other[0]), step(at[1], other[1])
