"""Block elements to what reportlab places on pages."""

import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lxml import etree
from reportlab.platypus import Image, KeepTogether, PageBreak, Spacer, Table

from casesvc.documents.attributes import align, fault, flag, length, lengths, word
from casesvc.documents.cures import own_font_in_cells
from casesvc.documents.images import ImageUnusable, scaled
from casesvc.documents.line_breaking import Glyph
from casesvc.documents.paragraph import Paragraph
from casesvc.documents.qr import QrCode
from casesvc.documents.styles import STYLES, Align, Style
from casesvc.documents.table import make_table
from casesvc.documents.typesetting import Typesetter, trimmed

INLINE = frozenset({"b", "u", "nobr", "br", "check"})
IMAGE_UNUSABLE = "图片无法显示"


class Blocks:
    """Makes the blocks of one document; `page` is the width and height inside the margins."""

    def __init__(self, typesetter: Typesetter, images: Mapping[str, bytes], page: tuple[float, float]) -> None:
        self.typesetter = typesetter
        self.images = images
        self.page = page
        self.makers: dict[str, Callable[[etree._Element], list[Any]]] = {
            "para": self._para,
            "table": self._table,
            "columns": self._columns,
            "spacer": lambda element: [Spacer(0, length(element, "h"))],
            "img": self._image,
            "qr": self._qr,
            "pagebreak": lambda _: [PageBreak()],
        }

    def all_of(self, parent: etree._Element) -> list[Any]:
        """The blocks of an element that holds nothing else."""
        return [flowable for element in parent for flowable in self.makers[str(element.tag)](element)]

    def _para(self, element: etree._Element) -> list[Any]:
        style = STYLES[word(element, "style")]
        return [Paragraph(trimmed(list(self.typesetter.inline(element, style))), style, align(element))]

    def _table(self, element: etree._Element) -> list[Any]:
        table = make_table(element, self._cell, font=self.typesetter.fonts.main, page=self.page)
        return [KeepTogether([table])] if flag(element, "keep") else [table]

    def _cell(self, element: etree._Element) -> list[Any]:
        """Content of a cell: its text in paragraphs between its blocks."""
        style = STYLES["head" if element.tag == "th" else "cell"]
        return [*self._mixed(element, style)] or [Paragraph([], style)]

    def _mixed(self, element: etree._Element, style: Style) -> Iterator[Any]:
        glyphs = [*self.typesetter.text(element.text, style)]
        for child in element:
            if child.tag in INLINE:
                glyphs.extend(self.typesetter.one(child, style))
            else:
                yield from self._paragraph_of(glyphs, style, align(element))
                yield from self.makers[str(child.tag)](child)
                glyphs = []
            glyphs.extend(self.typesetter.text(child.tail, style))
        yield from self._paragraph_of(glyphs, style, align(element))

    def _paragraph_of(self, glyphs: list[Glyph], style: Style, alignment: Align | None) -> Iterator[Any]:
        if shown := trimmed(glyphs):
            yield Paragraph(shown, style, alignment)

    def _columns(self, element: etree._Element) -> list[Any]:
        widths = lengths(element, "w")
        columns = [self.all_of(column) for column in element]
        if len(widths) != len(columns) or sum(widths) > self.page[0] + 0.1:
            raise fault(element, "columns 的 w 应给每个 <col> 一个宽度，合计不超过页面可用宽度")
        whole = ((0, 0), (-1, -1))
        style = [
            ("VALIGN", *whole, word(element, "valign").upper()),
            *((f"{side}PADDING", *whole, 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
            own_font_in_cells(self.typesetter.fonts.main),
        ]
        return [Table([columns], widths, style=style, minRowHeights=[length(element, "h")])]

    def _image(self, element: etree._Element) -> list[Any]:
        box = (length(element, "w"), length(element, "h"))
        data = self.images.get(word(element, "name"))
        if data is None:
            return self._in_place_of_image(word(element, "alt"))
        try:
            jpeg, width, height = scaled(data, *box)
        except ImageUnusable:
            return self._in_place_of_image(IMAGE_UNUSABLE)
        return [Image(io.BytesIO(jpeg), width, height)]

    def _in_place_of_image(self, words: str) -> list[Any]:
        return [Paragraph([*self.typesetter.text(words, STYLES["note"])], STYLES["note"], "center")]

    def _qr(self, element: etree._Element) -> list[Any]:
        return [QrCode(word(element, "value"), length(element, "size"), word(element, "align"))]
