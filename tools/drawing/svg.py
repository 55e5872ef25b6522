"""Writes pictures as SVG: one file, one style, lines on whole pixels."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from tools.drawing.layout import Box, Layout, is_frame, label_lines, label_side, lay_out, remark_lines
from tools.drawing.reading import EVENTS, FRAMES, GATEWAYS, Flow, Node, Panel, Picture
from tools.drawing.routes import path_of, route
from tools.drawing.symbols import BADGES, EVENT_SIGNS, GATEWAY_SIGNS, MARKERS, TASK_SIGNS
from tools.drawing.texts import LINE, lines_of, width_of

WIDEST = 640
BETWEEN = 12
HEAD = 24
SAID = {"wrong": "不能运行", "warned": "会提醒", "right": "改成这样", "drawn": "画的是", "read": "按这样运行"}
STYLE = (
    ".d{stroke:#39424e;fill:#fff;stroke-linejoin:round}path.flow,.bold,.bars{fill:none}"
    ".ink{fill:#39424e}.light{stroke:#fff;fill:none}.shade{fill:#d5dae1}.bold{stroke-width:2.5}.bars{stroke-width:2}"
    ".thick{stroke-width:3}.aside{stroke-dasharray:4 3}.cogs{stroke-width:2.5;stroke-dasharray:2.6 2.27}"
    ".around{stroke-dasharray:1 3}.remark{fill:none;stroke:#7b8794}.dots{stroke-dasharray:2 3;stroke:#7b8794;fill:none}"
    ".hot{stroke:#c0392b;fill:#fdf1ef}.hot .ink{fill:#c0392b}.bad{stroke:#c0392b;stroke-width:2}"
    ".good{stroke:#2e7d4f;stroke-width:2;fill:none}.panel{stroke:#d5dae1}text{stroke:none;fill:#1b2430;font-size:12px}"
    "text.m{text-anchor:middle}text.e{text-anchor:end}text.s{fill:#4a5565}"
)
ARROW = (
    '<marker id="a" viewBox="0 0 10 8" refX="10" refY="4" markerWidth="10" markerHeight="8" '
    'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 10 4 0 8Z" fill="#39424e"/></marker>'
)


def svg_of(picture: Picture) -> str:
    """Return the file of a picture; raise ValueError when it is too wide for a page."""
    layouts = [lay_out(panel) for panel in picture.panels]
    head = HEAD if picture.panels[0].mark else 0
    beside = sum(layout.width for layout in layouts) + BETWEEN * (len(layouts) - 1) <= WIDEST
    x = y = 0
    width = height = 0
    inside = ""
    wide, high = max(each.width for each in layouts), max(each.height for each in layouts)
    for panel, layout in zip(picture.panels, layouts, strict=True):
        size = (layout.width, high + head) if beside else (wide, layout.height + head)
        inside += _panel(panel, layout, (x, y), size, head)
        width, height = max(width, x + layout.width), max(height, y + layout.height + head)
        x, y = (x + layout.width + BETWEEN, y) if beside else (x, y + layout.height + head + BETWEEN)
    if width > WIDEST:
        raise ValueError(f"{picture.name} is {width} wide, {WIDEST} at most")
    view = f'width="{width + 1}" height="{height + 1}" viewBox="0 0 {width + 1} {height + 1}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {view} font-family="sans-serif" role="img" aria-labelledby="t">'
        f'<title id="t">{escape(picture.title)}</title><defs>{ARROW}<style>{STYLE}</style></defs>'
        f'<rect width="100%" height="100%" fill="#fff"/><g class="d" transform="translate(.5 .5)">{inside}</g></svg>\n'
    )


def _panel(panel: Panel, layout: Layout, at: tuple[int, int], size: tuple[int, int], head: int) -> str:
    x, y = at
    said = "\n".join(_content(panel, layout))
    if not head:
        return f"\n{said}\n"
    frame = f'<rect class="panel" x="{x}" y="{y}" width="{size[0]}" height="{size[1]}" rx="4"/>'
    badge = _at(x + 15, y + 15, BADGES[panel.mark]) if panel.mark in BADGES else ""
    words = (
        f'<text class="s" x="{x + (28 if badge else 10)}" y="{y + 19}">{escape(panel.says or SAID[panel.mark])}</text>'
    )
    return f'\n{frame}{badge}{words}<g transform="translate({x} {y + head})">\n{said}\n</g>'


def _content(panel: Panel, layout: Layout) -> Iterator[str]:
    hot = {element for _, element in panel.findings}
    drawn = [node for node in panel.nodes if node.is_drawn]
    for node in sorted((node for node in drawn if is_frame(node)), key=lambda node: -layout.boxes[node.id].w):
        yield _node(node, layout.boxes[node.id], hot=node.id in hot)
    for flow in panel.flows:
        if flow.source in layout.boxes and flow.target in layout.boxes:
            yield _flow(flow, panel, layout)
    for node in drawn:
        if not is_frame(node):
            yield _node(node, layout.boxes[node.id], hot=node.id in hot)


def _at(x: int, y: int, inside: str) -> str:
    return f'<g transform="translate({x} {y})">{inside}</g>'


def _node(node: Node, box: Box, *, hot: bool) -> str:
    if node.kind == "remark":
        return _remark(node, box)
    if node.kind in EVENTS:
        inside = _event(node)
    elif node.kind in GATEWAYS:
        inside = '<path d="M0-21 21 0 0 21-21 0Z"/>' + GATEWAY_SIGNS[node.kind]
    else:
        inside = _frame(node, box) if is_frame(node) else _task(node, box)
    said = _at(box.x, box.y, inside)
    return (f'<g class="hot">{said}</g>' if hot else said) + _label(node, box)


def _event(node: Node) -> str:
    dashed = ' class="aside"' if node.kind == "aside" or node.options.get("interrupts") == "no" else ""
    thick = ' class="thick"' if node.kind == "end" else dashed
    double = f'<circle r="12"{dashed}/>' if node.kind not in ("start", "end") else ""
    return f'<circle r="15"{thick}/>{double}{_sign(node)}'


def _sign(node: Node) -> str:
    throws = node.kind in ("end", "throw")
    small = ' transform="scale(.82)"' if node.kind not in ("start", "end") else ""
    sign = EVENT_SIGNS.get(node.trigger, "").replace("{paper}", "light" if throws else "")
    return f"<g{' class=ink' if throws else ''}{small}>{sign}</g>".replace("class=ink", 'class="ink"') if sign else ""


def _task(node: Node, box: Box) -> str:
    lines = lines_of(node.label, box.w - 12)
    marked = any(_markers(node))
    middle = (-6 if len(lines) < 3 else -3) if marked else 4
    if node.kind in TASK_SIGNS and len(lines) > 1 and not marked:
        middle += 3  # away from the sign in the corner
    return _activity(node, box) + _lines(lines, 0, middle - (len(lines) - 1) * LINE // 2, "m")


def _frame(node: Node, box: Box) -> str:
    title = _lines([node.label], -box.w // 2 + 10, -box.h // 2 + 18, "") if node.label else ""
    return _activity(node, box) + title


def _activity(node: Node, box: Box) -> str:
    """Return the border of an activity, its sign and its markers."""
    left, top = -box.w // 2, -box.h // 2
    kind = {"call": ' class="thick"', "eventsub": ' class="around"'}.get(node.kind, "")
    inside = f'<rect{kind} x="{left}" y="{top}" width="{box.w}" height="{box.h}" rx="8"/>'
    if node.kind == "transaction":
        inside += f'<rect x="{left + 3}" y="{top + 3}" width="{box.w - 6}" height="{box.h - 6}" rx="6"/>'
    if node.kind in TASK_SIGNS:
        inside += f'<g transform="translate({left + 5} {top + 4}) scale(.9)">{TASK_SIGNS[node.kind]}</g>'
    markers = list(_markers(node))
    first = (len(markers) - 1) * 9
    return inside + "".join(_at(n * 18 - first, box.h + top - 11, MARKERS[name]) for n, name in enumerate(markers))


def _markers(node: Node) -> Iterator[str]:
    if "many" in node.options or "each" in node.options:
        yield "sequential" if node.options.get("turn") == "one" else "parallel"
    if "loop" in node.options or "times" in node.options:
        yield "loop"
    if node.options.get("isForCompensation") == "true":
        yield "compensation"
    if node.kind == "adhoc":
        yield "adhoc"
    if node.kind == "call" or (node.kind in FRAMES and not is_frame(node)):
        yield "folded"


def _remark(node: Node, box: Box) -> str:
    bracket = f'<path class="remark" d="M{box.left + 8} {box.top}H{box.left}V{box.bottom}H{box.left + 8}"/>'
    return bracket + _lines(remark_lines(node), box.left + 8, box.top + 16, "s")


def _label(node: Node, box: Box) -> str:
    lines, side = label_lines(node), label_side(node)
    tall = (len(lines) - 1) * LINE
    if side == "t":
        return _lines(lines, box.x, box.top - 5 - tall, "m")
    if side == "b":
        return _lines(lines, box.x, box.bottom + 14, "m")
    level, far = (box.y + 15, 1) if node.host is not None else (box.y + 4 - tall // 2, 4)
    if side == "l":
        return _lines(lines, box.left - far, level, "e")
    return _lines(lines, box.right + far, level, "")


def _lines(lines: list[str], x: int, y: int, kind: str) -> str:
    name = f' class="{kind}"' if kind else ""
    return "".join(
        f'<text{name} x="{x}" y="{y + number * LINE}">{escape(line)}</text>' for number, line in enumerate(lines)
    )


def _flow(flow: Flow, panel: Panel, layout: Layout) -> str:
    points = route(flow, panel, layout)
    if flow.dotted:
        return f'<path class="dots" d="{path_of(points)}"/>'
    said = f'<path class="flow" marker-end="url(#a)" d="{path_of(points)}"/>'
    (x, y), (after_x, after_y) = points[:2]
    along = ((after_x > x) - (after_x < x), (after_y > y) - (after_y < y))
    source = panel.node(flow.source)
    if flow.default:
        here = x + 9 * along[0], y + 9 * along[1]
        said += f'<path d="M{here[0] - 4} {here[1] + 4}L{here[0] + 4} {here[1] - 4}"/>'
    elif flow.condition and source.kind not in GATEWAYS:
        here = x + 7 * along[0], y + 7 * along[1]
        said += _at(*here, '<path d="M0-4 7 0 0 4-7 0Z"/>' if along[0] else '<path d="M0-7 4 0 0 7-4 0Z"/>')
    return said + _flow_label(flow.label, x, y, along, default=flow.default)


def _flow_label(label: str, x: int, y: int, along: tuple[int, int], *, default: bool) -> str:
    """Return the label beside the first stretch of an arrow, where it leaves."""
    if not label:
        return ""
    if along[0]:
        start = x + 6 + (10 if default else 0) if along[0] > 0 else round(x - 6 - width_of(label))
        return _lines([label], start, y - 5, "s")
    return _lines([label], x + 6 + (4 if default else 0), y + (16 if along[1] > 0 else -8), "s")
