"""Other systems report on external tasks: done with facts, or left with an error that the diagram catches."""

import pytest

from casesvc.app import Installation
from casesvc.cases.events import ExternalTaskCompleted, ExternalTaskFailed
from casesvc.journeys.complete_external import Reported, fail_external
from casesvc.journeys.desk import Desk
from casesvc.journeys.track_case import track_case
from tests.durability.relay import assert_proved
from tests.journeys.permit import CHECKER, GOOD, checked, checking, decided, looking, publish_permit, state
from tests.journeys.talent_tiers import refused


@pytest.fixture
def desk(installation: Installation) -> Desk:
    """The desk of an installation with the permit line."""
    return publish_permit(installation)


def failed(desk: Desk, case: str, code: str = "identity-mismatch", *, key: str = "f") -> Reported:
    return fail_external(
        desk, worker=CHECKER, case=case, task="verify#1", code=code, message="姓名不符", facts={"match": 0.25}, key=key
    )


def test_a_service_task_waits_under_its_topic_with_its_status(desk: Desk) -> None:
    case = checking(desk)

    assert state(desk, case).tasks["verify#1"].who.topic == "identity-check"
    assert state(desk, case).status == "核验中"


def test_what_is_reported_decides_how_the_case_goes_on(desk: Desk) -> None:
    good, bad = checking(desk, name="good"), checking(desk, name="bad")
    checked(desk, good)
    checked(desk, bad, {"score": 59.5})

    assert list(state(desk, good).tasks) == ["look#1"]
    assert state(desk, good).facts == GOOD
    assert (state(desk, bad).ended, state(desk, bad).status) == ("refused", "未通过")
    for case in (good, bad):
        assert_proved(desk, case)


def test_an_error_takes_the_way_that_catches_it(desk: Desk) -> None:
    case = checking(desk)

    assert failed(desk, case) == Reported(case, "verify#1")
    assert list(state(desk, case).tasks) == ["explain#1"]
    assert state(desk, case).facts == {"match": 0.25}
    assert_proved(desk, case)


def test_a_later_report_of_the_same_name_replaces_the_earlier(desk: Desk) -> None:
    case = checking(desk)
    failed(desk, case)
    decided(desk, case, "explain#1")
    checked(desk, case, {"score": 70, "match": 1.0}, task="verify#2")

    assert state(desk, case).facts == {"score": 70, "match": 1.0}
    assert_proved(desk, case)


def test_an_error_nobody_catches_is_kept_and_stalls(desk: Desk) -> None:
    case = checking(desk)

    assert failed(desk, case, "out-of-order").stalled
    stall = state(desk, case).stalled
    assert stall is not None
    assert (stall.code, stall.element) == ("error-uncaught", "verify")
    assert_proved(desk, case)


def test_a_report_under_the_same_key_is_one_report(desk: Desk) -> None:
    case = checking(desk)
    first = checked(desk, case, key="k")

    assert checked(desk, case, key="k") == first
    assert refused(lambda: checked(desk, case, key="another")).code == "task-done"
    with desk.database.read() as reading:
        assert sum(isinstance(entry.event, ExternalTaskCompleted) for entry in reading.entries(case)) == 1


def test_keys_of_two_systems_are_apart(desk: Desk) -> None:
    one, other = checking(desk, name="one"), checking(desk, name="other")
    checked(desk, one, key="k")

    fail_external(desk, worker="another", case=other, task="verify#1", code="identity-mismatch", key="k")

    assert list(state(desk, other).tasks) == ["explain#1"]


def test_a_report_cannot_stand_in_for_an_answer_of_a_form(desk: Desk) -> None:
    case = checking(desk)

    refusal = refused(lambda: checked(desk, case, {"score": 88, "way": "先行"}))

    assert (refusal.code, refusal.details["field"]) == ("fact-reserved", "way")
    assert list(state(desk, case).tasks) == ["verify#1"]


def test_the_work_of_people_is_not_taken_by_a_system(desk: Desk) -> None:
    case = looking(desk)

    assert refused(lambda: checked(desk, case, task="look#1")).code == "not-external"


def test_the_actor_of_a_report_is_the_system_under_a_name_no_person_has(desk: Desk) -> None:
    case = checking(desk)
    failed(desk, case)

    with desk.database.read() as reading:
        entry = next(one for one in reading.entries(case) if isinstance(one.event, ExternalTaskFailed))
        row = reading.task(case, "verify#1")
    assert entry.actor == f"machine:{CHECKER}"
    assert row is not None
    assert (row.closed_by, row.outcome, row.topic) == (entry.actor, "failed", "identity-check")


def test_applicants_follow_the_work_of_other_systems(desk: Desk) -> None:
    case = checking(desk)
    with desk.database.read() as reading:
        person = reading.parties.person("lin-wan")

    before = track_case(desk, person=person, case=case)
    failed(desk, case)
    after = track_case(desk, person=person, case=case)

    assert before.turn is not None
    assert (before.turn.who, before.trail[1].title, before.trail[1].who) == ("外部系统", "核验身份", "外部系统")
    assert [node.title for node in before.trail if node.place == "ahead"] == ["看"]
    assert (after.trail[1].words, after.trail[1].who) == ("报告错误", f"外部系统 {CHECKER}")
