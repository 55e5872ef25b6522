"""Messages, signals, conditions, escalations and cancellations: what waits, what is thrown, and who is reached."""

import pytest

from casesvc.cases.step import StepFailed
from casesvc.journeys.play_diagram import PlayedCase
from tests.diagrams.bpmn import (
    Part,
    boundary,
    chain,
    choice,
    condition_definition,
    diagram,
    end,
    error,
    error_definition,
    flow,
    fork,
    message_definition,
    node,
    signal_definition,
    start,
    sub_process,
    text,
    timer,
    user_task,
)
from tests.engine.play import ENGINE, NOW

PAID = node("message", "paid", name="已缴费")
CLOSED = node("signal", "closed", name="窗口关闭")


def begun(*parts: Part, head: tuple[Part, ...] = (), at: str | None = None, **facts: object) -> PlayedCase:
    case = PlayedCase(ENGINE, diagram(*parts, head=head), NOW, dict(facts))
    case.start(at)
    return case


def elements(case: PlayedCase) -> list[str]:
    return sorted(opened.element for opened in case.open.values())


def test_a_message_is_waited_for_by_name_and_goes_on_when_it_arrives() -> None:
    catch = node("intermediateCatchEvent", "wait", message_definition("paid"))
    case = begun(start(), catch, user_task("z"), end(), *chain("start", "wait", "z", "end"), head=(PAID,))
    assert [(s.event, s.element, s.kind, s.name) for s in case.events.values()] == [
        ("wait#1", "wait", "message", "已缴费")
    ]
    case.receive("wait#1")
    assert (elements(case), case.events) == (["z"], {})


def test_a_receive_task_waits_like_a_message_event() -> None:
    case = begun(
        start(), node("receiveTask", "wait", messageRef="paid"), end(), *chain("start", "wait", "end"), head=(PAID,)
    )
    assert [subscribed.name for subscribed in case.events.values()] == ["已缴费"]
    assert case.receive("wait#1").ended == "end"


def test_a_message_on_the_border_that_does_not_interrupt_may_come_again_until_the_task_is_done() -> None:
    case = begun(
        start(), user_task("a"), boundary("asked", "a", message_definition("paid"), interrupting=False),
        user_task("answer"), end(), end("answered"), *chain("start", "a", "end"), *chain("asked", "answer", "answered"),
        head=(PAID,),
    )  # fmt: skip
    case.receive("asked#1")
    case.receive("asked#2")
    assert elements(case) == ["a", "answer", "answer"]
    step = case.complete("a#1")
    assert step.unsubscribed == ("asked#3",)
    case.complete("answer#1")
    assert case.complete("answer#2").ended == "answered"


def test_a_message_on_the_border_that_interrupts_withdraws_the_task() -> None:
    case = begun(
        start(), user_task("a"), boundary("called_off", "a", message_definition("paid")), end(), end("off"),
        *chain("start", "a", "end"), flow("called_off", "off"), head=(PAID,),
    )  # fmt: skip
    step = case.receive("called_off#1")
    assert (step.withdrawn, step.ended) == (("a#1",), "off")


def test_a_message_that_nobody_waits_for_is_an_incident() -> None:
    case = begun(start(), user_task("a"), end(), *chain("start", "a", "end"))
    with pytest.raises(StepFailed) as failed:
        case.receive("wait#1")
    assert (failed.value.code, failed.value.element) == ("not-subscribed", "wait")


def test_a_signal_reaches_everything_in_the_case_that_waits_for_it() -> None:
    inside = [start("s"), user_task("b"), boundary("inner", "b", signal_definition("closed")), end("e"), end("e2")]
    inside += [*chain("s", "b", "e"), flow("inner", "e2")]
    case = begun(
        start(), fork("split"), user_task("a"), node("intermediateThrowEvent", "shout", signal_definition("closed")),
        sub_process("sub", *inside), user_task("c"), boundary("outer", "c", signal_definition("closed")),
        fork("join"), choice("after"), end(),
        *chain("start", "split", "a", "shout", "join"), *chain("split", "sub", "join"), *chain("split", "c", "after"),
        flow("outer", "after"), *chain("after", "join", "end"), head=(CLOSED,),
    )  # fmt: skip
    assert sorted(case.events) == ["inner#1", "outer#1"]
    step = case.complete("a#1")
    assert [(thrown.kind, thrown.name) for thrown in step.thrown] == [("signal", "窗口关闭")]
    assert (step.withdrawn, step.ended) == (("b#1", "c#1"), "end")


