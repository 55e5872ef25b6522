"""Rewrites legal BPMN that the engine would lose or refuse into the shape it runs rightly, with notes."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from casesvc.diagrams.camunda_expressions import is_wrapped, translate
from casesvc.diagrams.timers import is_iso_time
from casesvc.diagrams.tokens import ExpressionRefused
from casesvc.diagrams.tree import bpmn, camunda, kind, line_of

# Where an expression may stand; a refused one is left as it is, for the check to name.
EXPRESSIONS = ("conditionExpression", "completionCondition", "loopCardinality", "timeDate", "timeDuration")

DATA = (
    "ioSpecification", "property", "dataObject", "dataObjectReference", "dataStoreReference",
    "dataInputAssociation", "dataOutputAssociation",
)  # fmt: skip


@dataclass(frozen=True)
class Note:
    """One rewriting: which element, at which line, by which rule, in words."""

    element: str
    line: int
    rule: str
    text: str


@dataclass(frozen=True)
class Normalised:
    """A rewritten copy of a diagram and what was rewritten in it."""

    tree: etree._ElementTree
    notes: tuple[Note, ...]


def normalise(tree: etree._ElementTree) -> Normalised:
    """Return the diagram as the engine runs it; ``tree`` itself stays untouched."""
    copy = deepcopy(tree)
    notes = tuple(note for rule in RULES for note in rule(copy.getroot()))
    return Normalised(copy, notes)


def _name_flows(root: etree._Element) -> Iterator[Note]:
    """The library finds flows by their id only: one without would vanish with everything behind it."""
    taken = {element.get("id") for element in root.iter()}
    for flow in root.iter(bpmn("sequenceFlow")):
        if flow.get("id"):
            continue
        wanted = f"flow_{flow.get('sourceRef')}_{flow.get('targetRef')}"
        name = next(n for n in _numbered(wanted) if n not in taken)
        taken.add(name)
        flow.set("id", name)
        yield Note(name, line_of(flow), "flow-without-id", f"连线没有编号，已命名为 {name}")


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1


def _mark_executable(root: etree._Element) -> Iterator[Note]:
    for process in root.iter(bpmn("process")):
        if process.get("isExecutable") is None:
            process.set("isExecutable", "true")
            yield Note(
                process.get("id") or "", line_of(process), "executable-not-said", "流程没有写明是否可执行，按可执行处理"
            )


def _count_collections(root: etree._Element) -> Iterator[Note]:
    """Camunda's collection becomes a number: who belongs to which level is the case's knowledge, not the diagram's."""
    for loop in root.iter(bpmn("multiInstanceLoopCharacteristics")):
        collection = _taken(loop, camunda("collection"))
        item = _taken(loop, camunda("elementVariable"))
        owner = _owner(loop)
        if collection is not None and loop.find(bpmn("loopCardinality")) is None:
            cardinality = etree.Element(bpmn("loopCardinality"))
            cardinality.text = f"len({_inside(collection)})"
            loop.insert(0, cardinality)
            yield Note(owner, line_of(loop), "collection-counted", f"集合 {collection} 改为次数 {cardinality.text}")
        if item is not None:
            # The library refuses its own item on the second instance (15 of 60 journeys right; without it all).
            yield Note(owner, line_of(loop), "element-variable-dropped", f"变量 {item} 不使用，第几级由系统给出")


def _taken(element: etree._Element, attribute: str) -> str | None:
    value = element.get(attribute)
    if value is not None:
        del element.attrib[attribute]
    return value


def _inside(text: str) -> str:
    text = text.strip()
    return text[2:-1].strip() if is_wrapped(text) else text


def _translate_expressions(root: etree._Element) -> Iterator[Note]:
    for element in root.iter(*map(bpmn, EXPRESSIONS)):
        before = (element.text or "").strip()
        try:
            after = translate(before)
        except ExpressionRefused:
            continue
        if is_iso_time(after):
            after = f'"{after}"'
        element.text = after
        if is_wrapped(before):
            yield Note(_owner(element), line_of(element), "camunda-expression", f"{before} 改写为 {after}")
        elif after != before:
            yield Note(_owner(element), line_of(element), "time-quoted", f"时间 {before} 加上引号")


def _owner(element: etree._Element) -> str:
    """Return the id of the flow node, flow or process that ``element`` belongs to."""
    found: etree._Element | None = element
    while found is not None and (not found.get("id") or kind(found) in _PARTS or kind(found).endswith("Definition")):
        found = found.getparent()
    return "" if found is None else found.get("id") or ""


_PARTS = frozenset({*EXPRESSIONS, "multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "script"})


def _drop_data(root: etree._Element) -> Iterator[Note]:
    """Data drawn in a diagram explains it; what a case knows comes from its forms, and the library would demand it."""
    for element in list(root.iter(*map(bpmn, DATA))):
        parent = element.getparent()
        if parent is not None:
            yield Note(_owner(element), line_of(element), "data-not-run", f"{kind(element)} 只作说明，不参与执行")
            parent.remove(element)


def _give_errors_codes(root: etree._Element) -> Iterator[Note]:
    """Two errors without a code would be the same error to the library."""
    for error in root.iter(bpmn("error")):
        if error.get("id") and not error.get("errorCode"):
            error.set("errorCode", error.get("id") or "")
            yield Note(error.get("id") or "", line_of(error), "error-without-code", "错误没有代码，以编号为代码")


RULES: tuple[Callable[[etree._Element], Iterator[Note]], ...] = (
    _name_flows,
    _mark_executable,
    _count_collections,
    _translate_expressions,
    _drop_data,
    _give_errors_codes,
)
