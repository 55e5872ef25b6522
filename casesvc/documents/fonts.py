"""Which font draws a character: font files in the order of their names, each opened when first needed.

A folder holds TrueType files named `<number>-<name>.ttf`; `Bold` in the name marks a bold weight. An office with rarer
names adds files (such as HanaMinA and HanaMinB, which together with the supplied fonts cover GB 18030-2022 level 3).
"""

import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

SUPPLIED = Path(__file__).with_name("fonts")
NOT_EMBEDDED = "STSong-Light"

_opened: dict[Path, Any] = {}
_opening = threading.Lock()


class Fonts:
    """The fonts of one or more folders; the folders' order goes before the names'."""

    def __init__(self, *folders: Path) -> None:
        """Without folders: those supplied with the program. Reads no font yet."""
        files = [file for folder in folders or (SUPPLIED,) for file in sorted(folder.glob("*.ttf"))]
        self._bold = [file for file in files if is_bold(file.stem)]
        self._regular = [file for file in files if file not in self._bold]
        self._found: dict[tuple[str, bool], str | None] = {}

    @property
    def embedded(self) -> bool:
        """False when there is no font file: documents then name a font of the reader and are drafts only."""
        return bool(self._regular or self._bold)

    @cached_property
    def main(self) -> str:
        """Registered name of the font of ordinary text."""
        return self.font_of("〇", bold=False) or NOT_EMBEDDED

    def font_of(self, character: str, *, bold: bool) -> str | None:
        """Registered name of the first font that has a glyph for the character, None when none has."""
        key = (character, bold)
        if key not in self._found:
            self._found[key] = self._search(character, self._chain(bold=bold))
        return self._found[key]

    def _chain(self, *, bold: bool) -> Sequence[Path]:
        # A missing weight is better than a missing character: bold falls back to regular.
        return [*self._bold, *self._regular] if bold else [*self._regular, *self._bold]

    def _search(self, character: str, files: Sequence[Path]) -> str | None:
        if not self.embedded:
            return _reader_font(character)
        return next((font.fontName for font in map(_open, files) if ord(character) in font.face.charToGlyph), None)


def is_bold(name: str) -> bool:
    """Whether a font, or font file, of this name is of a bold weight."""
    return "bold" in name.lower()


def width_of(character: str, font: str) -> float:
    """Advance of one character at size 1."""
    return float(pdfmetrics.stringWidth(character, font, 1000)) / 1000


def _open(file: Path) -> Any:
    """The font of a file, registered once per process (a font of 15 MB takes 40 ms and 30 MB of memory)."""
    with _opening:
        if file not in _opened:
            # The name is written into documents, so it must not depend on what was opened before; only a second
            # folder with a file of the same name needs another.
            taken = sum(other.stem == file.stem for other in _opened)
            font = TTFont(f"{file.stem}{'@' * taken}", str(file), asciiReadable=False)
            pdfmetrics.registerFont(font)
            _opened[file] = font
        return _opened[file]


def _reader_font(character: str) -> str | None:
    """The reader's own Song font, which has the characters of GBK."""
    try:
        character.encode("gbk")
    except UnicodeEncodeError:
        return None
    with _opening:
        if NOT_EMBEDDED not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(UnicodeCIDFont(NOT_EMBEDDED))
    return NOT_EMBEDDED
