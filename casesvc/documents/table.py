"""Tables: bordered grids with spans, least heights, shaded and repeated rows."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lxml import etree
from reportlab.platypus.tables import Table

from casesvc.documents.attributes import count, fault, lengths
from casesvc.documents.cures import own_font_in_cells
from casesvc.documents.grid import Cell, Flowables, Row, read_rows, taken_apart
from casesvc.documents.styles import INK, SHADE

RULE = 0.6
SIDE_PADDING = 4
END_PADDING = 4
# A row higher than this part of a page is taken apart, so that it can go on to the next page.
HIGHEST = 0.4
WHOLE = ((0, 0), (-1, -1))
# At the end of a page the box is closed, even inside a row.
CLOSED = (
    ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), RULE, INK),
    ("LINEABOVE", (0, "splitfirst"), (-1, "splitfirst"), RULE, INK),
)


class FormTable(Table):  # type: ignore[misc]
    """A table that is a closed box on every page."""

    def split(self, available_width: float, available_height: float) -> list[Any]:
        """Between rows. The library applies the lines of a page's end to the first part only."""
        parts = list(super().split(available_width, available_height))
        for part in parts[1:]:
            part.setStyle(CLOSED)
        return parts


def make_table(
    element: etree._Element, content: Callable[[etree._Element], Flowables], *, font: str, page: tuple[float, float]
) -> Any:
    """The table of a `<table>`; raises `MarkupFault` when spans or widths do not fit."""
    widths = lengths(element, "cols")
    if sum(widths) > page[0] + 0.1:
        raise fault(element, "表格各列宽度之和超过页面可用宽度")
    rows = read_rows(element, len(widths), content)
    repeated = min(count(element, "repeat"), len(rows) - 1)

    def room(cell: Cell) -> float:
        return sum(widths[cell.column : cell.column + cell.columns]) - 2 * SIDE_PADDING

    parts = taken_apart(rows, room, page[1] * HIGHEST)
    grid: list[list[Any]] = [[""] * len(widths) for _ in parts]
    for row in parts:
        for cell in row.cells:
            grid[cell.row][cell.column] = cell.content
    style = [own_font_in_cells(font), *_ruled(), *_of_rows(parts)]
    heights = [row.least_height for row in parts]
    return FormTable(grid, widths, style=style, repeatRows=repeated, minRowHeights=heights)


def _ruled() -> Iterator[Any]:
    yield ("LEFTPADDING", *WHOLE, SIDE_PADDING)
    yield ("RIGHTPADDING", *WHOLE, SIDE_PADDING)
    yield ("TOPPADDING", *WHOLE, END_PADDING)
    yield ("BOTTOMPADDING", *WHOLE, END_PADDING)
    yield ("LINEBEFORE", *WHOLE, RULE, INK)
    yield ("LINEAFTER", (-1, 0), (-1, -1), RULE, INK)
    yield ("LINEBELOW", (0, -1), (-1, -1), RULE, INK)
    yield from CLOSED


def _of_rows(rows: Sequence[Row]) -> Iterator[Any]:
    for number, row in enumerate(rows):
        line = ((0, number), (-1, number))
        if row.continued:
            yield ("TOPPADDING", *line, 0)
            yield ("BOTTOMPADDING", (0, number - 1), (-1, number - 1), 0)
        else:
            yield ("LINEABOVE", *line, RULE, INK)
        if row.shaded:
            yield ("BACKGROUND", *line, SHADE)
        for cell in row.cells:
            yield ("VALIGN", *cell.corners, cell.valign.upper())
            if cell.columns * cell.rows > 1:
                yield ("SPAN", *cell.corners)
