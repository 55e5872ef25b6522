"""Timers: due times are computed once, live outside, and fire as inputs."""

from datetime import UTC, datetime, timedelta

import pytest

from casesvc.cases.step import StepFailed
from tests.diagrams.bpmn import boundary, chain, choice, diagram, end, flow, multi, node, start, timer, user_task
from tests.engine.play import NOW, play
from tests.engine.shapes import both_timers_in_a_loop, event_gateway, interrupting_timer, reminding_timer


def test_an_interrupting_timer_withdraws_the_task_and_goes_its_own_way() -> None:
    case = play(interrupting_timer())
    case.complete("p")
    assert case.timers == {"late#1": NOW + timedelta(days=2)}
    step = case.fire("late#1")
    assert (step.withdrawn, case.elements(), case.timers) == (("a#1",), ["escalated"], {})
    assert step.travelled == ("late", "late_to_escalated")


def test_a_reminder_leaves_the_task_open_and_fires_once() -> None:
    case = play(reminding_timer())
    case.complete("p")
    case.fire("remind#1")
    assert (case.elements(), case.timers) == (["a", "reminded"], {})
    case.complete("a")
    case.complete("reminded")
    case.complete("z")
    assert case.ended == "end"


def test_a_timer_stops_with_its_task_and_says_so() -> None:
    case = play(interrupting_timer())
    case.complete("p")
    assert case.complete("a").timers_stopped == ("late#1",)
    with pytest.raises(StepFailed) as failed:
        case.fire("late#1")
    assert failed.value.code == "timer-not-running"


def test_timers_run_anew_after_a_return_from_the_time_of_the_return() -> None:
    case = play(both_timers_in_a_loop())
    case.complete("apply")
    assert case.timers == {"remind#1": NOW + timedelta(days=1), "late#1": NOW + timedelta(days=5)}
    assert case.complete("review", "return").timers_stopped == ("late#1", "remind#1")
    case.now = NOW + timedelta(days=30)
    case.complete("apply")
    assert case.timers == {"remind#2": case.now + timedelta(days=1), "late#2": case.now + timedelta(days=5)}


def test_a_due_time_is_not_computed_again_while_the_timer_runs() -> None:
    case = play(both_timers_in_a_loop())
    case.complete("apply")
    case.now = NOW + timedelta(days=3)
    case.fire("remind#1")
    assert case.last.timers_started == ()
    assert case.timers == {"late#1": NOW + timedelta(days=5)}


@pytest.mark.parametrize(("fired", "stopped", "opened"), [("one#1", "two#1", "a"), ("two#1", "one#1", "b")])
def test_at_an_event_gateway_the_first_timer_wins_though_both_have_one_name(
    fired: str, stopped: str, opened: str
) -> None:
    case = play(event_gateway())
    case.complete("q")
    assert sorted(case.timers) == ["one#1", "two#1"]
    step = case.fire(fired)
    assert (step.timers_stopped, case.elements()) == ((stopped,), [opened])


def test_a_timer_on_several_instances_is_one_timer_and_withdraws_them_all() -> None:
    drawn = diagram(
        start(), user_task("m", multi(many="3")), boundary("late", "m", timer("timeDuration", "P1D")),
        user_task("escalated"), end(), end("end_2"), *chain("start", "m", "end"), *chain("late", "escalated", "end_2"),
    )  # fmt: skip
    case = play(drawn)
    case.complete("m#2")
    assert list(case.timers) == ["late#1"]
    assert case.fire("late#1").withdrawn == ("m#1", "m#3")
    assert case.elements() == ["escalated"]


def test_working_days_end_with_the_last_second_of_the_day_in_beijing() -> None:
    drawn = diagram(
        start(), user_task("a"), boundary("late", "a", timer("timeDuration", "${working_days(5)}")), end(),
        end("end_2"),
        *chain("start", "a", "end"), flow("late", "end_2"),
    )  # fmt: skip
    case = play(drawn)  # a Friday
    assert case.timers == {"late#1": datetime(2026, 11, 27, 15, 59, 59, tzinfo=UTC)}
    assert case.fire("late#1").ended == "end_2"


def test_a_timer_may_read_a_fact_of_the_case() -> None:
    drawn = diagram(
        start(), node("intermediateCatchEvent", "wait", timer("timeDate", "deadline")), end(),
        *chain("start", "wait", "end"),
    )  # fmt: skip
    case = play(drawn, deadline="2026-12-31T17:00:00")
    assert case.timers == {"wait#1": datetime(2026, 12, 31, 9, 0, tzinfo=UTC)}
    assert case.fire("wait#1").ended == "end"


def test_a_timer_without_a_readable_time_is_an_incident_of_the_step() -> None:
    drawn = diagram(
        start(), user_task("a"), node("intermediateCatchEvent", "wait", timer("timeDate", "deadline")), end(),
        *chain("start", "a", "wait", "end"),
    )  # fmt: skip
    case = play(drawn)
    with pytest.raises(StepFailed) as unknown:
        case.complete("a")
    assert (unknown.value.code, unknown.value.element) == ("unknown-name", "wait")
    with pytest.raises(StepFailed) as unreadable:
        case.complete("a", deadline="年底")
    assert (unreadable.value.code, unreadable.value.element) == ("wrong-time", "wait")


def test_outcome_is_not_there_when_a_timer_fires() -> None:
    drawn = diagram(
        start(), user_task("a"), boundary("late", "a", timer("timeDuration", "P1D")), choice("g"), end(), end("end_2"),
        *chain("start", "a", "g"), flow("late", "g"), flow("g", "end", "outcome == 'approve'"),
        flow("g", "end_2", "outcome == 'return'"),
    )  # fmt: skip
    case = play(drawn)
    with pytest.raises(StepFailed) as failed:
        case.fire("late#1")
    assert (failed.value.code, failed.value.element) == ("outcome-missing", "g")
    assert list(case.timers) == ["late#1"]
