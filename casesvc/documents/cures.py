"""What reportlab 5.1 does wrongly for Chinese documents, and the cure of each.

Two more faults are avoided by breaking lines ourselves (`line_breaking.py`): its list of what may not begin a line is
Japanese, so that `，；：？！》` could begin one; and it takes U+3000 for white space, so that 姓　名 collapsed.
"""

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase import ttfonts

MAP_ENTRIES = 100  # of one beginbfchar block, ISO 32000-1, 9.10.3


def apply() -> None:
    """Cure the library for this process; calling it again changes nothing."""
    ttfonts.makeToUnicodeCMap = to_unicode_map


def to_unicode_map(font_name: str, subset: Sequence[int]) -> str:
    """The map a reader copies and searches by, with characters beyond U+FFFF in UTF-16.

    reportlab writes `<20BB7>` for 𠮷, which readers take for two other characters.
    """
    entries = [f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in enumerate(subset)]
    blocks = [entries[start : start + MAP_ENTRIES] for start in range(0, len(entries), MAP_ENTRIES)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({font_name}) /Ordering ({font_name}) /Supplement 0 >> def",
            f"/CMapName /{font_name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def without_transitions(pages: Sequence[Any]) -> None:
    """Take the empty /Trans off every page: the library writes one, strict archive checks refuse it."""
    for page in pages:
        page.Trans = None


def own_font_first(font_name: str) -> dict[str, str]:
    """Canvas arguments without which every file names Helvetica, a font that is then not embedded."""
    return {"initialFontName": font_name}


def own_font_in_cells(font_name: str) -> tuple[str, tuple[int, int], tuple[int, int], str]:
    """Table style without which every table names Helvetica."""
    return ("FONTNAME", (0, 0), (-1, -1), font_name)
