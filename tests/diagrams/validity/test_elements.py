"""References, places, required parts and values that BPMN forbids are refused."""

import pytest

from casesvc.diagrams.validity import containment, references, required, values
from casesvc.diagrams.validity.references import DECIDING, DESCRIBING
from tests.diagrams.bpmn import Part, flow, node, text
from tests.diagrams.validity.drawing import (
    Case,
    caught,
    codes,
    drawn,
    file,
    findings,
    formal,
    named,
    on,
    process,
    prove,
    service,
    signal,
    task,
    timed,
    way,
)


def waiting_for(name: str, **namespaces: str) -> bytes:
    return file(process(*way(caught("w", "signal", signalRef=name))), signal(), **namespaces)


def boundary_on(host: str) -> bytes:
    return drawn(task(), beside=(on(host, timed("t", "boundaryEvent")), flow("t", "end")))


def documented(**attributes: str) -> bytes:
    return drawn(task("a", text("documentation", "why", **attributes)))


def conditioned(*conditions: Part) -> bytes:
    """Return a second flow out of a, with these conditions."""
    other = flow("a", "b")
    other.extend(conditions)
    return drawn(task(), beside=(task("b"), other, flow("b", "end")))


def operation(*inside: Part) -> tuple[Part, ...]:
    return (node("interface", "i", node("operation", "o", *inside, name="o"), name="i"), node("message", "m"))


def in_language(language: str) -> Part:
    condition = formal("conditionExpression")
    condition.set("language", language)
    return condition


CASES = (
    Case(references.deciding_references_lead_to_the_right_kind, boundary_on("start"), boundary_on("a")),
    Case(
        references.describing_references_lead_to_the_right_kind,
        drawn(task(), roots=(node("message", "m", itemRef="m"),)),
        drawn(task(), roots=(node("message", "m", itemRef="i"), node("itemDefinition", "i"))),
    ),
    Case(
        containment.elements_are_of_bpmn,
        drawn(task("a", node("colour", None))),
        drawn(task("a", node("extensionElements", None, node("colour", None)))),
    ),
    Case(
        containment.flow_stands_where_it_may,
        drawn(task("a", task("b"))),
        drawn(node("subProcess", "a", task("b"))),
    ),
    Case(
        containment.descriptions_stand_where_they_may,
        drawn(task(), roots=(node("property", "p"),)),
        drawn(task("a", node("property", "p"))),
    ),
    Case(
        required.ends_are_there,
        drawn(task(), beside=(timed("t", "boundaryEvent"), flow("t", "end"))),
        drawn(task(), beside=(on("a", timed("t", "boundaryEvent")), flow("t", "end"))),
    ),
    Case(
        required.attributes_are_there,
        drawn(task(), roots=(node("resource", "r"),)),
        drawn(task(), roots=(node("resource", "r", name="r"),)),
    ),
    Case(
        required.parts_are_there_once,
        conditioned(formal("conditionExpression"), formal("conditionExpression")),
        conditioned(formal("conditionExpression")),
    ),
    Case(
        required.parts_are_there,
        drawn(task(), roots=operation()),
        drawn(task(), roots=operation(text("inMessageRef", "m"))),
    ),
    Case(
        values.decisions_are_true_or_false,
        drawn(task("a", isForCompensation="no")),
        drawn(task("a", isForCompensation="0")),
    ),
    Case(values.quantities_are_positive, drawn(task("a", startQuantity="0")), drawn(task("a", startQuantity="2"))),
    Case(
        values.words_are_of_the_list,
        file(process(*way(task()), processType="Secret")),
        file(process(*way(task()), processType="Private")),
    ),
    Case(
        values.bounds_are_large_enough,
        drawn(task(), roots=(node("dataStore", "d", capacity="-1"),)),
        drawn(task(), roots=(node("dataStore", "d", capacity="0"),)),
    ),
    Case(
        values.text_formats_are_media_types,
        documented(textFormat="plain"),
        documented(textFormat="text/html; charset=utf-8"),
    ),
    Case(
        values.languages_are_addresses,
        conditioned(in_language("100% java")),
        conditioned(in_language("http://www.w3.org/1999/XPath")),
    ),
    Case(
        values.language_of_imports,
        drawn(task(), roots=(node("import", None, importType="bpmn", namespace="urn:x"),)),
        drawn(task(), roots=(node("import", None, importType="http://www.w3.org/2001/XMLSchema", namespace="urn:x"),)),
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=named)
def test_what_a_rule_forbids_is_refused_and_what_is_right_beside_it_is_not(case: Case) -> None:
    prove(case)


REFERENCES = [(reference, holder) for reference in (*DECIDING, *DESCRIBING) for holder in sorted(reference.holders)]


@pytest.mark.parametrize(("reference", "holder"), REFERENCES, ids=[f"{h}-{r.name}" for r, h in REFERENCES])
def test_each_reference_to_another_kind_of_element_is_refused(reference: references.Reference, holder: str) -> None:
    leads_to = "extension" if reference.targets else "gone"
    holding = node(holder, "holder", isExecutable="true", **{reference.name: leads_to})
    assert codes(drawn(task(), roots=(holding, node("extension", "extension")))) & {
        "wrong-reference",
        "unknown-reference",
    }


def test_a_reference_may_carry_the_prefix_of_the_file() -> None:
    assert codes(waiting_for("tns:s")) == set()


def test_a_reference_with_the_prefix_of_another_file_is_not_followed() -> None:
    assert codes(waiting_for("other:s_9", other="urn:other")) == set()


def test_a_reference_with_a_prefix_that_nobody_declared_is_looked_up_in_the_file() -> None:
    assert codes(waiting_for("who:s")) == set()
    assert codes(waiting_for("who:gone")) == {"unknown-reference"}


def test_a_reference_is_found_at_its_line_and_at_the_nearest_id() -> None:
    (finding,) = findings(waiting_for("gone"))
    assert finding.element == "w"
    assert b'signalRef="gone"' in waiting_for("gone").splitlines()[finding.line - 1]


def test_a_process_called_from_elsewhere_need_not_be_in_the_file() -> None:
    assert codes(drawn(task("a", kind="callActivity", calledElement="elsewhere"))) == set()
    assert codes(drawn(task("a", kind="callActivity", calledElement="start"))) == {"wrong-reference"}


def test_anything_may_stand_in_a_documentation() -> None:
    assert codes(drawn(task("a", node("documentation", None, node("p", None))))) == set()


@pytest.mark.parametrize("parts", [(), (text("inMessageRef", "m"), text("inMessageRef", "m"))])
def test_an_operation_has_exactly_one_message_in(parts: tuple[Part, ...]) -> None:
    assert codes(drawn(task(), roots=operation(*parts))) & {"part-missing", "part-repeated"}


@pytest.mark.parametrize("quantity", ["0", "-5", "two", ""])
def test_a_quantity_is_a_positive_number(quantity: str) -> None:
    assert codes(drawn(task("a", completionQuantity=quantity))) == {"wrong-number"}


def test_an_operation_and_its_message_are_right() -> None:
    assert codes(drawn(task(), roots=service())) == set()
