"""Messages reach the one case that waits for them, signals all that do; what diagrams send is handed on."""

from collections.abc import Mapping
from typing import Any

import pytest

from casesvc.app import Installation
from casesvc.cases.events import EventThrown, MessageReceived, SignalReceived
from casesvc.journeys.desk import Desk
from casesvc.journeys.receive_message import Received, receive_message
from casesvc.journeys.receive_signal import Signalled, receive_signal
from casesvc.journeys.retry_case import correct_facts
from casesvc.worker.loop import work_once
from tests.durability.faults import contents
from tests.durability.relay import assert_proved
from tests.furnished import Clock
from tests.journeys.permit import ADMINISTRATOR, decided, looking, publish_permit, stalled, state, waiting
from tests.journeys.talent_tiers import refused

LETTERS = "letters"


@pytest.fixture
def desk(installation: Installation) -> Desk:
    """The desk of an installation with the permit line, whose inbox messages were delivered."""
    return publish_permit(installation)


def message(desk: Desk, *, key: str = "m", facts: Mapping[str, Any] | None = None, **to: str) -> Received:
    return receive_message(desk, sender=LETTERS, name="交接", facts=facts, key=key, **to)


def signal(desk: Desk, *, key: str = "s", facts: Mapping[str, Any] | None = None) -> Signalled:
    return receive_signal(desk, sender=LETTERS, name="窗口开放", facts=facts, key=key)


def work_off(desk: Desk) -> None:
    while work_once(desk):
        pass


def happened(desk: Desk, case: str, kind: type) -> int:
    with desk.database.read() as reading:
        return sum(isinstance(entry.event, kind) for entry in reading.entries(case))


def test_a_message_takes_the_case_over_from_the_task_it_sits_on(desk: Desk) -> None:
    case = looking(desk)

    assert message(desk, case=case, facts={"by": "甲"}) == Received(case, "handover#1")
    assert list(state(desk, case).tasks) == ["decide#1"]
    assert state(desk, case).facts["by"] == "甲"
    assert state(desk, case).subscriptions == {}
    assert_proved(desk, case)


def test_a_message_finds_its_case_by_the_number_people_quote(desk: Desk) -> None:
    case = looking(desk)

    assert message(desk, number=state(desk, case).number or "").case == case


@pytest.mark.parametrize("to", [{"number": "ZR-2026-09999"}, {"number": ""}, {"case": "nowhere"}])
def test_a_message_for_no_case_is_refused(to: dict[str, str], desk: Desk) -> None:
    looking(desk)

    assert refused(lambda: message(desk, **to)).code == "unknown-case"


def test_a_message_under_the_same_key_is_one_message(desk: Desk) -> None:
    case = looking(desk)
    first = message(desk, case=case)

    assert message(desk, case=case) == first
    assert refused(lambda: message(desk, case=case, key="another")).code == "nothing-waits"
    assert happened(desk, case, MessageReceived) == 1


def test_a_case_that_is_back_at_the_task_waits_for_its_message_again(desk: Desk) -> None:
    case = looking(desk)
    decided(desk, case, outcome="again")

    assert message(desk, case=case).event == "handover#2"
    assert_proved(desk, case)


def test_a_signal_reaches_every_case_that_waits_and_no_other(desk: Desk) -> None:
    first, second, other = waiting(desk, name="1"), waiting(desk, name="2"), looking(desk, name="3")

    assert signal(desk, facts={"year": 2027}) == Signalled(2)
    work_off(desk)

    assert [state(desk, case).ended for case in (first, second, other)] == ["done", "done", None]
    assert [state(desk, case).facts.get("year") for case in (first, second, other)] == [2027, 2027, None]
    for case in (first, second, other):
        assert_proved(desk, case)


def test_a_signal_under_the_same_key_is_sent_once(desk: Desk, installation: Installation) -> None:
    waiting(desk)
    work_off(desk)

    assert signal(desk) == signal(desk)
    assert len(contents(installation.engines.reading)["delivery"]) == 1


def test_who_waits_after_a_signal_was_sent_does_not_catch_it(desk: Desk, clock: Clock) -> None:
    signal(desk)
    clock.wait(seconds=1)
    case = waiting(desk)
    work_off(desk)

    assert state(desk, case).ended is None


@pytest.mark.parametrize("facts", [{"outcome": "x"}, {"a b": 1}, {"x": "y" * 20000}])
def test_a_signal_with_what_no_case_could_take_is_refused_at_once(facts: dict[str, Any], desk: Desk) -> None:
    assert refused(lambda: signal(desk, facts=facts)).code in {"fact-reserved", "fact-name", "facts-too-large"}


def test_a_signal_that_a_diagram_sends_reaches_the_cases_that_wait(desk: Desk, installation: Installation) -> None:
    first, second = waiting(desk, name="1"), waiting(desk, name="2")
    sender = looking(desk, "先行", name="sender")
    decided(desk, sender)
    assert [state(desk, case).ended for case in (sender, first)] == ["done", None]

    work_off(desk)

    assert [state(desk, case).ended for case in (first, second)] == ["done", "done"]
    assert (happened(desk, sender, EventThrown), happened(desk, first, SignalReceived)) == (1, 1)
    assert contents(installation.engines.reading)["delivery"] == []
    for case in (sender, first, second):
        assert_proved(desk, case)


def test_a_message_that_a_diagram_sends_reaches_the_one_case_that_waits(desk: Desk) -> None:
    waits, sender = looking(desk, name="waits"), looking(desk, "交接", name="sender")
    decided(desk, sender)
    work_off(desk)

    assert list(state(desk, waits).tasks) == ["decide#1"]
    assert state(desk, sender).ended == "done"
    assert_proved(desk, waits)


@pytest.mark.parametrize("others", [0, 2])
def test_a_message_that_a_diagram_sends_to_nobody_or_to_several_stays_in_its_history(
    others: int, desk: Desk, installation: Installation
) -> None:
    cases = [looking(desk, name=f"other{number}") for number in range(others)]
    sender = looking(desk, "交接", name="sender")
    decided(desk, sender)
    work_off(desk)

    assert [list(state(desk, case).tasks) for case in cases] == [["look#1"]] * others
    assert happened(desk, sender, EventThrown) == 1
    assert contents(installation.engines.reading)["delivery"] == []


def test_a_stalled_case_refuses_a_message_and_gets_its_signal_once_it_is_resolved(desk: Desk, clock: Clock) -> None:
    """A case that stalls behind the task waits for nothing; one that stalls beside a wait keeps the wait."""
    case = stalled(desk)
    assert "handover#1" in state(desk, case).subscriptions
    assert refused(lambda: message(desk, case=case)).code == "case-stalled"
    sender = looking(desk, "交接", name="sender")
    decided(desk, sender)
    work_off(desk)
    assert happened(desk, case, MessageReceived) == 0

    clock.wait(seconds=1)
    correct_facts(desk, actor=ADMINISTRATOR, case=case, facts={"way": "等候"}, reason="写错了", key="k")
    work_off(desk)

    assert state(desk, case).ended is None  # the message found nobody any more: the task it was for is done
    assert list(state(desk, case).subscriptions) == ["window_open#1"]
    assert_proved(desk, case)
