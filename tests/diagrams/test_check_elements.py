"""What the engine runs may be drawn; what it cannot run rightly is refused by name."""

import pytest

from tests.diagrams.bpmn import (
    Part,
    again,
    boundary,
    call,
    called_process,
    catch,
    chain,
    choice,
    condition_definition,
    diagram,
    end,
    error,
    escalation,
    event_sub_process,
    external_task,
    flow,
    fork,
    inclusive,
    message,
    multi,
    node,
    on,
    script_task,
    signal,
    start,
    text,
    throw,
    timer,
    user_task,
)
from tests.diagrams.findings import beside, errors, inside, line_of, only, through, warnings

HEAD = (message("m"), signal("sig"), error("err", "ERR"), escalation("esc"))
CALLED = (called_process("other", start("o_s"), end("o_e"), *chain("o_s", "o_e")),)
OTHERS = (
    *(node(tag, "x") for tag in ("task", "manualTask", "receiveTask")),
    user_task("x"), script_task("x", "y = 1"), external_task("x"), inside(name="x"), call("x", "other"),
    choice("x"), fork("x"), inclusive("x"), throw("x", on("message", "m")), throw("x", on("signal", "sig")),
    throw("x", on("escalation", "esc")), node("intermediateThrowEvent", "x"), catch("x", on("message", "m")),
    catch("x", on("signal", "sig")), catch("x", condition_definition("levels > 1")),
    catch("x", timer("timeDuration", "P1D")),
)  # fmt: skip


def _many(*parts: Part, **attributes: str) -> Part:
    return node("multiInstanceLoopCharacteristics", None, *parts, **attributes)


def _number(many: str = "3") -> Part:
    return text("loopCardinality", many)


@pytest.mark.parametrize("part", OTHERS, ids=lambda part: f"{part.tag.rpartition('}')[2]}")
def test_what_the_engine_runs_may_be_drawn(part: Part) -> None:
    assert errors(through(part, head=HEAD, called=CALLED)) == []


@pytest.mark.parametrize("tag", ["complexGateway", "adHocSubProcess"])
def test_an_element_outside_the_list_is_refused_by_name(tag: str) -> None:
    parts = (start("s"), user_task("u"), end("e"), *chain("s", "u", "e")) if tag == "adHocSubProcess" else ()
    data = through(node(tag, "other", *parts))
    assert ("not-supported", "other") in errors(data)
    assert only(data, "not-supported").line == line_of(data, f"<bpmn:{tag}")


@pytest.mark.parametrize(
    ("tag", "definition"),
    [
        ("intermediateThrowEvent", "compensateEventDefinition"),
        ("intermediateThrowEvent", "linkEventDefinition"),
        ("intermediateThrowEvent", "errorEventDefinition"),
        ("intermediateThrowEvent", "timerEventDefinition"),
        ("intermediateCatchEvent", "linkEventDefinition"),
        ("intermediateCatchEvent", "errorEventDefinition"),
        ("intermediateCatchEvent", "cancelEventDefinition"),
        ("userTask", "messageEventDefinition"),
        ("parallelGateway", "signalEventDefinition"),
    ],
)
def test_an_event_outside_the_list_is_refused_by_name(tag: str, definition: str) -> None:
    data = through(node(tag, "event", node(definition, None)))
    assert ("not-supported", "event") in errors(data)


@pytest.mark.parametrize("what", ["message", "signal", "escalation"])
def test_an_end_may_send_and_goes_on_to_its_end(what: str) -> None:
    references = {"message": "m", "signal": "sig", "escalation": "esc"}
    data = diagram(start(), end("stop", on(what, references[what])), *chain("start", "stop"), head=HEAD)
    assert errors(data) == []


@pytest.mark.parametrize("what", ["compensate", "timer", "conditional", "link"])
def test_an_end_that_waits_or_undoes_is_refused(what: str) -> None:
    data = diagram(start(), end("stop", on(what)), *chain("start", "stop"))
    assert ("not-supported", "stop") in errors(data)


