"""What other systems may report on a case, and what is recorded of it."""

from collections.abc import Callable

import pytest

from casesvc.cases.actor import Actor, Candidate, machine
from casesvc.cases.case import Case
from casesvc.cases.decide_outside import Report, decide_event, decide_external, decide_failure, waiting_for
from casesvc.cases.events import (
    CaseStalled,
    Event,
    EventSubscribed,
    EventUnsubscribed,
    ExternalTaskCompleted,
    ExternalTaskFailed,
    MessageReceived,
    SignalReceived,
)
from casesvc.cases.rejection import Rejection
from tests.cases.writing import OFFICER, applied, ended, given, opened

CHECK = opened("verify#1", Candidate(topic="identity-check"))
PAID = EventSubscribed("paid#1", "paid", "message", "付款")
OPEN = EventSubscribed("open#1", "open", "signal", "窗口开放")
STALLED = CaseStalled(1, "no-flow", "gate", "没有出口")
REPORT = Report({"score": 88}, routed=("tier",))


def refused(command: Callable[[], object]) -> str:
    with pytest.raises(Rejection) as refusal:
        command()
    return refusal.value.code


def case(*events: Event) -> Case:
    return given(*applied(), CHECK, PAID, OPEN, *events)


def test_an_external_task_is_completed_with_what_was_found() -> None:
    assert decide_external(case(), "verify#1", REPORT) == ExternalTaskCompleted("verify#1", {"score": 88})


def test_an_external_task_is_left_with_a_code_words_and_facts() -> None:
    decided = decide_failure(case(), "verify#1", "mismatch", "姓名不符", REPORT)

    assert decided == ExternalTaskFailed("verify#1", "mismatch", "姓名不符", {"score": 88})


@pytest.mark.parametrize("code", ["", "  ", "x" * 101])
def test_an_error_has_a_code(code: str) -> None:
    assert refused(lambda: decide_failure(case(), "verify#1", code, "", REPORT)) == "code-missing"


def test_the_words_of_an_error_are_cut_where_they_get_too_long() -> None:
    assert len(decide_failure(case(), "verify#1", "c", "长" * 3000, REPORT).message) == 2000


@pytest.mark.parametrize(
    ("events", "task", "code"),
    [
        ((), "unit#1", "not-external"),
        ((), "verify#2", "task-done"),
        ((ExternalTaskCompleted("verify#1"),), "verify#1", "task-done"),
        ((STALLED,), "verify#1", "case-stalled"),
        (ended(), "verify#1", "case-ended"),
    ],
)
def test_a_report_is_on_an_open_external_task(events: tuple[Event, ...], task: str, code: str) -> None:
    assert refused(lambda: decide_external(case(*events), task, REPORT)) == code
    assert refused(lambda: decide_failure(case(*events), task, "c", "", REPORT)) == code


@pytest.mark.parametrize("facts", [{"tier": "A"}, {"outcome": "approve"}])
def test_a_report_does_not_speak_for_forms_and_people(facts: dict[str, str]) -> None:
    report = Report(facts, routed=("tier",))

    assert refused(lambda: decide_external(case(), "verify#1", report)) == "fact-reserved"
    assert refused(lambda: decide_failure(case(), "verify#1", "c", "", report)) == "fact-reserved"
    assert refused(lambda: decide_event(case(), "paid#1", report)) == "fact-reserved"


def test_a_message_is_for_the_subscription_of_its_name() -> None:
    assert waiting_for(case(), "付款") == "paid#1"
    assert decide_event(case(), "paid#1", REPORT) == MessageReceived("paid#1", "付款", {"score": 88})


def test_a_signal_is_caught_by_its_subscription() -> None:
    assert decide_event(case(), "open#1", Report()) == SignalReceived("open#1", "窗口开放", {})


@pytest.mark.parametrize(
    ("events", "name", "code"),
    [
        ((), "退款", "nothing-waits"),
        ((), "窗口开放", "nothing-waits"),  # a signal is no message
        ((EventUnsubscribed("paid#1"),), "付款", "nothing-waits"),
        ((MessageReceived("paid#1", "付款"),), "付款", "nothing-waits"),
        ((EventSubscribed("paid#2", "paid", "message", "付款"),), "付款", "several-wait"),
        (ended(), "付款", "case-ended"),
    ],
)
def test_a_message_that_is_not_for_one_place_is_refused(events: tuple[Event, ...], name: str, code: str) -> None:
    assert refused(lambda: waiting_for(case(*events), name)) == code


def test_what_is_no_longer_waited_for_is_refused() -> None:
    assert (
        refused(lambda: decide_event(case(SignalReceived("open#1", "窗口开放")), "open#1", Report())) == "nothing-waits"
    )


def test_a_stalled_case_takes_no_event() -> None:
    assert refused(lambda: decide_event(case(STALLED), "open#1", Report())) == "case-stalled"


def test_no_person_is_admitted_to_an_external_task() -> None:
    who = Candidate(topic="identity-check")

    assert not any(who.admits(actor) for actor in (OFFICER, Actor(""), Actor("identity-check"), machine("checker")))


@pytest.mark.parametrize("name", ["", "a b", "x" * 29, "检查", "a/b", "a:b"])
def test_another_system_goes_by_a_name_of_its_own(name: str) -> None:
    assert refused(lambda: machine(name)) == "machine-unknown"
    assert machine("identity-checker.1").person == "machine:identity-checker.1"
