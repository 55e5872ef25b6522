"""What an administrator may do about a stalled case, and what is recorded of it."""

from collections.abc import Callable
from typing import Any

import pytest

from casesvc.cases.actor import Actor
from casesvc.cases.case import Case
from casesvc.cases.decide import DecideTask, SubmitForm, decide_review, decide_submission, decide_timer
from casesvc.cases.decide_incident import decide_correction, decide_retry, decide_termination
from casesvc.cases.events import CaseStalled, CaseTerminated, FactsCorrected, RetryRequested, StepTaken, TimerStarted
from casesvc.cases.rejection import Rejection
from tests.cases.writing import APPLICANT, MORNING, OFFICER, applied, given, opened

ADMINISTRATOR = Actor("root", (("administrator", "province-office"),))
STALL = CaseStalled(4, "no-flow", "gate", "没有出口")


def stalled() -> Case:
    return given(*applied(), opened("bureau#1"), TimerStarted("late#1", "late", MORNING), STALL).with_(
        facts={"score": 1, "checked": True}
    )


def refused(command: Callable[[], object]) -> str:
    with pytest.raises(Rejection) as refusal:
        command()
    return refusal.value.code


def test_a_retry_names_the_input_it_tries_again() -> None:
    assert decide_retry(stalled(), ADMINISTRATOR) == RetryRequested(4)


COMMANDS: list[Callable[[Case, Actor], object]] = [
    decide_retry,
    lambda case, actor: decide_correction(case, actor, {"score": 2}, "读错了"),
    lambda case, actor: decide_termination(case, actor, "重复申报"),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_only_administrators_resolve_a_stall(command: Callable[[Case, Actor], object]) -> None:
    for actor in (OFFICER, APPLICANT):
        assert refused(lambda actor=actor: command(stalled(), actor)) == "not-yours"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_case_that_goes_on_is_left_alone(command: Callable[[Case, Actor], object]) -> None:
    goes_on = given(*applied(), STALL, StepTaken((), "s"))

    assert refused(lambda: command(goes_on, ADMINISTRATOR)) == "not-stalled"


def test_a_correction_records_what_it_changes_and_why() -> None:
    facts = {"score": 2, "checked": True, "tier": "A", "added": [1]}

    assert decide_correction(stalled(), ADMINISTRATOR, facts, " 读错了 ") == FactsCorrected(
        {"score": 2, "tier": "A", "added": [1]}, "读错了"
    )


@pytest.mark.parametrize("facts", [{}, {"score": 1}, {"tier": "E", "checked": True}])
def test_a_correction_changes_something(facts: dict[str, Any]) -> None:
    assert refused(lambda: decide_correction(stalled(), ADMINISTRATOR, facts, "读错了")) == "facts-missing"


def test_a_value_of_another_kind_is_a_change() -> None:
    assert decide_correction(stalled(), ADMINISTRATOR, {"checked": 1}, "读错了").facts == {"checked": 1}


@pytest.mark.parametrize("facts", [{"outcome": "approve"}, {"level": 2}])
def test_a_correction_does_not_speak_for_people(facts: dict[str, Any]) -> None:
    assert refused(lambda: decide_correction(stalled(), ADMINISTRATOR, facts, "读错了")) == "fact-reserved"


@pytest.mark.parametrize(("reason", "code"), [(" \n　", "reason-missing"), ("长" * 501, "reason-too-long")])
def test_corrections_and_ends_say_why(reason: str, code: str) -> None:
    assert refused(lambda: decide_correction(stalled(), ADMINISTRATOR, {"score": 2}, reason)) == code
    assert refused(lambda: decide_termination(stalled(), ADMINISTRATOR, reason)) == code


def test_an_end_records_why() -> None:
    assert decide_termination(stalled(), ADMINISTRATOR, "重复申报") == CaseTerminated("重复申报")


@pytest.mark.parametrize(
    "command",
    [
        lambda case: decide_review(case, OFFICER, DecideTask("bureau#1", "approve", ("approve",))),
        lambda case: decide_submission(case, OFFICER, SubmitForm("bureau#1", {}), now=MORNING),
        lambda case: decide_timer(case, "late#1", now=MORNING),
    ],
)
def test_a_stalled_case_takes_nothing_that_could_undo_what_waits_to_be_tried(command: Callable[[Case], object]) -> None:
    assert refused(lambda: command(stalled())) == "case-stalled"
