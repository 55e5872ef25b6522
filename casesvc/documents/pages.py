"""The page around the blocks: size, margins, header, footer with page numbers, frame and watermark."""

import io
from dataclasses import dataclass
from typing import Any

from lxml import etree
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from casesvc.documents.attributes import flag, lengths, word
from casesvc.documents.cures import own_font_first, without_transitions
from casesvc.documents.line_breaking import Line
from casesvc.documents.paragraph import draw_line
from casesvc.documents.styles import BRAND_DEEP, MM, STYLES, Align, Style
from casesvc.documents.typesetting import Typesetter

EDGE = 11 * MM  # of header and footer, from the edge of the paper
NOT_EMBEDDED = "草稿：字体未嵌入，不作为正式文书"
WATERMARK = Style(84, 100, bold=True, tracking=0.3, ink=(0.92, 0.93, 0.95))
FRAMES = ((9.5, 2.8), (12.2, 0.6))  # distance from the edge in millimetres, width of the line in points
CORNER = 6 * MM


@dataclass(frozen=True)
class Layout:
    """Measures of a `<doc>`, in points."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float

    @classmethod
    def of(cls, doc: etree._Element) -> "Layout":
        """Read size and margins."""
        width, height = landscape(A4) if word(doc, "size") == "A4-landscape" else A4
        return cls(width, height, *lengths(doc, "margins"))

    @property
    def inside(self) -> tuple[float, float]:
        """Width and height inside the margins."""
        return self.width - self.left - self.right, self.height - self.top - self.bottom


class Furniture:
    """What stands on every page."""

    def __init__(self, doc: etree._Element, layout: Layout, typesetter: Typesetter) -> None:
        self.doc = doc
        self.layout = layout
        self.typesetter = typesetter

    def before_text(self, canvas: Any) -> None:
        """Watermark, frame and header: known when the page begins."""
        if words := word(self.doc, "watermark"):
            canvas.saveState()
            canvas.translate(self.layout.width / 2, self.layout.height / 2)
            canvas.rotate(36)
            left = -self.layout.width / 2
            draw_line(canvas, self._set(words, WATERMARK), WATERMARK, (left, 0, self.layout.width), "center")
            canvas.restoreState()
        if flag(self.doc, "frame"):
            _draw_frame(canvas, self.layout)
        above = self.layout.height - EDGE
        self._in_margin(canvas, word(self.doc, "header"), above, "left")
        if not self.typesetter.fonts.embedded:
            self._in_margin(canvas, NOT_EMBEDDED, above, "right")

    def page_number(self, canvas: Any, page: int, pages: int) -> None:
        """The footer: needs the number of pages, so it is drawn when all are made."""
        words = word(self.doc, "footer").replace("{page}", str(page)).replace("{pages}", str(pages))
        self._in_margin(canvas, words, EDGE, "center")

    def _in_margin(self, canvas: Any, words: str, base: float, align: Align) -> None:
        style = STYLES["note"]
        draw_line(canvas, self._set(words, style), style, (self.layout.left, base, self.layout.inside[0]), align)

    def _set(self, words: str, style: Style) -> Line:
        return list(self.typesetter.text(words, style))


class CountingCanvas(Canvas):  # type: ignore[misc]
    """Holds its pages back until their number is known."""

    def __init__(self, *args: Any, furniture: Furniture, **options: Any) -> None:
        super().__init__(*args, **options)
        self._furniture = furniture
        self._held: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802
        """Remember the page."""
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Number the pages and write the file."""
        held = self._held
        for number, page in enumerate(held, start=1):
            self.__dict__.update(page)
            self._furniture.page_number(self, number, len(held))
            super().showPage()
        without_transitions(self._doc.Pages.pages)
        super().save()


def build(doc: etree._Element, layout: Layout, blocks: list[Any], typesetter: Typesetter) -> bytes:
    """The PDF of blocks that were made for this layout; the same bytes for the same content."""
    output = io.BytesIO()
    furniture = Furniture(doc, layout, typesetter)
    frame = Frame(
        layout.left, layout.bottom, *layout.inside, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
    )
    template = PageTemplate(frames=[frame], onPage=lambda canvas, _: furniture.before_text(canvas))
    document = BaseDocTemplate(
        output,
        pagesize=(layout.width, layout.height),
        pageTemplates=[template],
        title=word(doc, "title"),
        lang="zh-CN",
        **own_font_first(typesetter.fonts.main),
        invariant=1,
        displayDocTitle=True,
    )
    document.build(blocks, canvasmaker=lambda *args, **options: CountingCanvas(*args, **options, furniture=furniture))
    return output.getvalue()


def _draw_frame(canvas: Any, layout: Layout) -> None:
    """Two lines around the page with a square laid over each corner."""
    canvas.setStrokeColorRGB(*BRAND_DEEP)
    for distance, line in FRAMES:
        edge = distance * MM
        canvas.setLineWidth(line)
        canvas.rect(edge, edge, layout.width - 2 * edge, layout.height - 2 * edge)
    canvas.setStrokeColorRGB(0, 0, 0)