def test_a_message_and_a_signal_thrown_at_the_end_are_reported() -> None:
    last = end("end", message_definition("paid"), signal_definition("closed"))
    case = begun(start(), user_task("a"), last, *chain("start", "a", "end"), head=(PAID, CLOSED))
    assert [(t.element, t.kind, t.name) for t in case.complete("a#1").thrown] == [
        ("end", "message", "已缴费"),
        ("end", "signal", "窗口关闭"),
    ]


def test_an_event_with_two_triggers_goes_on_with_the_first_that_happens() -> None:
    catch = node("intermediateCatchEvent", "wait", message_definition("paid"), timer("timeDuration", "P5D"))
    parts = (start(), catch, end(), *chain("start", "wait", "end"))
    case = begun(*parts, head=(PAID,))
    assert (sorted(case.timers), sorted(case.events)) == (["wait#2"], ["wait#1"])
    step = case.fire("wait#2")
    assert (step.ended, step.unsubscribed) == ("end", ("wait#1",))
    assert begun(*parts, head=(PAID,)).receive("wait#1").timers_stopped == ("wait#2",)


def test_an_event_gateway_takes_the_way_of_what_comes_first() -> None:
    paid = node("intermediateCatchEvent", "on_paid", message_definition("paid"))
    late = node("intermediateCatchEvent", "on_late", timer("timeDuration", "P5D"))
    asked = node("receiveTask", "on_asked", messageRef="paid")
    parts = (
        start(), node("eventBasedGateway", "which"), paid, late, asked, end(), end("too_late"), end("answered"),
        *chain("start", "which", "on_paid", "end"), *chain("which", "on_late", "too_late"),
        *chain("which", "on_asked", "answered"),
    )  # fmt: skip
    assert begun(*parts, head=(PAID,)).receive("on_paid#1").ended == "end"
    assert begun(*parts, head=(PAID,)).fire("on_late#1").ended == "too_late"
    assert begun(*parts, head=(PAID,)).receive("on_asked#1").ended == "answered"


def test_a_condition_is_looked_at_when_its_event_is_armed_and_whenever_something_happens() -> None:
    catch = node("intermediateCatchEvent", "wait", condition_definition("amount > 5"))
    parts = (start(), fork("split"), catch, user_task("a"), end(), end("other"))
    flows = (*chain("start", "split", "wait", "end"), *chain("split", "a", "other"))
    assert begun(*parts, *flows, amount=6).steps[0].travelled[-1] == "end"
    case = begun(*parts, *flows, amount=1)
    assert "wait" not in case.steps[0].travelled
    assert case.complete("a#1", facts={"amount": 7}).ended is not None


def test_a_condition_that_stays_true_does_not_start_its_handler_again() -> None:
    handler = sub_process(
        "handler", node("startEvent", "on", condition_definition("urgent == True"), isInterrupting="false"),
        user_task("look"), end("seen"), *chain("on", "look", "seen"), triggeredByEvent="true",
    )  # fmt: skip
    case = begun(start(), handler, user_task("a"), user_task("b"), end(), *chain("start", "a", "b", "end"), urgent=True)
    assert elements(case) == ["a", "look"]
    case.complete("a#1")
    assert elements(case) == ["b", "look"]
    case.complete("b#1", facts={"urgent": False})
    assert case.complete("look#1").ended == "end"


def test_an_escalation_from_inside_leaves_the_work_open_or_ends_it_as_its_border_says() -> None:
    for interrupting, left in ((True, ["boss"]), (False, ["boss", "c"])):
        inside = [start("s"), fork("f"), user_task("b"), user_task("c"), fork("j"), end("e")]
        inside += [node("intermediateThrowEvent", "raise", node("escalationEventDefinition", None, escalationRef="up"))]
        inside += [*chain("s", "f", "b", "raise", "j", "e"), *chain("f", "c", "j")]
        up = node("escalationEventDefinition", None, escalationRef="up")
        case = begun(
            start(), sub_process("sub", *inside), boundary("caught", "sub", up, interrupting=interrupting),
            user_task("boss"), end(), end("end_2"), *chain("start", "sub", "end"), *chain("caught", "boss", "end_2"),
            head=(node("escalation", "up", escalationCode="UP"),),
        )  # fmt: skip
        case.complete("b#1")
        assert elements(case) == left


