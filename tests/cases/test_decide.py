"""Which commands are allowed on which cases, and what they record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from casesvc.cases.case import Case
from casesvc.cases.decide import (
    DecideTask,
    SubmitForm,
    decide_extension,
    decide_review,
    decide_submission,
    decide_timer,
)
from casesvc.cases.events import CorrectionExtended, Event, FormSubmitted, TaskDecided, TimerFired, TimerStarted
from casesvc.cases.rejection import Rejection
from tests.cases.writing import APPLICANT, MORNING, OFFICER, STRANGER, applied, ended, given, returned

OFFERED = ("approve", "return", "terminate")
PASS = DecideTask("unit#1", "approve", OFFERED)
RETURN = DecideTask("unit#1", "return", OFFERED, "请补传证书", (("education", "e1"),))
DUE = MORNING + timedelta(days=10)


def refused(command: Callable[[], Event]) -> str:
    """Return the code with which a command is refused."""
    with pytest.raises(Rejection) as refusal:
        command()
    return refusal.value.code


def in_correction() -> Case:
    return given(*applied(), *returned(("education",)))


def test_an_officer_with_a_seat_in_the_unit_decides() -> None:
    assert decide_review(given(*applied()), OFFICER, PASS) == TaskDecided("unit#1", "approve")


def test_an_officer_of_another_unit_is_refused() -> None:
    assert refused(lambda: decide_review(given(*applied()), STRANGER, PASS)) == "not-yours"


def test_an_applicant_cannot_decide_about_the_own_case() -> None:
    assert refused(lambda: decide_review(given(*applied()), APPLICANT, PASS)) == "not-yours"


def test_a_task_is_done_once() -> None:
    case = given(*applied(), TaskDecided("unit#1", "approve"))

    assert refused(lambda: decide_review(case, OFFICER, PASS)) == "task-done"


def test_a_task_that_never_opened_cannot_be_done() -> None:
    assert refused(lambda: decide_review(given(*applied()), OFFICER, replace(PASS, task="province#1"))) == "task-done"


def test_an_ended_case_takes_nothing_more() -> None:
    assert refused(lambda: decide_review(given(*applied(), *ended()), OFFICER, PASS)) == "case-ended"


def test_an_outcome_the_diagram_has_no_way_for_is_refused() -> None:
    assert refused(lambda: decide_review(given(*applied()), OFFICER, replace(PASS, outcome="granted"))) == (
        "outcome-unknown"
    )


@pytest.mark.row("JL-078")
@pytest.mark.parametrize("outcome", ["return", "terminate"])
@pytest.mark.parametrize("opinion", ["", "  \n　"])
def test_a_return_and_a_termination_say_why(outcome: str, opinion: str) -> None:
    command = replace(RETURN, outcome=outcome, opinion=opinion)

    assert refused(lambda: decide_review(given(*applied()), OFFICER, command)) == "opinion-missing"


@pytest.mark.row("JL-078")
def test_a_return_marks_at_least_one_part() -> None:
    assert refused(lambda: decide_review(given(*applied()), OFFICER, replace(RETURN, marks=()))) == "marks-missing"


@pytest.mark.parametrize("outcome", ["approve", "terminate"])
def test_marks_and_days_are_recorded_with_a_return_only(outcome: str) -> None:
    command = replace(RETURN, outcome=outcome, correction_days=5)

    decided = decide_review(given(*applied()), OFFICER, command)

    assert (decided.marks, decided.correction_days) == ((), None)


def test_a_return_records_its_marks_and_days() -> None:
    decided = decide_review(given(*applied()), OFFICER, replace(RETURN, correction_days=5))

    assert (decided.marks, decided.correction_days) == ((("education", "e1"),), 5)


def test_a_correction_is_taken_up_to_its_last_moment_and_not_after() -> None:
    command = SubmitForm("correct#1", {"basic": {}})

    assert decide_submission(in_correction(), APPLICANT, command, now=DUE) == FormSubmitted("correct#1", {"basic": {}})
    late = DUE + timedelta(microseconds=1)
    assert refused(lambda: decide_submission(in_correction(), APPLICANT, command, now=late)) == "correction-overdue"


def test_more_time_is_later_than_the_time_there_was() -> None:
    later = DUE + timedelta(days=5)

    assert decide_extension(in_correction(), "correct#1", due=later, now=MORNING) == CorrectionExtended(
        "correct#1", later
    )
    assert refused(lambda: decide_extension(in_correction(), "correct#1", due=DUE, now=MORNING)) == "due-not-later"


def test_more_time_is_not_given_into_the_past() -> None:
    now = DUE + timedelta(days=9)

    assert refused(lambda: decide_extension(in_correction(), "correct#1", due=now, now=now)) == "due-not-later"


def test_only_a_correction_gets_more_time() -> None:
    case = given(*applied())

    assert refused(lambda: decide_extension(case, "unit#1", due=DUE, now=MORNING)) == "task-done"


def test_a_timer_fires_when_it_is_due_and_only_while_it_runs() -> None:
    case = given(*applied(), TimerStarted("late#1", "late", DUE))

    assert decide_timer(case, "late#1", now=DUE) == TimerFired("late#1")
    assert refused(lambda: decide_timer(case, "late#1", now=DUE - timedelta(seconds=1))) == "timer-early"
    fired = given(*applied(), TimerStarted("late#1", "late", DUE), TimerFired("late#1"))
    assert refused(lambda: decide_timer(fired, "late#1", now=DUE)) == "timer-stopped"
