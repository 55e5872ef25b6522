"""Template and context in, PDF out."""

import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportlab.platypus.doctemplate import LayoutError

from casesvc.documents import cures
from casesvc.documents.blocks import Blocks
from casesvc.documents.filling import Filled, fill
from casesvc.documents.fonts import Fonts
from casesvc.documents.markup import read_markup
from casesvc.documents.pages import Layout, build
from casesvc.documents.refusal import DocumentRefused, MarkupFault
from casesvc.documents.typesetting import Typesetter

# Fonts are shared by all documents of a process, and the library reads a font file with one moving position.
_drawing = threading.Lock()


@dataclass(frozen=True)
class Rendered:
    """A finished document; `missing` are the characters printed as 〓, always none in an official one."""

    pdf: bytes
    missing: tuple[str, ...]


class Renderer:
    """Makes documents with one set of fonts."""

    def __init__(self, fonts: Fonts) -> None:
        cures.apply()
        self._fonts = fonts

    def render(
        self, template: str, context: Mapping[str, Any], *, official: bool, images: Mapping[str, bytes] | None = None
    ) -> Rendered:
        """Fill in the template and lay it out; the same arguments give the same bytes.

        `images` are file contents by the names that `<img name="…">` uses. Raises `DocumentRefused` for a template that
        cannot be used with this context and, in an official document, for a character that would not be printed.
        """
        filled = fill(template, context)
        typesetter = Typesetter(self._fonts)
        pdf = lay_out(filled, typesetter, images or {})
        missing = tuple(typesetter.missing)
        if official and not self._fonts.embedded:
            raise DocumentRefused("没有可以嵌入的字体，不能出具正式文书")
        if official and missing:
            raise DocumentRefused(f"字体中没有这些字，不能出具正式文书：{'、'.join(map(_named, missing))}")
        return Rendered(pdf, missing)


def lay_out(filled: Filled, typesetter: Typesetter, images: Mapping[str, bytes]) -> bytes:
    """The PDF of filled-in markup; raises `DocumentRefused` with the template's line."""
    try:
        doc = read_markup(filled.markup)
        layout = Layout.of(doc)
        with _drawing:
            return build(doc, layout, Blocks(typesetter, images, layout.inside).all_of(doc), typesetter)
    except MarkupFault as fault:
        raise DocumentRefused(f"第 {filled.template_line(fault.line)} 行：{fault.message}") from fault
    except LayoutError as error:
        raise DocumentRefused("有一块内容比一页还大，放不下") from error


def _named(character: str) -> str:
    """The character and its code; the code alone where the character cannot be seen."""
    code = f"U+{ord(character):04X}"
    return code if unicodedata.category(character).startswith(("C", "M", "Z")) else f"{character}（{code}）"
