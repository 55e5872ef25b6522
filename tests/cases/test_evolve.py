"""What each event makes of a case."""

import json
from datetime import timedelta

import pytest

from casesvc.cases.actor import Candidate
from casesvc.cases.case import TERMINATED, Case, Stall, Subscription, from_state, to_state
from casesvc.cases.events import (
    EVENTS,
    CaseMoved,
    CaseStalled,
    CaseTerminated,
    CorrectionExtended,
    Event,
    EventSubscribed,
    EventThrown,
    EventUnsubscribed,
    ExternalTaskCompleted,
    ExternalTaskFailed,
    FactsCorrected,
    FormSubmitted,
    MessageReceived,
    RetryRequested,
    SignalReceived,
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
    opened("verify#1", Candidate(topic="identity-check")),
    opened("verify#2", Candidate(topic="identity-check"), index=1),
    EventSubscribed("paid#1", "paid", "message", "付款"),
    EventSubscribed("open#1", "open", "signal", "窗口开放"),
    EventSubscribed("open#2", "open", "signal", "窗口开放"),
    ExternalTaskCompleted("verify#1", {"score": 87.5, "by": ["甲", {"at": None}]}),
    ExternalTaskFailed("verify#2", "mismatch", "姓名不符", {"match": False}),
    MessageReceived("paid#1", "付款", {"amount": 100}),
    SignalReceived("open#1", "窗口开放", {"amount": 200}),
    EventUnsubscribed("open#2"),
    EventThrown("tell", "escalation", "已付"),
    CaseStalled(23, "no-flow", "gate", "没有出口"),
    FactsCorrected({"score": 60, "tier": "C", "added": True}, "读错了"),
    RetryRequested(23),
    CaseMoved(
        "sha256:new",
        ("之后会增加环节“复核”",),
        "新规定",
        "s9",
        {"unit#2": Candidate(role="office", unit="b")},
        "复核中",
    ),
    CaseStalled(23, "no-flow", "gate", "没有出口"),
    CaseTerminated("重复申报"),
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
    case = given(*LIFE[: LIFE.index(CORRECTED) + 2])

    assert case.submission == LIFE.index(CORRECTED) + 1
    assert case.route == {"tier": "D"}


def test_the_marks_of_a_later_return_replace_those_before() -> None:
    again = given(*LIFE[: LIFE.index(CORRECTED) + 2], TaskDecided("unit#2", "return", "再改", (("achievements",),)))

    assert again.returned.marks == (("achievements",),)  # type: ignore[union-attr]
    assert again.correction_days is None


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


def after(kind: type[Event]) -> Case:
    """The case of the life above right after the first event of that type."""
    return given(*LIFE[: next(number for number, event in enumerate(LIFE, 1) if isinstance(event, kind))])


def test_an_external_task_waits_for_a_topic_until_a_system_reports() -> None:
    before, done = after(EventUnsubscribed), after(ExternalTaskCompleted)

    assert list(done.tasks) == ["unit#2", "verify#2"]
    assert done.tasks["verify#2"].who == Candidate(topic="identity-check")
    assert list(before.tasks) == ["unit#2"]
    assert done.rounds["verify"] == {"opened": 2}


def test_what_systems_report_becomes_facts_and_the_latest_report_counts() -> None:
    assert after(ExternalTaskCompleted).facts == {"score": 87.5, "by": ["甲", {"at": None}]}
    assert after(ExternalTaskFailed).facts["match"] is False
    assert (after(MessageReceived).facts["amount"], after(SignalReceived).facts["amount"]) == (100, 200)


def test_a_subscription_is_there_until_it_is_used_up_or_taken_back() -> None:
    assert after(ExternalTaskCompleted).subscriptions["paid#1"] == Subscription("paid", "message", "付款")
    assert list(after(MessageReceived).subscriptions) == ["open#1", "open#2"]
    assert list(after(SignalReceived).subscriptions) == ["open#2"]
    assert after(EventUnsubscribed).subscriptions == {}


def test_a_correction_changes_facts_where_they_are_kept_and_no_answers() -> None:
    before, corrected = after(CaseStalled), after(FactsCorrected)

    assert corrected.route == {"tier": "C"}
    assert corrected.facts == {**before.facts, "score": 60, "added": True}
    assert (corrected.submission, corrected.stalled) == (before.submission, before.stalled)


def test_a_retry_alone_does_not_mend_a_stall() -> None:
    assert after(RetryRequested).stalled == Stall(23, "no-flow", "gate", "没有出口")


def test_a_case_an_administrator_ended_waits_for_nothing_and_is_not_stalled() -> None:
    case = given(*LIFE)

    assert (case.ended, case.status, case.stalled) == (TERMINATED, "已终止办理", None)
    assert (case.tasks, case.timers, case.subscriptions) == ({}, {}, {})


def test_events_and_states_of_before_read_as_they_were_meant() -> None:
    """Written by a version that knew neither topics nor facts nor subscriptions."""
    who = {"person": None, "role": "own-unit", "unit": "university"}
    payload = {"task": "unit#1", "element": "unit", "index": 0, "who": who, "first": True, "status": None, "due": None}
    state = json.loads(to_state(given(*applied())))
    old = {name: value for name, value in state.items() if name not in ("facts", "subscriptions")}

    assert from_payload("TaskOpened", payload) == opened("unit#1").__class__(
        "unit#1", "unit", 0, Candidate(role="own-unit", unit="university")
    )
    assert from_state(old) == given(*applied())
    assert to_state(from_state(old)) == to_state(given(*applied()))


def test_behind_a_move_a_case_follows_the_version_moved_to() -> None:
    pen = a_pen()
    pen.write(*applied())
    left = pen.case.definition
    elsewhere = Candidate(role="office", unit="bureau")
    pen.write(
        CaseMoved("sha256:new", ("之后会增加环节“复核”",), "新规定", "s9", {"unit#1": elsewhere}, "复核中"),
        TaskWithdrawn("unit#1"),
    )

    moved, behind = pen.entries[-2:]
    assert (moved.definition, behind.definition, pen.case.definition) == (left, "sha256:new", "sha256:new")
    before = fold(Case("c-1"), pen.entries[:-1])
    assert (before.tasks["unit#1"].who, before.status) == (elsewhere, "复核中")
    assert before.tasks["unit#1"].opened_at == fold(Case("c-1"), pen.entries[:-2]).tasks["unit#1"].opened_at


def test_a_move_resolves_no_stall() -> None:
    case = given(*applied(), CaseStalled(4, "no-flow", "gate", "没有出口"), CaseMoved("sha256:new", (), "改图", "s9"))
    assert case.stalled is not None
    assert case.stalled.seq == 4
