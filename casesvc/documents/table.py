"""Tables: markup rows to a grid with spans, least heights, repeated heads and rows that may be longer than a page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from reportlab.platypus.tables import Table

from casesvc.documents.attributes import count, fault, length, lengths, word
from casesvc.documents.cures import own_font_in_cells
from casesvc.documents.styles import INK

RULE = 0.6
SIDE_PADDING = 4
END_PADDING = 3

Flowables = list[Any]
CellMaker = Callable[[etree._Element], Flowables]


@dataclass(frozen=True)
class Place:
    """Where a cell stands in the grid: column, row, and how many of each it covers."""

    column: int
    row: int
    columns: int
    rows: int


class FormTable(Table):  # type: ignore[misc]
    """A table whose rows stay whole unless one is longer than a page."""

    def split(self, available_width: float, available_height: float) -> list[Any]:
        """Between rows; within a row only where even an empty page would be too short."""
        parts = super().split(available_width, available_height)
        if parts or max(self._rowHeights) <= self.page_height:
            return list(parts)
        self.splitInRow = 1
        return list(super().split(available_width, available_height))

    page_height = 0.0


def make_table(element: etree._Element, cell: CellMaker, *, font: str, page: tuple[float, float]) -> Any:
    """The table of a `<table>`; raises `MarkupFault` when spans or widths do not fit."""
    widths = lengths(element, "cols")
    if sum(widths) > page[0] + 0.1:
        raise fault(element, "表格各列宽度之和超过页面可用宽度")
    rows = element.findall("tr")
    grid: list[list[Any]] = [[""] * len(widths) for _ in rows]
    style: list[Any] = [*_ruled(), own_font_in_cells(font)]
    for place, source in _placed(rows, len(widths)):
        grid[place.row][place.column] = cell(source)
        corner = (place.column + place.columns - 1, place.row + place.rows - 1)
        style.append(("SPAN", (place.column, place.row), corner))
        style.append(("VALIGN", (place.column, place.row), corner, word(source, "valign").upper()))
    table = FormTable(
        grid,
        widths,
        style=style,
        repeatRows=min(count(element, "repeat"), len(rows) - 1),
        minRowHeights=[length(row, "h") for row in rows],
    )
    table.page_height = page[1]
    return table


def _ruled() -> Iterator[Any]:
    whole = ((0, 0), (-1, -1))
    yield ("GRID", *whole, RULE, INK)
    yield ("LEFTPADDING", *whole, SIDE_PADDING)
    yield ("RIGHTPADDING", *whole, SIDE_PADDING)
    yield ("TOPPADDING", *whole, END_PADDING)
    yield ("BOTTOMPADDING", *whole, END_PADDING)


def _placed(rows: list[etree._Element], width: int) -> Iterator[tuple[Place, etree._Element]]:
    """Every cell with its place; cells flow around those that span down from above, as in HTML."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        for source in row:
            column = next(place for place in range(width + 1) if (place, number) not in taken)
            place = Place(column, number, count(source, "colspan"), count(source, "rowspan"))
            covered = {
                (x, y) for x in range(column, column + place.columns) for y in range(number, number + place.rows)
            }
            if column + place.columns > width or number + place.rows > len(rows) or covered & taken:
                raise fault(source, "单元格超出表格，请核对 cols、colspan 和 rowspan")
            taken |= covered
            yield place, source
        if any((column, number) not in taken for column in range(width)):
            raise fault(row, "这一行的单元格比列数少")
