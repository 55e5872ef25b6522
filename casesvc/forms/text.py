"""Typed text: cleaning what browsers send, and counting characters as the manuals do."""

import re
import unicodedata

_LINE_BREAKS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters; XML cannot carry most of them
    "\u202a-\u202e\u2066-\u2069"  # overrides of the writing direction: they make a name read as another one
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"  # lone surrogates, non-characters, byte order marks
)


def normalise(text: str) -> str:
    """NFC, line breaks as ``\\n``, tabs as spaces, without characters that nobody can see or that XML refuses."""
    text = _LINE_BREAKS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def one_line(text: str) -> str:
    """Normalised, on one line, without blanks around it."""
    return normalise(text).replace("\n", " ").strip()


def paragraphs(text: str) -> str:
    """Normalised, with its line breaks, without blanks around it."""
    return normalise(text).strip()


def length(text: str) -> int:
    """Characters after NFC, a line break as one."""
    return len(normalise(text))
