"""Reads a DMN file into values, with the hardened parser of diagrams."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from casesvc.diagrams.decisions.boxed import read_logic
from casesvc.diagrams.decisions.cells.dates import PART_NAMES
from casesvc.diagrams.decisions.cells.syntax import Scope
from casesvc.diagrams.decisions.model import (
    Context,
    Decision,
    Decisions,
    InputData,
    Logic,
    Place,
    Rows,
    Table,
    Type,
    Unsupported,
)
from casesvc.diagrams.decisions.vocabulary import (
    first,
    local,
    name_of,
    optional_cell,
    place_of,
    reference,
    type_of,
    within,
)
from casesvc.diagrams.decisions.walking import inside
from casesvc.diagrams.tree import line_of, read_bounded, refused, text_of

_KINDS = ("decision", "businessKnowledgeModel")
_NOT_EVALUATED = ("import", "decisionService")
MAX_TEXT = 200_000
_REQUIREMENTS = ("requiredInput", "requiredDecision", "requiredKnowledge")


def read_decisions(data: bytes) -> Decisions:
    """Return what a DMN 1.1 to 1.5 file says; raise DiagramRefused for anything else, as reading a diagram does."""
    root = read_bounded(data, "决策表").getroot()
    if local(root) != "definitions":
        raise refused("not-dmn", line_of(root), "这不是 DMN 1.1 至 1.5 的决策表，请上传 .dmn 文件")
    _refuse_wordy(root)
    inputs = tuple(map(_input_data, within(root, "inputData")))
    types = {each.name: each for each in map(_type, within(root, "itemDefinition"))}
    read = [(element, _logic_of(element)) for element in within(root, *_KINDS)]
    around = _Around(
        namespace=root.get("namespace") or "",
        values={each.id: each.name for each in inputs}
        | {_id(element): _variable(element) for element, _ in read if local(element) == "decision"},
        functions={_id(element): _variable(element) for element, _ in read if local(element) != "decision"},
        members=frozenset(_members(types.values(), (logic for _, logic in read))),
    )
    made = [_decision(element, logic, around) for element, logic in read]
    return Decisions(
        inputs={each.id: each for each in inputs},
        decisions={each.id: each for each in made if each.kind == "decision"},
        functions={each.id: each for each in made if each.kind == "function"},
        types=types,
        refused=tuple(Unsupported(local(e), place_of(e)) for e in within(root, *_NOT_EVALUATED)),
        repeated=tuple(_repeated(root)),
    )


def _refuse_wordy(root: etree._Element) -> None:
    # Every cell is parsed before a decision is made, so all of them together have to be quick to parse.
    size = sum(len(text_of(element)) for element in root.iter() if local(element) == "text")
    if size > MAX_TEXT:
        raise refused("too-large", 0, f"单元格共 {size} 个字符，最多 {MAX_TEXT} 个，请拆成几个文件")


@dataclass(frozen=True, slots=True)
class _Around:
    """What a decision has to know of the rest of its file: names of values and functions by id, and all members."""

    namespace: str
    values: Mapping[str, str]
    functions: Mapping[str, str]
    members: frozenset[str]


def _id(element: etree._Element) -> str:
    return element.get("id") or name_of(element)


def _variable(element: etree._Element) -> str:
    return name_of(first(element, "variable")) or name_of(element)


def _input_data(element: etree._Element) -> InputData:
    return InputData(_id(element), _variable(element), type_of(first(element, "variable")), place_of(element))


def _type(element: etree._Element) -> Type:
    return Type(
        name=name_of(element),
        base=type_of(element),
        allowed=optional_cell(element, "allowedValues") or optional_cell(element, "typeConstraint"),
        collection=element.get("isCollection") == "true",
        components=tuple(map(_type, within(element, "itemComponent"))),
    )


def _logic_of(element: etree._Element) -> Logic:
    body = first(element, "encapsulatedLogic") if local(element) == "businessKnowledgeModel" else element
    if body is None:
        return Unsupported("", place_of(element))
    if (body.get("kind") or "FEEL") != "FEEL":
        return Unsupported(f"encapsulatedLogic kind={body.get('kind')}", place_of(body))
    return read_logic(body)


def _decision(element: etree._Element, logic: Logic, around: _Around) -> Decision:
    needs = tuple(reference(href, around.namespace) for href in _required(element))
    body = first(element, "encapsulatedLogic")
    parameters = () if body is None else tuple((name_of(p), type_of(p)) for p in within(body, "formalParameter"))
    known = {around.values[need] for need in needs if need in around.values}
    known |= {name for name, _ in parameters} | set(_local(logic))
    if not needs and body is None:
        known |= set(around.values.values())  # a table without a diagram around it sees what the file declares
    functions = frozenset(around.functions[need] for need in needs if need in around.functions)
    return Decision(
        kind="decision" if local(element) == "decision" else "function",
        id=_id(element),
        name=name_of(element),
        variable=_variable(element),
        type=type_of(first(element, "variable")),
        logic=logic,
        needs=needs,
        parameters=parameters,
        scope=Scope(frozenset(known) - functions, around.members, functions),
        place=place_of(element),
    )


def _required(element: etree._Element) -> Iterator[str]:
    for requirement in within(element, "informationRequirement", "knowledgeRequirement"):
        yield from (target.get("href") or "" for target in within(requirement, *_REQUIREMENTS))


def _local(logic: Logic) -> Iterator[str]:
    """Yield the names a decision gives to parts of itself."""
    for part in inside(logic):
        if isinstance(part, Context):
            yield from (entry.name for entry in part.entries if entry.name)
        if isinstance(part, Table):
            yield from (column.alias for column in part.inputs if column.alias)


def _members(types: Iterable[Type], logics: Iterable[Logic]) -> Iterator[str]:
    """Yield the names that may stand behind a full stop anywhere in the file."""
    yield from PART_NAMES
    for each in types:
        yield from (component.name for component in each.components)
        yield from _members(each.components, ())
    for part in (part for logic in logics for part in inside(logic)):
        if isinstance(part, Context):
            yield from (entry.name for entry in part.entries)
        if isinstance(part, Table):
            yield from (output.name for output in part.outputs)
        if isinstance(part, Rows):
            yield from part.columns


def _repeated(root: etree._Element) -> Iterator[Place]:
    """Yield the places of elements whose id another one has had before them."""
    seen: set[str] = set()
    for element in root.iter():
        identity = element.get("id") if local(element) else None
        if identity in seen:
            yield place_of(element)
        seen.add(identity or "")