def test_an_escalation_that_nobody_catches_is_reported_and_goes_on() -> None:
    up = node("escalationEventDefinition", None, escalationRef="up")
    case = begun(
        start(), user_task("a"), node("intermediateThrowEvent", "raise", up), end(),
        *chain("start", "a", "raise", "end"),
        head=(node("escalation", "up", escalationCode="UP"),),
    )  # fmt: skip
    step = case.complete("a#1")
    assert ([thrown.name for thrown in step.thrown], step.ended) == (["UP"], "end")


def test_a_cancel_end_leaves_its_transaction_by_the_cancel_event() -> None:
    inside = [start("s"), fork("f"), user_task("b"), user_task("c"), end("off", node("cancelEventDefinition", None))]
    inside += [end("e"), *chain("s", "f", "b", "off"), *chain("f", "c", "e")]
    case = begun(
        start(), node("transaction", "deal", *inside), boundary("undone", "deal", node("cancelEventDefinition", None)),
        user_task("again"), end(), end("end_2"), *chain("start", "deal", "end"), *chain("undone", "again", "end_2"),
    )  # fmt: skip
    step = case.complete("b#1")
    assert (step.withdrawn, elements(case)) == (("c#1",), ["again"])


def test_an_error_that_nobody_catches_ends_the_whole_case() -> None:
    inside = [start("s"), user_task("b"), end("broken", error_definition("wrong")), *chain("s", "b", "broken")]
    case = begun(
        start(), fork("f"), sub_process("sub", *inside), user_task("a"), end(), end("end_2"),
        *chain("start", "f", "sub", "end"), *chain("f", "a", "end_2"), head=(error("wrong"),),
    )  # fmt: skip
    step = case.complete("b#1")
    assert (step.withdrawn, step.ended) == (("a#1",), "broken")


def test_an_error_is_caught_by_the_nearest_border_with_its_code_before_one_for_any() -> None:
    inner = [start("s2"), user_task("b"), end("broken", error_definition("wrong")), *chain("s2", "b", "broken")]
    outer = [start("s1"), sub_process("inner", *inner), end("e1"), *chain("s1", "inner", "e1")]
    outer += [boundary("any", "inner", node("errorEventDefinition", None)), end("any_end"), flow("any", "any_end")]
    outer += [boundary("this", "inner", error_definition("wrong")), user_task("mend"), end("this_end")]
    outer += chain("this", "mend", "this_end")
    case = begun(start(), sub_process("outer", *outer), end(), *chain("start", "outer", "end"), head=(error("wrong"),))
    case.complete("b#1")
    assert elements(case) == ["mend"]


def test_the_error_that_another_system_reports_is_caught_on_the_border_of_its_task() -> None:
    parts = (
        start(), node("serviceTask", "robot", camunda_topic="check"), end(), end("failed"),
        boundary("caught", "robot", error_definition("wrong")), *chain("start", "robot", "end"),
        flow("caught", "failed"),
    )  # fmt: skip
    head = (error("wrong", "E1"),)
    case = begun(*parts, head=head)
    assert [opened.kind for opened in case.open.values()] == ["external"]
    assert case.fail("robot#1", "E1").ended == "failed"
    case = begun(*parts, head=head)
    with pytest.raises(StepFailed) as failed:
        case.fail("robot#1", "E2")
    assert failed.value.code == "error-uncaught"
    assert case.complete("robot#1").ended == "end"


def test_only_the_first_of_two_interrupting_events_ends_a_task() -> None:
    case = begun(
        start(), fork("f"), user_task("a"), boundary("one", "a", signal_definition("closed")),
        boundary("two", "a", signal_definition("closed")), user_task("b"),
        node("intermediateThrowEvent", "shout", signal_definition("closed")),
        end("e1"), end("e2"), end("e3"), end("e4"),
        *chain("start", "f", "a", "e1"), flow("one", "e2"), flow("two", "e3"), *chain("f", "b", "shout", "e4"),
        head=(CLOSED,),
    )  # fmt: skip
    travelled = case.complete("b#1").travelled
    assert ("e2" in travelled, "e3" in travelled) == (True, False)


