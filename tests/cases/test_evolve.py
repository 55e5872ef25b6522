"""What each event makes of a case."""

import json
from datetime import timedelta

import pytest

from casesvc.cases.actor import Candidate
from casesvc.cases.case import Case, from_state, to_state
from casesvc.cases.events import (
    EVENTS,
    CaseStalled,
    CorrectionExtended,
    Event,
    FormSubmitted,
    StepTaken,
    TaskDecided,
    TaskWithdrawn,
    TimerFired,
    TimerStarted,
    TimerStopped,
    from_payload,
    to_payload,
)
from casesvc.cases.evolve import apply, fold
from tests.cases.writing import MORNING, a_pen, applied, ended, given, opened, returned

CORRECTED = FormSubmitted("correct#1", {"basic": {}}, route={"tier": "D"})
LIFE: tuple[Event, ...] = (
    *applied(),
    *returned(("education", "e1"), days=5),
    TimerStarted("late#1", "late", MORNING),
    CorrectionExtended("correct#1", MORNING + timedelta(days=20)),
    TimerStopped("late#1"),
    CORRECTED,
    opened("unit#2"),
)


def test_every_event_has_its_own_change_of_state() -> None:
    assert [kind for kind, made in EVENTS.items() if apply.dispatch(made) is apply.dispatch(object)] == []


def test_the_pen_and_the_fold_agree() -> None:
    pen = a_pen()
    pen.write(*LIFE)

    assert fold(Case("c-1"), pen.entries) == pen.case


@pytest.mark.parametrize("length", range(len(LIFE) + 1))
def test_a_state_reads_back_as_it_was_written(length: int) -> None:
    case = given(*LIFE[:length])

    assert from_state(json.loads(to_state(case))) == case
    assert to_state(from_state(json.loads(to_state(case)))) == to_state(case)


@pytest.mark.parametrize("event", LIFE, ids=lambda event: type(event).__name__)
def test_an_event_reads_back_as_it_was_written(event: Event) -> None:
    assert from_payload(type(event).__name__, json.loads(json.dumps(to_payload(event)))) == event


def test_a_case_stands_where_its_last_task_with_a_status_opened() -> None:
    assert given(*applied()).status == "已申报"
    assert given(*applied(), *ended()).status == "材料审核通过"


def test_what_was_handed_in_last_is_in_force() -> None:
    case = given(*LIFE)

    assert case.submission == LIFE.index(CORRECTED) + 1
    assert case.route == {"tier": "D"}


def test_the_marks_of_a_later_return_replace_those_before() -> None:
    again = TaskDecided("unit#2", "return", "再改", (("achievements",),))

    assert given(*LIFE, again).returned.marks == (("achievements",),)  # type: ignore[union-attr]
    assert given(*LIFE, again).correction_days is None


def test_marks_of_reviewers_of_the_same_submission_are_united() -> None:
    first = TaskDecided("unit#1", "return", "甲", (("education",),))
    second = TaskDecided("bureau#1", "return", "乙", (("education",), ("photo",)))

    united = given(*applied(), opened("bureau#1"), first, second).returned

    assert united is not None
    assert (united.marks, united.opinion) == ((("education",), ("photo",)), "甲\n乙")


def test_a_round_counts_openings_and_outcomes_and_begins_anew() -> None:
    level = Candidate(role="competent-unit", unit="city-bureau")
    first = (
        *applied(),
        TaskDecided("unit#1", "approve"),
        opened("competent#1", level),
        opened("competent#2", level, index=1),
    )

    decided = given(
        *first, TaskDecided("competent#1", "approve"), TaskDecided("competent#2", "return", "改", (("a",),))
    )
    assert decided.rounds["competent"] == {"opened": 2, "approve": 1, "return": 1}
    assert given(*first, opened("competent#3", level)).rounds["competent"] == {"opened": 1}


def test_a_withdrawn_task_is_no_longer_open() -> None:
    assert given(*applied(), TaskWithdrawn("unit#1")).tasks == {}


def test_a_fired_timer_no_longer_runs() -> None:
    assert given(*applied(), TimerStarted("late#1", "late", MORNING), TimerFired("late#1")).timers == {}


def test_a_stall_keeps_the_work_and_is_over_when_the_diagram_goes_on() -> None:
    stalled = (*applied(), TaskDecided("unit#1", "approve"), CaseStalled(9, "no-way", "after_unit", "没有出口"))

    assert given(*stalled).stalled is not None
    assert given(*stalled, StepTaken(("after_unit",), "s4")).stalled is None


def test_an_ended_case_waits_for_nothing() -> None:
    case = given(*applied(), opened("bureau#1"), TimerStarted("late#1", "late", MORNING), *ended())

    assert (case.tasks, case.timers, case.ended) == ({}, {}, "granted")
