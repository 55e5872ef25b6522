"""Links as flows, receive tasks behind event gateways, start events that nothing triggers."""

import pytest

from casesvc.diagrams.tree import bpmn
from tests.diagrams.bpmn import (
    Part,
    again,
    boundary,
    catch,
    chain,
    condition_definition,
    diagram,
    end,
    event_sub_process,
    flow,
    message,
    node,
    on,
    start,
    throw,
    timer,
    user_task,
)
from tests.diagrams.findings import beside, errors, inside, through
from tests.diagrams.normalising.rewritten import arrows, element, rewritten, rules


def _link(name: str | None = "there") -> Part:
    return node("linkEventDefinition", None, name=name)


def _linked(*more: Part, leaving: str | None = "there", arriving: str | None = "there") -> bytes:
    """Return start -> a -> out, and in -> b -> end, with links in between."""
    parts = (start(), user_task("a"), throw("out", _link(leaving)), catch("in", _link(arriving)), user_task("b"), end())
    return diagram(*parts, *chain("start", "a", "out"), *chain("in", "b", "end"), *more)


def test_a_pair_of_links_is_a_flow() -> None:
    data = _linked()
    result = rewritten(data)
    assert ("out", "in") in arrows(result)
    for name in ("out", "in"):
        assert (element(result, name).tag, len(element(result, name))) == (bpmn("intermediateThrowEvent"), 0)
    assert rules(result) == [("link-connected", "out")]
    assert dict(result.drawn) == {"flow_out_in": "out"}
    assert errors(data) == []


def test_several_throws_lead_to_one_catch() -> None:
    data = _linked(user_task("c"), throw("out_2", _link()), *chain("a", "c", "out_2"))
    result = rewritten(data)
    assert {("out", "in"), ("out_2", "in")} <= arrows(result)
    assert [rule for rule, _ in rules(result)].count("link-connected") == 2
    assert errors(data) == []


def test_links_of_different_names_are_kept_apart() -> None:
    more = (throw("out_2", _link("elsewhere")), catch("in_2", _link("elsewhere")), end("e"), flow("a", "out_2"))
    result = rewritten(_linked(*more, flow("in_2", "e")))
    assert {("out", "in"), ("out_2", "in_2")} <= arrows(result)
    assert ("out", "in_2") not in arrows(result)


def test_two_catches_of_one_link_are_refused_by_name() -> None:
    data = _linked(catch("in_2", _link()), flow("in_2", "b"))
    assert [(rule, name) for rule, name in rules(rewritten(data)) if rule == "link-connected"] == []
    assert {("not-supported", "out"), ("not-supported", "in"), ("not-supported", "in_2")} <= set(errors(data))


@pytest.mark.parametrize(
    ("leaving", "arriving"), [("there", "elsewhere"), (None, None), ("", ""), ("there", None)],
    ids=["other names", "no names", "empty names", "one name"],
)  # fmt: skip
def test_links_that_are_no_pair_are_refused_by_name(leaving: str | None, arriving: str | None) -> None:
    data = _linked(leaving=leaving, arriving=arriving)
    assert rewritten(data).notes == ()
    assert set(errors(data)) >= {("not-supported", "out"), ("not-supported", "in")}


def test_a_link_without_a_name_goes_by_the_name_of_its_event() -> None:
    data = _linked(leaving=None, arriving=None).replace(b'id="out"', b'id="out" name="A"')
    assert rules(rewritten(data.replace(b'id="in"', b'id="in" name="A"'))) == [("link-connected", "out")]
    assert rewritten(data.replace(b'id="in"', b'id="in" name="B"')).notes == ()


def test_a_link_does_not_lead_through_the_border_of_a_sub_process() -> None:
    data = diagram(
        start(), inside(throw("out", _link()), flow("u", "out")), catch("in", _link()), user_task("b"), end(),
        *chain("start", "sub", "end"), *chain("in", "b", "end"),
    )  # fmt: skip
    assert ("out", "in") not in arrows(rewritten(data))
    assert set(errors(data)) >= {("not-supported", "out"), ("not-supported", "in")}


