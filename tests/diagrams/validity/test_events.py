"""Triggers, boundary events, links, compensation and sub-processes that BPMN forbids are refused."""

import pytest

from casesvc.diagrams.validity import boundary_events, compensation, events, links, sub_processes
from tests.diagrams.bpmn import Part, chain, end, flow, node, start, text
from tests.diagrams.validity.drawing import (
    Case,
    caught,
    codes,
    drawn,
    file,
    formal,
    named,
    on,
    process,
    prove,
    service,
    signal,
    task,
    thrown,
    timed,
    way,
    with_message,
)


def starting(first: Part, *roots: Part) -> bytes:
    """Return first -> a -> end."""
    return file(process(first, task(), end(), *chain(str(first.get("id")), "a", "end")), *roots)


def ending(last: Part, *roots: Part) -> bytes:
    """Return start -> a -> last."""
    return file(process(start(), task(), last, *chain("start", "a", str(last.get("id")))), *roots)


def bounded(event: Part, *roots: Part, host: Part | None = None) -> bytes:
    """Return start -> a -> end with an event on a that leads to the end."""
    activity = task() if host is None else host
    return drawn(activity, beside=(on("a", event), flow(str(event.get("id")), "end")), roots=roots)


def sub(*parts: Part, kind: str = "subProcess", **attributes: str) -> Part:
    return node(kind, "a", *parts, **attributes)


def inside() -> tuple[Part, ...]:
    return way(task("b"), prefix="x_")


def on_event(*parts: Part, name: str = "sub") -> Part:
    return node("subProcess", name, *parts, triggeredByEvent="true")


def answering(first: Part, name: str = "sub", prefix: str = "x_") -> Part:
    """Return an event sub-process: first -> task -> end."""
    names = (str(first.get("id")), f"{prefix}b", f"{prefix}end")
    return on_event(first, task(names[1]), end(names[2]), *chain(*names), name=name)


def beside(*parts: Part) -> bytes:
    return drawn(task(), beside=parts, roots=(signal(), signal("other"), error()))


def error(code: str | None = "E") -> Part:
    return node("error", "e", errorCode=code)


def linked(*parts: Part) -> bytes:
    """Return start -> a -> end, a link source ``out`` behind a, a link target ``in`` before the end, and more."""
    flows = (flow("a", "out"), flow("in", "end"))
    return drawn(task(), beside=(*parts, *flows))


def source(name: str = "go", target: str | None = None) -> Part:
    inside = () if target is None else (text("target", target),)
    return node("intermediateThrowEvent", "out", node("linkEventDefinition", "source", *inside, name=name))


def target(name: str = "go", origin: str | None = None, event: str = "in") -> Part:
    inside = () if origin is None else (text("source", origin),)
    return node("intermediateCatchEvent", event, node("linkEventDefinition", f"target_{event}", *inside, name=name))


def undoing(
    *more: Part, flows: tuple[Part, ...] = (), associated: str | None = "undo", cancel: str | None = None
) -> bytes:
    """Return start -> a -> end with a compensation event on a and the activity that undoes a."""
    event = on("a", caught("back", "compensate", kind="boundaryEvent"), cancel)
    links_of = () if associated is None else (node("association", "x", sourceRef="back", targetRef=associated),)
    undo = task("undo", isForCompensation="true")
    return drawn(task(), beside=(event, undo, *links_of, *flows, *more))


def compensating(activity: str, *more: Part) -> bytes:
    """Return start -> a -> compensate the activity -> end, where only a can be undone."""
    event = on("a", caught("back", "compensate", kind="boundaryEvent"))
    undo = (task("undo", isForCompensation="true"), node("association", "x", sourceRef="back", targetRef="undo"))
    return drawn(task(), task("b"), *more, thrown("c", "compensate", activityRef=activity), beside=(event, *undo))


