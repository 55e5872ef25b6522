"""A double click, the back button and a second try do nothing twice."""

import pytest

from casesvc.journeys.rows import CaseRow
from tests.furnished import Clock
from tests.journeys.talent_tiers import APPLICANT, UNIT_OFFICER, Office, refused


def cases_of_applicant(office: Office) -> list[CaseRow]:
    with office.desk.database.read() as reading:
        return reading.cases_of(APPLICANT)


@pytest.mark.row("JL-030")
def test_a_case_is_started_once_however_often_it_is_clicked(office: Office) -> None:
    assert office.start() == office.start()
    assert len(cases_of_applicant(office)) == 1


def test_a_second_case_waits_until_the_first_has_ended(office: Office) -> None:
    case = office.applied()
    assert refused(lambda: office.start(key="another")).code == "case-open"

    office.decide(case, "unit#1", "terminate", by=UNIT_OFFICER)

    assert office.start(key="another").case != case


def test_a_case_is_filed_with_a_unit_one_is_bound_to(office: Office) -> None:
    assert refused(lambda: office.start(unit="hospital")).code == "not-bound"


def test_an_application_is_handed_in_once(office: Office) -> None:
    case = office.applied()

    assert office.hand_in(case, "apply#1").number == office.case(case).number
    assert list(office.case(case).tasks) == ["unit#1"]


def test_a_correction_keeps_the_number(office: Office) -> None:
    case = office.returned()
    number = office.case(case).number
    office.save(case, "correct#1", lambda answers: answers.update(office.answers(4)))

    assert office.hand_in(case, "correct#1").number == number


def test_a_decision_with_the_same_key_gets_the_same_answer(office: Office) -> None:
    case = office.applied()
    first = office.decide(case, "unit#1", "approve", by=UNIT_OFFICER, key="k")
    length = office.case(case).seq

    assert office.decide(case, "unit#1", "approve", by=UNIT_OFFICER, key="k") == first
    assert office.case(case).seq == length


def test_who_comes_second_is_told_who_was_faster(office: Office, clock: Clock) -> None:
    case = office.applied()
    office.decide(case, "unit#1", "approve", by=UNIT_OFFICER)
    clock.wait(minutes=5)

    refusal = refused(lambda: office.decide(case, "unit#1", "terminate", by="officer-university-deputy"))

    assert refusal.code == "task-done"
    assert "11月20日 10:00" in refusal.message
    assert list(office.case(case).tasks) == ["competent#1"]


def test_two_tabs_do_not_overwrite_each_other(office: Office) -> None:
    case = office.start().case
    office.save(case, "apply#1", lambda answers: answers.update(a={}))

    assert refused(lambda: office.save(case, "apply#1", lambda answers: answers.update(b={}))).code == "draft-moved"
