"""When an application may be handed in, and what a correction may change."""

from datetime import UTC, datetime, timedelta

import pytest

from casesvc.cases.actor import Actor
from casesvc.journeys.desk import Desk
from casesvc.journeys.extend_correction import extend_correction
from casesvc.journeys.rebuild_case import rebuild_case
from casesvc.journeys.rows import Draft
from tests.furnished import Clock
from tests.journeys.talent_tiers import APPLICANT, UNIT_OFFICER, Office, refused

CLOSED = datetime(2026, 12, 31, 9, 0, 1, tzinfo=UTC)


@pytest.mark.row("JL-028")
def test_nothing_is_started_under_a_notice_that_has_closed(office: Office) -> None:
    assert refused(lambda: office.start(notice="2025-q4")).code == "window-closed"


def test_nothing_is_started_before_the_window_opens(office: Office, clock: Clock) -> None:
    clock.now = datetime(2026, 10, 1, tzinfo=UTC)

    assert refused(office.start).code == "window-not-open"


@pytest.mark.row("JL-028")
def test_a_first_submission_after_the_window_is_refused_and_the_draft_stays(office: Office, clock: Clock) -> None:
    case = office.start().case
    office.save(case, "apply#1", lambda answers: answers.update(office.answers()))
    clock.now = CLOSED

    assert refused(lambda: office.hand_in(case, "apply#1")).code == "window-closed"
    with office.desk.database.read() as reading:
        draft = reading.draft(case, "apply#1")
    assert draft is not None
    assert draft.answers == office.answers()


def test_a_correction_after_the_window_is_accepted_within_its_own_time(office: Office, clock: Clock) -> None:
    clock.now = CLOSED - timedelta(hours=2)
    case = office.returned()
    clock.now = CLOSED + timedelta(days=3)
    office.save(case, "correct#1", lambda answers: answers.update(office.answers(4)))

    assert office.hand_in(case, "correct#1").status == "已申报"
    assert list(office.case(case).tasks) == ["unit#2"]


def test_an_overdue_correction_is_locked_until_the_unit_gives_more_time(office: Office, clock: Clock) -> None:
    case = office.returned()
    office.save(case, "correct#1", lambda answers: answers.update(office.answers(4)))
    clock.now = office.due(case) + timedelta(minutes=1)
    assert refused(lambda: office.hand_in(case, "correct#1")).code == "correction-overdue"

    later = clock.now + timedelta(days=3)
    extend_correction(office.desk, actor=office.actor(UNIT_OFFICER), case=case, task="correct#1", due=later)

    assert office.due(case) == later
    assert office.hand_in(case, "correct#1").status == "已申报"
    assert rebuild_case(office.desk, case=case).differs == ()


@pytest.mark.parametrize("person", [APPLICANT, "officer-hospital", "officer-province"])
def test_nobody_else_gives_more_time(person: str, office: Office) -> None:
    case = office.returned()
    due = office.due(case) + timedelta(days=3)

    refusal = refused(
        lambda: extend_correction(office.desk, actor=office.actor(person), case=case, task="correct#1", due=due)
    )
    assert refusal.code == "not-yours"


def test_the_reviewer_sets_the_days_of_a_correction(office: Office) -> None:
    case = office.returned(days=2)

    assert office.due(case).date() == datetime(2026, 11, 24, tzinfo=UTC).date()  # Friday, and two working days


@pytest.mark.row("JL-076")
def test_a_part_that_was_not_marked_cannot_be_changed(office: Office) -> None:
    case = office.returned()
    forged = {**office.answers(4), "basic": {**office.answers(4)["basic"], "mobile": "13999999999"}}

    refusal = refused(lambda: office.save(case, "correct#1", lambda answers: answers.update(forged)))

    assert refusal.code == "not-marked"
    assert "basic" in str(refusal.details["paths"])


@pytest.mark.row("JL-076")
def test_a_draft_that_got_past_the_marks_is_not_handed_in(office: Office) -> None:
    case = office.returned()
    forged = {**office.answers(4), "basic": {**office.answers(4)["basic"], "mobile": "13999999999"}}
    with office.desk.database.write() as work:
        draft = Draft(forged, 1, work.now, office.case(case).definition)
        work.drafts.save(case, "correct#1", draft, seen=0)

    assert refused(lambda: office.hand_in(case, "correct#1")).code == "not-marked"


@pytest.mark.row("JL-076")
def test_a_row_beside_a_marked_one_cannot_be_changed(office: Office) -> None:
    case = office.returned()
    forged = office.answers(4)
    next(row for row in forged["education"] if row["id"] == "e1")["school"] = "另一所大学"

    refusal = refused(lambda: office.save(case, "correct#1", lambda answers: answers.update(forged)))

    assert refusal.code == "not-marked"


def test_a_mark_on_something_that_is_not_there_is_refused(office: Office) -> None:
    case = office.applied()

    refusal = refused(
        lambda: office.decide(case, "unit#1", "return", by=UNIT_OFFICER, marks=(("education", "never typed"),))
    )
    assert refusal.code == "marks-unknown"


def test_an_incomplete_application_is_not_handed_in(office: Office) -> None:
    case = office.start().case
    office.save(case, "apply#1", lambda answers: answers.update(basic={}))

    assert refused(lambda: office.hand_in(case, "apply#1")).code == "form-problems"


def test_an_application_is_handed_in_as_it_was_last_seen(office: Office) -> None:
    case = office.start().case
    office.save(case, "apply#1", lambda answers: answers.update(office.answers()))
    office.save(case, "apply#1", lambda answers: answers, version=1)

    assert refused(lambda: office.hand_in(case, "apply#1", version=1)).code == "draft-moved"


def test_a_stranger_hands_nothing_in(desk: Desk, office: Office) -> None:
    case = office.start().case
    office.save(case, "apply#1", lambda answers: answers.update(office.answers()))
    strange = Office(desk)
    object.__setattr__(strange, "actor", lambda _: Actor("lin-wan"))

    assert refused(lambda: strange.hand_in(case, "apply#1")).code == "not-yours"