@pytest.mark.parametrize(
    "definition",
    [timer("timeDate", "2026-12-31"), condition_definition("levels > 1"), on("message", "m"), on("signal", "sig")],
    ids=["timer", "condition", "message", "signal"],
)
def test_what_would_trigger_a_process_elsewhere_is_kept_as_a_mark(definition: Part) -> None:
    begin = node("startEvent", "start", definition)
    assert errors(diagram(begin, end(), *chain("start", "end"), head=HEAD)) == []


@pytest.mark.parametrize("what", ["error", "escalation", "compensate", "link", "cancel"])
def test_a_process_does_not_begin_by_what_happens_inside_one(what: str) -> None:
    begin = node("startEvent", "start", on(what))
    assert ("not-supported", "start") in errors(diagram(begin, end(), *chain("start", "end")))


def test_a_sub_process_begins_with_a_plain_start_event() -> None:
    sub = node("subProcess", "sub", node("startEvent", "s", on("message", "m")), end("e"), *chain("s", "e"))
    assert ("not-supported", "s") in errors(through(sub, head=HEAD))


def test_an_intermediate_event_that_waits_for_nothing_is_refused() -> None:
    assert only(through(node("intermediateCatchEvent", "wait")), "not-supported").element == "wait"


@pytest.mark.parametrize(
    ("trigger", "interrupting"),
    [(on("error", "err"), True), (on("escalation", "esc"), False), (on("message", "m"), False),
     (timer("timeDuration", "P1D"), False), (condition_definition("levels > 1"), True), (on("signal", "sig"), True)],
    ids=["error", "escalation", "message", "timer", "condition", "signal"],
)  # fmt: skip
def test_an_event_sub_process_may_begin_by_any_event(trigger: Part, interrupting: bool) -> None:
    handler = event_sub_process("esp", trigger, end("e"), flow("esp_on", "e"), interrupting=interrupting)
    assert errors(beside(handler, head=HEAD)) == []


def test_an_event_sub_process_that_undoes_or_starts_by_itself_is_refused() -> None:
    for trigger in (on("compensate"), None):
        begin = node("startEvent", "s", *([] if trigger is None else [trigger]))
        handler = node("subProcess", "esp", begin, end("e"), flow("s", "e"), triggeredByEvent="true")
        assert ("not-supported", "s") in errors(beside(handler))


def test_an_event_sub_process_that_an_error_starts_always_interrupts() -> None:
    handler = event_sub_process("esp", on("error", "err"), end("e"), flow("esp_on", "e"), interrupting=False)
    assert ("not-supported", "esp_on") in errors(beside(handler, head=HEAD))


def test_an_event_sub_process_is_not_run_many_times() -> None:
    for marker in (multi(many="3"), again("levels > 1")):
        handler = event_sub_process("esp", on("error", "err"), end("e"), flow("esp_on", "e"), marker)
        assert errors(beside(handler, head=HEAD)) == [("not-supported", "esp")]


@pytest.mark.parametrize(
    "part",
    [
        user_task("x", multi(many="3")),
        user_task("x", multi(many="levels", sequential=True, until="outcome != 'approve'")),
        node("scriptTask", "x", text("script", "y = 1"), multi(many="3")),
        call("x", "other", multi(many="2")),
        user_task("x", _many(_number(), behavior="All")),
        user_task("x", again("levels > 1")),
        user_task("x", again(maximum=3)),
        user_task("x", again("levels > 1", before=True, maximum=3)),
        user_task("x", completionQuantity="3"),
        user_task("x", startQuantity="1"),
    ],
)
def test_a_marker_that_is_run_rightly_may_be_drawn(part: Part) -> None:
    assert errors(through(part, called=CALLED)) == []