def test_a_repeating_timer_fires_as_often_as_it_says_and_each_time_is_counted_from_the_last() -> None:
    remind = boundary("remind", "a", timer("timeCycle", "R3/P1D"), interrupting=False)
    case = begun(
        start(), user_task("a"), remind, end(), end("told"), *chain("start", "a", "end"), flow("remind", "told")
    )
    due = []
    for number in (1, 2, 3):
        due.append((case.timers[f"remind#{number}"] - NOW).days)
        case.fire(f"remind#{number}")
    assert (due, case.timers, elements(case)) == ([1, 2, 3], {}, ["a"])


def test_a_process_with_several_starts_begins_at_the_one_named() -> None:
    parts = (
        start("by_hand"), node("startEvent", "by_message", message_definition("paid")), user_task("a"), user_task("b"),
        end(), *chain("by_hand", "a", "end"), *chain("by_message", "b", "end"),
    )  # fmt: skip
    assert elements(begun(*parts, head=(PAID,))) == ["a"]
    assert elements(begun(*parts, head=(PAID,), at="by_message")) == ["b"]
    with pytest.raises(StepFailed) as failed:
        begun(*parts, head=(PAID,), at="a")
    assert failed.value.code == "which-start"


def test_an_interrupting_event_sub_process_takes_the_place_of_its_process() -> None:
    handler = sub_process(
        "handler", node("startEvent", "on", message_definition("paid")), user_task("close"), end("closed_early"),
        *chain("on", "close", "closed_early"), triggeredByEvent="true",
    )  # fmt: skip
    case = begun(start(), handler, user_task("a"), end(), *chain("start", "a", "end"), head=(PAID,))
    step = case.receive("on#1")
    assert (step.withdrawn, elements(case)) == (("a#1",), ["close"])
    assert case.complete("close#1").ended == "closed_early"


def test_an_error_inside_a_scope_starts_its_event_sub_process() -> None:
    handler = sub_process(
        "handler", node("startEvent", "on", error_definition("wrong")), user_task("mend"), end("mended"),
        *chain("on", "mend", "mended"), triggeredByEvent="true",
    )  # fmt: skip
    inside = [handler, start("s"), fork("f"), user_task("b"), user_task("c"), end("broken", error_definition("wrong"))]
    inside += [end("e"), *chain("s", "f", "b", "broken"), *chain("f", "c", "e")]
    case = begun(start(), sub_process("sub", *inside), end(), *chain("start", "sub", "end"), head=(error("wrong"),))
    step = case.complete("b#1")
    assert (step.withdrawn, elements(case)) == (("c#1",), ["mend"])
    assert case.complete("mend#1").ended == "end"


def test_a_terminate_end_ends_its_own_scope_only() -> None:
    stop = end("stop", node("terminateEventDefinition", None))
    inside = [start("s"), fork("f"), user_task("b"), user_task("c"), stop, end("e")]
    inside += [*chain("s", "f", "b", "stop"), *chain("f", "c", "e")]
    case = begun(start(), sub_process("sub", *inside), user_task("z"), end(), *chain("start", "sub", "z", "end"))
    step = case.complete("b#1")
    assert (step.withdrawn, elements(case)) == (("c#1",), ["z"])


def test_a_terminate_end_of_a_process_ends_its_running_event_sub_processes_too() -> None:
    handler = sub_process(
        "handler", node("startEvent", "on", message_definition("paid"), isInterrupting="false"), user_task("look"),
        end("seen"), *chain("on", "look", "seen"), triggeredByEvent="true",
    )  # fmt: skip
    stop = end("stop", node("terminateEventDefinition", None))
    case = begun(start(), handler, user_task("a"), stop, *chain("start", "a", "stop"), head=(PAID,))
    case.receive("on#1")
    step = case.complete("a#1")
    assert (step.withdrawn, step.ended) == (("look#1",), "stop")


def test_a_script_sets_what_a_condition_behind_it_asks() -> None:
    case = begun(
        start(), node("scriptTask", "set", text("script", "x = amount + 1")), choice("g"), end("yes"), end("no"),
        *chain("start", "set", "g"), flow("g", "yes", "x > 5"), flow("g", "no", "x <= 5"), amount=5,
    )  # fmt: skip
    assert case.ended == "yes"
