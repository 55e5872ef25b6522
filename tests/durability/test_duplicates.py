"""Sixteen clicks at the same moment do a thing once, and everybody gets an answer."""

from functools import partial

import pytest

from casesvc.cases.events import FormSubmitted, TaskDecided
from casesvc.cases.rejection import Rejection
from casesvc.journeys.decide_task import Decided
from casesvc.journeys.desk import Desk
from casesvc.journeys.start_case import start_case
from casesvc.journeys.submit_form import Submitted
from tests.durability.at_once import at_once
from tests.durability.relay import DEPUTY, OFFICER, assert_proved, complete, hand_in, save, start, waiting

CLICKS = 16

pytestmark = pytest.mark.slow


def happened(desk: Desk, case: str, kind: type[TaskDecided] | type[FormSubmitted]) -> int:
    with desk.database.read() as reading:
        return sum(isinstance(entry.event, kind) for entry in reading.entries(case))


def test_the_same_decision_sixteen_times_is_one_decision_with_one_answer(relay: Desk) -> None:
    case = waiting(relay)

    answers = at_once([partial(complete, relay, case, "look#1", key="same")] * CLICKS)

    assert answers == [Decided(case, answers[0].number, "again", "在看")] * CLICKS  # type: ignore[union-attr]
    assert happened(relay, case, TaskDecided) == 1
    assert_proved(relay, case)


def test_sixteen_decisions_are_one_and_fifteen_polite_answers(relay: Desk) -> None:
    case = waiting(relay)
    people = [(OFFICER, DEPUTY)[number % 2] for number in range(CLICKS)]

    answers = at_once(
        [partial(complete, relay, case, "look#1", key=f"k{n}", actor=actor) for n, actor in enumerate(people)]
    )

    done = [answer for answer in answers if isinstance(answer, Decided)]
    refusals = [answer for answer in answers if isinstance(answer, Rejection)]
    assert (len(done), [refusal.code for refusal in refusals]) == (1, ["task-done"] * (CLICKS - 1))
    assert all("已由" in refusal.message and "为您保留" in refusal.message for refusal in refusals)
    assert happened(relay, case, TaskDecided) == 1
    assert_proved(relay, case)


@pytest.mark.parametrize("keys", [1, CLICKS])
def test_a_form_handed_in_sixteen_times_is_handed_in_once(keys: int, relay: Desk) -> None:
    case = start(relay).case
    save(relay, case)

    answers = at_once([partial(hand_in, relay, case, key=f"k{number % keys}") for number in range(CLICKS)])

    numbers = {answer.number for answer in answers if isinstance(answer, Submitted)}
    assert len(numbers) == 1
    assert sum(isinstance(answer, Rejection) for answer in answers) == (0 if keys == 1 else CLICKS - 1)
    assert happened(relay, case, FormSubmitted) == 1
    assert_proved(relay, case)


def test_a_case_started_sixteen_times_with_one_key_is_one_case(relay: Desk) -> None:
    answers = at_once([partial(start, relay)] * CLICKS)

    with relay.database.read() as reading:
        assert len(reading.cases_of("lin-wan", "relay")) == 1
    assert answers == [answers[0]] * CLICKS


def test_where_one_open_case_is_allowed_sixteen_windows_start_one(desk: Desk) -> None:
    begin = partial(start_case, desk, person="lin-wan", line="talent-tiers", notice="2026-q4", unit="university")

    answers = at_once([partial(begin, key=f"k{number}") for number in range(CLICKS)])

    refusals = [answer.code for answer in answers if isinstance(answer, Rejection)]
    assert refusals == ["case-open"] * (CLICKS - 1)


def test_sixteen_cases_handed_in_at_once_get_sixteen_numbers_without_a_gap(relay: Desk) -> None:
    cases = [start(relay, f"start/{number}").case for number in range(CLICKS)]
    for case in cases:
        save(relay, case)

    answers = at_once([partial(hand_in, relay, case, key=case) for case in cases])

    numbers = sorted(answer.number for answer in answers if isinstance(answer, Submitted))
    assert numbers == [f"JL-2026-{number:05}" for number in range(1, CLICKS + 1)]
