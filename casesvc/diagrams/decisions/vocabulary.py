"""The namespaces of DMN 1.1 to 1.5, and how elements of any of them are found."""

from collections.abc import Iterator

from lxml import etree

from casesvc.diagrams.decisions.cells.tokens import one_space
from casesvc.diagrams.decisions.model import Cell, Place
from casesvc.diagrams.tree import line_of, text_of

NAMESPACES = (
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
)
CAMUNDA = "{http://camunda.org/schema/1.0/dmn}"


def local(element: etree._Element) -> str:
    """Return the name of a DMN element (``decisionTable``), "" for elements of other vocabularies."""
    tag = str(element.tag)
    namespace, _, name = tag.removeprefix("{").partition("}")
    return name if namespace in NAMESPACES else ""


def within(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the direct DMN children with one of these names."""
    return (child for child in element if local(child) in names)


def first(element: etree._Element, name: str) -> etree._Element | None:
    """Return the first direct child of that name."""
    return next(within(element, name), None)


def place_of(element: etree._Element) -> Place:
    """Return the line of an element, and the id of it or of the nearest one around it."""
    named = element
    while named.get("id") is None and (around := named.getparent()) is not None:
        named = around
    return Place(named.get("id") or "", line_of(element))


def name_of(element: etree._Element | None) -> str:
    """Return the name of an element with single blanks, "" for none."""
    return "" if element is None else one_space(element.get("name") or "")


def type_of(element: etree._Element | None) -> str:
    """Return the type an element refers to, by attribute or by child, without a prefix."""
    if element is None:
        return ""
    child = first(element, "typeRef")
    text = (element.get("typeRef") or (text_of(child) if child is not None else "")).strip()
    return one_space(text.rpartition(":")[2])


def text_within(element: etree._Element | None) -> str:
    """Return the text inside ``<text>``, "" where there is none."""
    child = None if element is None else first(element, "text")
    return "" if child is None else text_of(child).strip()


def cell_of(element: etree._Element) -> Cell:
    """Return the text of an expression or unary tests."""
    root = element.getroottree().getroot()
    language = element.get("expressionLanguage") or root.get("expressionLanguage") or ""
    foreign = "" if not language or "feel" in language.lower() else language
    return Cell(text_within(element), place_of(element), foreign)


def optional_cell(element: etree._Element, name: str) -> Cell | None:
    """Return the text of a child, None where it is missing or empty."""
    child = first(element, name)
    return cell_of(child) if child is not None and text_within(child) else None


def reference(href: str, namespace: str) -> str:
    """Return the id a reference names; one into another file keeps its address and is found nowhere."""
    address, _, name = href.strip().rpartition("#")
    return name if address in ("", namespace) else href
