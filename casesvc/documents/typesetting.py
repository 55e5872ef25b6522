"""Inline markup to glyphs: a font for every character, and a note of those that no font has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from casesvc.documents.fonts import Fonts, is_bold, width_of
from casesvc.documents.line_breaking import FORCED_BREAK, TICK, Glyph
from casesvc.documents.styles import Style

STAND_IN = "〓"
LOST = "\ufffd"
NO_GLYPH_NEEDED = frozenset(f" \u00a0{FORCED_BREAK}")
TICK_WIDTH = 1.2
# A line end in the template is layout, not text; a line end of a value is a FORCED_BREAK.
LAYOUT = re.compile(r"[ \t]*\n[ \t\n]*")
BLANKS = re.compile(r"[ \t]+")


@dataclass(frozen=True)
class Look:
    """How text is drawn inside inline elements."""

    bold: bool
    underlined: bool = False
    held: bool = False


class Typesetter:
    """Turns the text of one document into glyphs."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self.missing: dict[str, None] = {}

    def inline(self, element: etree._Element, style: Style) -> Iterator[Glyph]:
        """Glyphs of an element that holds text and inline elements."""
        return self._content(element, style, Look(style.bold))

    def text(self, text: str | None, style: Style) -> Iterator[Glyph]:
        """Glyphs of text alone."""
        return self._glyphs(text, style, Look(style.bold))

    def one(self, element: etree._Element, style: Style, look: Look | None = None) -> Iterator[Glyph]:
        """Glyphs of one inline element."""
        look = look or Look(style.bold)
        match element.tag:
            case "b":
                yield from self._content(element, style, replace(look, bold=True))
            case "u":
                yield from self._content(element, style, replace(look, underlined=True))
            case "nobr":
                yield from self._content(element, style, replace(look, held=True))
            case "br":
                yield from self._glyphs(FORCED_BREAK, style, look)
            case "check":
                yield Glyph(TICK, self.fonts.main, TICK_WIDTH * style.size, tick=element.get("on") in {"true", "1"})

    def _content(self, element: etree._Element, style: Style, look: Look) -> Iterator[Glyph]:
        yield from self._glyphs(element.text, style, look)
        for child in element:
            yield from self.one(child, style, look)
            yield from self._glyphs(child.tail, style, look)

    def _glyphs(self, text: str | None, style: Style, look: Look) -> Iterator[Glyph]:
        for place, character in enumerate(BLANKS.sub(" ", LAYOUT.sub("", text or ""))):
            font = self._font_of(character, bold=look.bold)
            shown = character if font else STAND_IN
            font = font or self.fonts.main
            width = 0.0 if character == FORCED_BREAK else (width_of(shown, font) + style.tracking) * style.size
            heavy = look.bold and not is_bold(font)
            yield Glyph(shown, font, width, heavy, look.underlined, look.held and place > 0)

    def _font_of(self, character: str, *, bold: bool) -> str | None:
        if character in NO_GLYPH_NEEDED:
            return self.fonts.main
        font = None if character == LOST else self.fonts.font_of(character, bold=bold)
        if font is None:
            self.missing[character] = None
        return font


def trimmed(glyphs: list[Glyph]) -> list[Glyph]:
    """Without the spaces at either end that only the template's layout put there."""
    start, end = 0, len(glyphs)
    while start < end and glyphs[start].character == " ":
        start += 1
    while end > start and glyphs[end - 1].character == " ":
        end -= 1
    return glyphs[start:end]