CASES = (
    Case(
        events.definitions_suit_their_event,
        ending(caught("stop", "timer", formal("timeDuration", "PT1H"), kind="endEvent")),
        ending(thrown("stop", "terminate", kind="endEvent")),
    ),
    Case(
        events.definitions_suit_their_start,
        starting(caught("s", "error", errorRef="e", kind="startEvent"), error()),
        starting(timed("s", "startEvent")),
    ),
    Case(
        events.starts_of_sub_processes_have_no_trigger,
        drawn(sub(timed("s", "startEvent"), task("b"), end("x_end"), *chain("s", "b", "x_end"))),
        drawn(sub(*inside())),
    ),
    Case(
        events.caught_events_have_a_trigger,
        drawn(node("intermediateCatchEvent", "w")),
        drawn(timed("w")),
    ),
    Case(
        events.multiple_events_stay_together,
        linked(source(), node("intermediateCatchEvent", "in", *target()[:1], *timed("w")[:1])),
        linked(source(), target()),
    ),
    Case(
        events.parallel_events_have_several_triggers,
        drawn(node("intermediateCatchEvent", "w", *timed("x")[:1], parallelMultiple="true")),
        drawn(node("intermediateCatchEvent", "w", *timed("x")[:1], *timed("y")[:1], parallelMultiple="true")),
    ),
    Case(
        events.timers_have_one_time,
        drawn(caught("w", "timer", formal("timeDate", "2030-01-01"), formal("timeDuration", "PT1H"))),
        drawn(timed("w")),
    ),
    Case(
        events.timers_have_a_time,
        drawn(caught("w", "timer")),
        drawn(timed("w")),
    ),
    Case(
        boundary_events.boundary_events_sit_beside_their_activity,
        drawn(sub(*inside()), beside=(on("b", timed("t", "boundaryEvent")), flow("t", "end"))),
        bounded(timed("t", "boundaryEvent"), host=sub(*inside())),
    ),
    Case(
        boundary_events.errors_and_cancels_interrupt,
        bounded(on("a", caught("t", "error", errorRef="e", kind="boundaryEvent"), "false"), error()),
        bounded(on("a", timed("t", "boundaryEvent"), "false")),
    ),
    Case(
        boundary_events.cancels_sit_on_transactions,
        bounded(caught("t", "cancel", kind="boundaryEvent"), host=sub(*inside())),
        bounded(caught("t", "cancel", kind="boundaryEvent"), host=sub(*inside(), kind="transaction")),
    ),
    Case(
        boundary_events.cancels_end_transactions,
        ending(thrown("stop", "cancel", kind="endEvent")),
        drawn(sub(start("x"), thrown("stop", "cancel", kind="endEvent"), flow("x", "stop"), kind="transaction")),
    ),
    Case(
        boundary_events.boundary_events_are_left,
        drawn(task(), beside=(on("a", timed("t", "boundaryEvent")),)),
        bounded(timed("t", "boundaryEvent")),
    ),
    Case(compensation.compensation_is_associated, undoing(flows=(flow("back", "end"),)), undoing()),
    Case(compensation.compensation_activities_stand_aside, undoing(flows=(flow("a", "undo"),)), undoing()),
    Case(compensation.compensation_does_not_interrupt, undoing(cancel="false"), undoing(cancel="true")),
    Case(compensation.compensated_activities_can_be, compensating("b"), compensating("a")),
    Case(
        links.links_have_no_flow_on_their_other_side,
        linked(source(), target(), flow("out", "end")),
        linked(source(), target()),
    ),
    Case(links.link_sources_have_a_target, linked(source(), target("elsewhere")), linked(source(), target())),
    Case(links.link_targets_have_a_source, linked(source("elsewhere"), target()), linked(source(), target())),
    Case(
        links.link_targets_are_alone,
        linked(source(), target(), target(event="again"), flow("again", "end")),
        linked(source(), target()),
    ),
    Case(
        links.links_agree,
        linked(source("x", "target_again"), target("y", "source"), target("x", event="again"), flow("again", "end")),
        linked(source("x", "target_in"), target("y", "source")),
    ),
    Case(
        sub_processes.event_sub_processes_are_not_connected,
        beside(answering(timed("s", "startEvent")), flow("a", "sub")),
        beside(answering(timed("s", "startEvent"))),
    ),
    Case(
        sub_processes.event_sub_processes_have_one_start,
        beside(on_event(task("b"))),
        beside(answering(timed("s", "startEvent"))),
    ),
    Case(
        sub_processes.event_sub_processes_have_a_trigger,
        beside(answering(start("s_1"))),
        beside(answering(caught("s_1", "signal", signalRef="s", kind="startEvent"))),
    ),
    Case(
        sub_processes.error_starts_interrupt,
        beside(answering(caught("s_1", "error", errorRef="e", kind="startEvent"))).replace(
            b'id="s_1"', b'id="s_1" isInterrupting="false"'
        ),
        beside(answering(caught("s_1", "error", errorRef="e", kind="startEvent"))),
    ),
    Case(
        sub_processes.interrupting_triggers_differ,
        beside(
            answering(caught("s_1", "signal", signalRef="s", kind="startEvent")),
            answering(caught("s_2", "signal", signalRef="s", kind="startEvent"), "sub_2", "y_"),
        ),
        beside(
            answering(caught("s_1", "signal", signalRef="s", kind="startEvent")),
            answering(caught("s_2", "signal", signalRef="other", kind="startEvent"), "sub_2", "y_"),
        ),
    ),
    Case(
        sub_processes.ad_hoc_sub_processes_have_no_start_or_end,
        drawn(sub(*inside(), kind="adHocSubProcess")),
        drawn(sub(task("b"), task("c"), flow("b", "c"), kind="adHocSubProcess")),
    ),
    Case(
        sub_processes.ad_hoc_sub_processes_have_activities,
        drawn(sub(kind="adHocSubProcess")),
        drawn(sub(task("b"), kind="adHocSubProcess")),
    ),
    Case(
        sub_processes.processes_have_no_choreography,
        drawn(task(), beside=(node("callChoreography", "c"),)),
        drawn(task()),
    ),
    Case(
        sub_processes.public_processes_are_not_executable,
        file(process(*way(task()), processType="Public")),
        file(process(*way(task()), processType="Private")),
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=named)
def test_what_a_rule_forbids_is_refused_and_what_is_right_beside_it_is_not(case: Case) -> None:
    prove(case)


EVERY = (
    "cancel",
    "compensate",
    "conditional",
    "error",
    "escalation",
    "link",
    "message",
    "signal",
    "terminate",
    "timer",
)
WHERE = {  # Table 10.93
    "top": {"conditional", "message", "signal", "timer"},
    "eventSubProcess": {"compensate", "conditional", "error", "escalation", "message", "signal", "timer"},
    "subProcess": set(),
    "intermediateCatchEvent": {"conditional", "link", "message", "signal", "timer"},
    "intermediateThrowEvent": {"compensate", "escalation", "link", "message", "signal"},
    "boundaryEvent": {"cancel", "compensate", "conditional", "error", "escalation", "message", "signal", "timer"},
    "endEvent": {"cancel", "compensate", "error", "escalation", "message", "signal", "terminate"},
}  # fmt: skip


def at(place: str, trigger: str) -> bytes:
    first = caught("s", trigger, kind="startEvent")
    if place == "top":
        return starting(first)
    if place in ("eventSubProcess", "subProcess"):
        scope = node("subProcess", "a", first, triggeredByEvent="true" if place == "eventSubProcess" else "false")
        return drawn(task("b"), beside=(scope,))
    return drawn(task(), beside=(caught("x", trigger, kind=place),))


@pytest.mark.parametrize("trigger", EVERY)
@pytest.mark.parametrize("place", WHERE)
def test_each_trigger_is_refused_but_where_the_table_of_events_has_it(place: str, trigger: str) -> None:
    assert ("misplaced-trigger" in codes(at(place, trigger))) is (trigger not in WHERE[place])


def test_a_trigger_that_an_event_refers_to_counts_like_one_inside_it() -> None:
    referring = node("startEvent", "s", text("eventDefinitionRef", "tns:d"))
    roots = (node("escalationEventDefinition", "d", escalationRef="x"), node("escalation", "x", escalationCode="X"))
    assert codes(starting(referring, *roots)) == {"misplaced-trigger"}


def test_what_an_event_sub_process_cannot_have_besides_flows_is_refused() -> None:
    guarded = beside(answering(timed("s_1", "startEvent")), on("sub", timed("t", "boundaryEvent")), flow("t", "end"))
    assert codes(guarded) == {"event-sub-process-boundary"}


def test_a_compensation_event_needs_its_activity_and_the_activity_its_event() -> None:
    assert codes(undoing(associated=None)) == {"compensation-without-activity", "compensation-without-event"}


def test_an_activity_in_another_sub_process_cannot_be_compensated() -> None:
    inner = node("subProcess", "inner", *way(task("far"), prefix="x_"))
    assert codes(compensating("far", inner)) == {"compensation-out-of-sight"}


def test_a_link_does_not_lead_into_a_sub_process() -> None:
    inner = node("subProcess", "b", *way(task("c"), prefix="x_"), target(), flow("in", "c"))
    data = drawn(task(), inner, beside=(source(), flow("a", "out")))
    assert codes(data) == {"link-without-target", "link-without-source"}


def test_links_meet_by_the_names_of_their_events_too() -> None:
    out, into = source("x"), target("y")
    out.set("name", "go")
    into.set("name", "go")
    assert codes(linked(out, into)) == set()


def test_a_message_may_start_a_process() -> None:
    assert codes(starting(with_message("s", "startEvent"), *service())) == set()
