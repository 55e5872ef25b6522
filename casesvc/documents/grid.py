"""Where the cells of a table stand, and rows too high for a page taken apart into several."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from lxml import etree

from casesvc.documents.attributes import count, fault, flag, length, word
from casesvc.documents.paragraph import Paragraph

Flowables = list[Any]
PORTION = 64  # points: four lines of a cell


@dataclass(frozen=True)
class Cell:
    """Content with its place: column and row, and how many of each it covers."""

    column: int
    row: int
    columns: int
    rows: int
    valign: str
    content: Flowables

    @property
    def corners(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """First and last position, as table styles name them."""
        return (self.column, self.row), (self.column + self.columns - 1, self.row + self.rows - 1)


@dataclass(frozen=True)
class Row:
    """A row of the printed table; `continued` when it goes on with the row above."""

    cells: tuple[Cell, ...]
    least_height: float
    shaded: bool
    continued: bool = False


def read_rows(table: etree._Element, width: int, content: Callable[[etree._Element], Flowables]) -> list[Row]:
    """The rows of a `<table>` of `width` columns; cells flow around those that span down from above, as in HTML."""
    sources = table.findall("tr")
    taken: set[tuple[int, int]] = set()
    rows = []
    for number, source in enumerate(sources):
        cells = []
        for element in source:
            column = next(place for place in range(width + 1) if (place, number) not in taken)
            cell = Cell(
                column, number, count(element, "colspan"), count(element, "rowspan"), word(element, "valign"), []
            )
            covered = set(_covered(cell))
            if column + cell.columns > width or number + cell.rows > len(sources) or covered & taken:
                raise fault(element, "单元格超出表格，请核对 cols、colspan 和 rowspan")
            taken |= covered
            cells.append(replace(cell, content=content(element)))
        if any((column, number) not in taken for column in range(width)):
            raise fault(source, "这一行的单元格比列数少")
        rows.append(Row(tuple(cells), length(source, "h"), flag(source, "shade")))
    return rows


def taken_apart(rows: Sequence[Row], room: Callable[[Cell], float], highest: float) -> list[Row]:
    """The rows, with each that is higher than `highest` as several that follow each other without a line between.

    `room` is the width for the content of a cell.
    """
    parts: list[Row] = []
    starts = []
    for row in rows:
        starts.append(len(parts))
        parts.extend(_pieces(row, room, highest))
    starts.append(len(parts))
    return [
        replace(part, cells=tuple(_moved(cell, starts, number) for cell in part.cells))
        for number, part in enumerate(parts)
    ]


def _covered(cell: Cell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.rows):
        for column in range(cell.column, cell.column + cell.columns):
            yield column, row


def _moved(cell: Cell, starts: Sequence[int], number: int) -> Cell:
    """The cell at its row among the parts; one that spans rows covers all parts of them."""
    end = starts[cell.row + cell.rows] if cell.rows > 1 else number + 1
    return replace(cell, row=number, rows=end - number)


def _pieces(row: Row, room: Callable[[Cell], float], highest: float) -> list[Row]:
    heights = (sum(each.wrap(room(cell), highest)[1] for each in cell.content) for cell in row.cells)
    if max(heights) <= highest or any(cell.rows > 1 for cell in row.cells):
        return [row]
    columns = [list(_portions(cell, room(cell), PORTION)) for cell in row.cells]
    pieces = []
    for number, contents in enumerate(zip_longest(*columns, fillvalue=[])):
        cells = tuple(replace(cell, content=part) for cell, part in zip(row.cells, contents, strict=True))
        pieces.append(replace(row, cells=cells, continued=number > 0, least_height=0 if number else row.least_height))
    return pieces


def _portions(cell: Cell, width: float, highest: float) -> Iterator[Flowables]:
    """The content of a cell in portions no higher than `highest`."""
    portion: Flowables = []
    used = 0.0
    for flowable in _small(cell.content, width, highest):
        height = flowable.wrap(width, highest)[1]
        if portion and used + height > highest:
            yield portion
            portion, used = [], 0.0
        portion.append(flowable)
        used += height
    yield portion


def _small(content: Flowables, width: float, highest: float) -> Iterator[Any]:
    for flowable in content:
        rest = flowable
        while isinstance(rest, Paragraph) and len(parts := rest.split(width, highest)) > 1:
            yield parts[0]
            rest = parts[1]
        yield rest