def test_links_inside_a_sub_process_are_a_flow_there() -> None:
    linked = (throw("out", _link()), catch("in", _link()), end("f"), flow("u", "out"), flow("in", "f"))
    data = through(inside(*linked))
    assert ("out", "in") in arrows(rewritten(data))
    assert element(rewritten(data), "flow_out_in").getparent().get("id") == "sub"
    assert errors(data) == []


def test_a_catch_that_no_link_leads_to_begins_nothing() -> None:
    data = diagram(catch("in", _link()), user_task("b"), user_task("a"), flow("in", "b"))
    result = rewritten(data)
    assert ("line_start", "a") in arrows(result)
    assert ("line_start", "in") not in arrows(result)
    assert ("not-supported", "in") in errors(data)


def _behind_gateway(task: Part, *more: Part) -> bytes:
    late = catch("w", timer("timeDuration", "'P1D'"))
    ways = (*chain("start", "g", "t", "end"), *chain("g", "w", "end_2"))
    parts = (start(), node("eventBasedGateway", "g"), task, late, end(), end("end_2"))
    return diagram(*parts, *ways, *more, head=(message("m"),))


def test_a_receive_task_behind_an_event_gateway_is_a_message_event() -> None:
    data = _behind_gateway(node("receiveTask", "t", messageRef="m"))
    result = rewritten(data)
    event = element(result, "t")
    assert (event.tag, event.get("messageRef")) == (bpmn("intermediateCatchEvent"), None)
    assert [(d.tag, d.get("messageRef")) for d in event] == [(bpmn("messageEventDefinition"), "m")]
    assert rules(result) == [("receive-task-as-event", "t")]
    assert errors(data) == []


def test_a_receive_task_without_a_message_waits_for_one_without_a_name() -> None:
    data = _behind_gateway(node("receiveTask", "t"))
    assert [d.attrib for d in element(rewritten(data), "t")] == [{}]
    assert errors(data) == []


def test_a_receive_task_elsewhere_stays_one() -> None:
    result = rewritten(through(node("receiveTask", "t", messageRef="m"), head=(message("m"),)))
    assert (element(result, "t").tag, result.notes) == (bpmn("receiveTask"), ())


@pytest.mark.parametrize("more", ["border", "loop"])
def test_a_receive_task_that_is_more_than_an_event_stays_and_is_refused(more: str) -> None:
    marker = (again(maximum=2),) if more == "loop" else ()
    edge = (boundary("late", "t", on("error")), flow("late", "end")) if more == "border" else ()
    data = _behind_gateway(node("receiveTask", "t", *marker), *edge)
    assert element(rewritten(data), "t").tag == bpmn("receiveTask")
    assert ("behind-event-gateway", "t") in errors(data)


@pytest.mark.parametrize(
    "definition", [timer("timeCycle", "0 0 * * *"), timer("timeDate", "2026-12-31"), condition_definition("stock < 5")],
    ids=["cycle", "date", "condition"],
)  # fmt: skip
def test_what_would_start_a_process_elsewhere_is_not_evaluated(definition: Part) -> None:
    data = diagram(node("startEvent", "start", definition), end(), flow("start", "end"))
    result = rewritten(data)
    (kept,) = element(result, "start")
    assert (kept.tag, len(kept)) == (definition.tag, 0)
    assert rules(result) == [("start-not-triggered", "start")]
    assert errors(data) == []


def test_the_time_of_an_event_sub_process_is_kept() -> None:
    handler = event_sub_process("h", timer("timeDuration", "'P1D'"), end("h_e"), flow("h_on", "h_e"))
    result = rewritten(beside(handler))
    assert (element(result, "h_on")[0].findtext(bpmn("timeDuration")), result.notes) == ("'P1D'", ())


def test_a_message_that_starts_a_process_is_kept_as_a_mark() -> None:
    begin = node("startEvent", "start", on("message", "m"))
    result = rewritten(diagram(begin, end(), flow("start", "end"), head=(message("m"),)))
    assert (element(result, "start")[0].get("messageRef"), result.notes) == ("m", ())
