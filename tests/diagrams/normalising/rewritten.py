"""What tests of the rules look at: a diagram before and after, its flows, and the notes."""

from lxml import etree

from casesvc.diagrams.normalising import Normalised, normalise
from casesvc.diagrams.tree import bpmn, kind, read_diagram


def rewritten(data: bytes) -> Normalised:
    """Return what becomes of a diagram; its own tree always stays as it is, and a second time changes nothing."""
    tree = read_diagram(data)
    before = etree.tostring(tree)
    result = normalise(tree)
    assert etree.tostring(tree) == before
    twice = normalise(result.tree)
    assert twice.notes == ()
    assert twice.added == frozenset()
    assert etree.tostring(twice.tree) == etree.tostring(result.tree)
    assert result.added <= {element.get("id") for element in result.tree.getroot().iter()}
    return result


def element(result: Normalised, name: str) -> etree._Element:
    """Return the only element with this id."""
    (found,) = [e for e in result.tree.getroot().iter() if e.get("id") == name]
    return found


def kinds(result: Normalised) -> dict[str, str]:
    """Return the kinds of all elements that were added, flows apart."""
    return {name: found for name in result.added if (found := kind(element(result, name))) != "sequenceFlow"}


def arrows(result: Normalised) -> set[tuple[str, str]]:
    """Return the flows as pairs of ids; each pair stands there once."""
    pairs = [(f.get("sourceRef") or "", f.get("targetRef") or "") for f in flows(result)]
    assert len(pairs) == len(set(pairs))
    return set(pairs)


def flows(result: Normalised) -> list[etree._Element]:
    return list(result.tree.getroot().iter(bpmn("sequenceFlow")))


def rules(result: Normalised) -> list[tuple[str, str]]:
    """Return the notes as pairs of rule and element."""
    return [(note.rule, note.element) for note in result.notes]


def texts(result: Normalised, tag: str) -> list[str | None]:
    return [found.text for found in result.tree.getroot().iter(bpmn(tag))]
