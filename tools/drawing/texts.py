"""Measures and breaks labels: no font is asked, so the same picture comes out everywhere."""

import re

SIZE = 12
LINE = 15
_WIDE = "\u2e80"
_PIECE = re.compile(r"[!-\u2e7f]+|.")


def width_of(text: str, size: int = SIZE) -> float:
    """Return about how wide a line of text is."""
    return sum(size if letter >= _WIDE else size * 0.56 for letter in text)


def lines_of(text: str, limit: float, size: int = SIZE) -> list[str]:
    """Return the text in lines of about equal length, none wider than ``limit`` unless one word is."""
    if not text:
        return []
    many = -(-width_of(text, size) // limit)
    share = width_of(text, size) / many + size * 0.6
    lines = [""]
    for piece in _PIECE.findall(text):
        if lines[-1] and width_of(lines[-1] + piece, size) > min(share if len(lines) < many else limit, limit):
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]
