"""Reads finished documents back, with other libraries than made them."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdf


def pages(pdf: bytes) -> list[str]:
    """The text of every page without white space."""
    return [re.sub(r"\s", "", page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def text(pdf: bytes) -> str:
    """All text without white space."""
    return "".join(pages(pdf))


def fonts(pdf: bytes) -> Iterator[Any]:
    """Every font dictionary in the file."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        yield from (each for each in document.objects if _is_font(each))


def font_names(pdf: bytes) -> set[str]:
    """Names of all fonts a reader needs."""
    return {str(font.BaseFont) for font in fonts(pdf)}


def _is_font(each: Any) -> bool:
    return isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"
