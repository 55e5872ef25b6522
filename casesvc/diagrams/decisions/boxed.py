"""Reads the logic of a decision: tables, expressions, calls, contexts, lists and relations."""

from collections.abc import Callable, Mapping

from lxml import etree

from casesvc.diagrams.decisions.model import (
    Context,
    Entry,
    Expression,
    Input,
    Invocation,
    Logic,
    Output,
    Rows,
    Rule,
    Table,
    Unsupported,
)
from casesvc.diagrams.decisions.vocabulary import (
    CAMUNDA,
    cell_of,
    first,
    local,
    name_of,
    optional_cell,
    place_of,
    text_within,
    type_of,
    within,
)

# Logic of later versions that is refused by its name instead of being overlooked.
_REFUSED = ("functionDefinition", "conditional", "for", "every", "some", "filter")


def read_logic(owner: etree._Element) -> Logic:
    """Return the logic inside an element; Unsupported for none and for what is not evaluated."""
    found = _all_logic(owner)
    return found[0] if found else Unsupported("", place_of(owner))


def _all_logic(owner: etree._Element) -> tuple[Logic, ...]:
    return tuple(read_boxed(child) for child in owner if local(child) in _READERS or local(child) in _REFUSED)


def read_boxed(element: etree._Element) -> Logic:
    """Return the logic that one element is."""
    reader = _READERS.get(local(element))
    return reader(element) if reader else Unsupported(local(element), place_of(element))


def _table(element: etree._Element) -> Logic:
    return Table(
        policy=element.get("hitPolicy") or "UNIQUE",
        aggregation=element.get("aggregation") or "",
        inputs=tuple(map(_input, within(element, "input"))),
        outputs=tuple(map(_output, within(element, "output"))),
        rules=tuple(map(_rule, within(element, "rule"))),
        place=place_of(element),
    )


def _input(element: etree._Element) -> Input:
    expression = first(element, "inputExpression")
    return Input(
        expression=cell_of(element if expression is None else expression),
        allowed=optional_cell(element, "inputValues"),
        type=type_of(expression),
        label=element.get("label") or text_within(expression),
        alias=element.get(f"{CAMUNDA}inputVariable") or "",
    )


def _output(element: etree._Element) -> Output:
    return Output(
        name=name_of(element),
        values=optional_cell(element, "outputValues"),
        default=optional_cell(element, "defaultOutputEntry"),
        type=type_of(element),
        place=place_of(element),
    )


def _rule(element: etree._Element) -> Rule:
    return Rule(
        conditions=tuple(map(cell_of, within(element, "inputEntry"))),
        results=tuple(map(cell_of, within(element, "outputEntry"))),
        place=place_of(element),
    )


def _invocation(element: etree._Element) -> Logic:
    bindings = tuple(
        (name_of(first(binding, "parameter")), read_logic(binding)) for binding in within(element, "binding")
    )
    called = first(element, "literalExpression")
    return Invocation(" ".join(text_within(called).split()), bindings, place_of(element))


def _context(element: etree._Element) -> Logic:
    return Context(tuple(map(_entry, within(element, "contextEntry"))), place_of(element))


def _entry(element: etree._Element) -> Entry:
    variable = first(element, "variable")
    return Entry(name_of(variable), type_of(variable), read_logic(element))


def _list(element: etree._Element) -> Logic:
    return Rows((), tuple((item,) for item in _all_logic(element)), place_of(element))


def _relation(element: etree._Element) -> Logic:
    rows = tuple(map(_all_logic, within(element, "row")))
    return Rows(tuple(map(name_of, within(element, "column"))), rows, place_of(element))


_READERS: Mapping[str, Callable[[etree._Element], Logic]] = {
    "decisionTable": _table,
    "literalExpression": lambda element: Expression(cell_of(element)),
    "invocation": _invocation,
    "context": _context,
    "list": _list,
    "relation": _relation,
}