@pytest.mark.parametrize(
    "part",
    [
        user_task("x", again()),
        user_task("x", again("levels > 1", maximum=0)),
        user_task("x", node("standardLoopCharacteristics", None, loopMaximum="many")),
        user_task("x", isForCompensation="true"),
        user_task("x", isForCompensation="1"),
        user_task("x", startQuantity="2"),
        user_task("x", completionQuantity="21"),
        user_task("x", completionQuantity="0"),
        user_task("x", _many()),
        user_task("x", _many(_number(), behavior="One")),
        user_task("x", _many(_number(), behavior="None", noneBehaviorEventRef="e")),
        user_task("x", _many(_number(), text("loopDataOutputRef", "o"))),
        user_task("x", _many(_number(), node("outputDataItem", "o"))),
        user_task("x", _many(text("loopDataInputRef", "i"), _number())),
        node("receiveTask", "x", instantiate="true"),
        catch("x", timer("timeDuration", "P1D")),
    ],
)
def test_a_marker_that_cannot_be_run_rightly_is_refused(part: Part) -> None:
    if part.tag.endswith("intermediateCatchEvent"):
        part.set("parallelMultiple", "true")
    assert ("not-supported", "x") in errors(through(part))


@pytest.mark.parametrize("attributes", [{"instantiate": "true"}, {"eventGatewayType": "Parallel"}])
def test_an_event_gateway_neither_starts_a_process_nor_waits_for_all(attributes: dict[str, str]) -> None:
    events = (catch("w", timer("timeDuration", "P1D")), catch("v", on("message", "m")))
    ways = (*chain("start", "g", "w", "end"), *chain("g", "v", "end_2"))
    parts = (start(), node("eventBasedGateway", "g", **attributes), *events, end(), end("end_2"))
    assert ("not-supported", "g") in errors(diagram(*parts, *ways, head=HEAD))


def test_several_instances_of_a_sub_process_may_be_drawn_when_no_error_leaves_them() -> None:
    assert errors(through(inside(multi(many="levels", sequential=True)))) == []


def test_several_events_of_which_one_is_enough_may_stand_in_one() -> None:
    either = node("intermediateCatchEvent", "x", on("message", "m"), timer("timeDuration", "P1D"))
    assert errors(through(either, head=HEAD)) == []


def test_the_work_of_another_system_without_a_topic_goes_by_its_id() -> None:
    for tag in ("serviceTask", "sendTask"):
        data = through(node(tag, "x"))
        assert (errors(data), warnings(data)) == ([], [("topic-missing", "x")])
        assert "x" in only(data, "topic-missing").message


@pytest.mark.parametrize(
    ("host", "event", "interrupting"),
    [
        (user_task("x"), on("error", "err"), True),
        (inside(name="x"), on("escalation", "esc"), False),
        (call("x", "other"), on("error"), True),
        (user_task("x"), on("message", "m"), False),
    ],
    ids=["error", "escalation", "call", "message"],
)
def test_an_event_on_a_border_that_can_happen_may_be_drawn(host: Part, event: Part, interrupting: bool) -> None:
    edge = boundary("edge", "x", event, interrupting=interrupting)
    assert errors(through(host, edge, end("f"), flow("edge", "f"), head=HEAD, called=CALLED)) == []


@pytest.mark.parametrize(
    ("host", "event", "interrupting"),
    [
        (user_task("x"), on("escalation", "esc"), True),
        (script_task("x", "y = 1"), on("error", "err"), True),
        (user_task("x"), on("error", "err"), False),
        (inside(name="x"), on("cancel"), True),
        (inside(name="x"), on("compensate"), True),
    ],
    ids=["escalation", "script", "not interrupting", "cancel", "compensation"],
)
def test_an_event_on_a_border_that_cannot_happen_is_refused(host: Part, event: Part, interrupting: bool) -> None:
    edge = boundary("edge", "x", event, interrupting=interrupting)
    data = through(host, edge, end("f"), flow("edge", "f"), head=HEAD)
    assert ("not-supported", "edge") in errors(data)
