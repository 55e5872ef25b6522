"""A paragraph on the page: lines of glyphs, aligned, drawn in runs of one font."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from reportlab.platypus.flowables import Flowable

from casesvc.documents.line_breaking import Glyph, Line, balanced, break_lines, width_of_line
from casesvc.documents.styles import Align, Style

# The middle of a Chinese character lies this far above the base line, in parts of the size.
MIDDLE = 0.38
# A line is stretched to the full width only when less than this many characters are lacking.
MOST_STRETCH = 2.0
FEWEST_LINES = 2
# Text rendering modes, ISO 32000-1, 9.3.6; an outline of 1/28 of the size makes a regular weight look bold.
FILL, FILL_AND_STROKE = 0, 2
HEAVY_LINE = 28


class Paragraph(Flowable):  # type: ignore[misc]
    """Glyphs in one style; broken into lines once it is known how wide it may be."""

    def __init__(self, glyphs: Sequence[Glyph], style: Style, align: Align | None = None) -> None:
        super().__init__()
        self.glyphs = glyphs
        self.style = style
        self.align = align or style.align
        self.indent = style.indent * style.size
        self.spaceBefore, self.spaceAfter = style.before, style.after
        self.keepWithNext = style.with_next
        self.width = 0.0
        self.lines: list[Line] = [[]]

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Size within the width."""
        if self.glyphs and self.width != available_width:
            breaking = balanced if self.style.balanced else break_lines
            self.lines = breaking(self.glyphs, available_width, self.indent)
        self.width = available_width
        self.height = len(self.lines) * self.style.leading
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Any]:
        """Two paragraphs, the first of which fits; never a single line alone on either page."""
        self.wrap(available_width, available_height)
        count = int(available_height / self.style.leading)
        if count >= len(self.lines):
            return [self]
        count = min(count, len(self.lines) - FEWEST_LINES)
        if count < FEWEST_LINES:
            return []
        return [self._part(self.lines[:count], self.indent), self._part(self.lines[count:], 0)]

    def _part(self, lines: list[Line], indent: float) -> "Paragraph":
        part = Paragraph([], self.style, self.align)
        part.width, part.lines, part.indent = self.width, lines, indent
        return part

    def draw(self) -> None:
        """Put every line on the canvas."""
        for number, line in enumerate(self.lines):
            base = self.height - (number + 0.5) * self.style.leading - MIDDLE * self.style.size
            left = 0 if number else self.indent
            draw_line(self.canv, line, self.style, (left, base, self.width - left), self.align)


def draw_line(canvas: Any, line: Line, style: Style, at: tuple[float, float, float], align: Align) -> None:
    """Draw one line; `at` is where its room begins, its base line, and how wide its room is."""
    x, base, room = at
    canvas.setFillColorRGB(*style.ink)
    canvas.setStrokeColorRGB(*style.ink)
    slack = room - width_of_line(line) + style.tracking * style.size
    stretch = 0.0
    if align == "justify" and 0 < slack < MOST_STRETCH * style.size and len(line) > 1:
        stretch = slack / (len(line) - 1)
    x += {"center": slack / 2, "right": slack}.get(align, 0.0)
    for (font, heavy, underlined, tick), group in groupby(
        line, lambda glyph: (glyph.font, glyph.heavy, glyph.underlined, glyph.tick)
    ):
        run = list(group)
        width = width_of_line(run) + stretch * len(run)
        if tick is not None:
            for place in range(len(run)):
                _draw_tick(canvas, x + place * width / len(run), base, style.size, ticked=tick)
        else:
            canvas.setFont(font, style.size)
            text = "".join(glyph.character for glyph in run)
            canvas.setLineWidth(style.size / HEAVY_LINE)
            mode = FILL_AND_STROKE if heavy else FILL
            canvas.drawString(x, base, text, mode=mode, charSpace=stretch + style.tracking * style.size)
        if underlined:
            canvas.setLineWidth(style.size / 20)
            canvas.line(x, base - 0.18 * style.size, x + width, base - 0.18 * style.size)
        x += width


def _draw_tick(canvas: Any, x: float, base: float, size: float, *, ticked: bool) -> None:
    """A box, ticked or empty, as lines: no text font has ☑."""
    side = 0.78 * size
    bottom = base + MIDDLE * size - side / 2
    canvas.setLineWidth(size / 16)
    canvas.rect(x + 0.08 * size, bottom, side, side)
    if ticked:
        path = canvas.beginPath()
        path.moveTo(x + 0.22 * size, bottom + 0.40 * size)
        path.lineTo(x + 0.40 * size, bottom + 0.18 * size)
        path.lineTo(x + 0.74 * size, bottom + 0.62 * size)
        canvas.setLineWidth(size / 9)
        canvas.drawPath(path)
