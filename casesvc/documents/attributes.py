"""Reads attributes that the schema has already checked, in the units of the page."""

from typing import cast

from lxml import etree

from casesvc.documents.refusal import MarkupFault
from casesvc.documents.styles import MM, Align


def word(element: etree._Element, name: str) -> str:
    """The attribute's text, empty when it may be left out and was."""
    return str(element.get(name, ""))


def count(element: etree._Element, name: str) -> int:
    """A whole number."""
    return int(word(element, name))


def flag(element: etree._Element, name: str) -> bool:
    """True or false as XML Schema writes them."""
    return word(element, name) in {"true", "1"}


def length(element: etree._Element, name: str) -> float:
    """Millimetres in the markup, points here."""
    return float(word(element, name)) * MM


def lengths(element: etree._Element, name: str) -> list[float]:
    """A list of lengths."""
    return [float(each) * MM for each in word(element, name).split()]


def align(element: etree._Element) -> Align | None:
    """The element's own alignment, when it has one."""
    return cast("Align | None", element.get("align"))


def fault(element: etree._Element, message: str) -> MarkupFault:
    """A problem with this element."""
    return MarkupFault(cast("int", element.sourceline), message)
