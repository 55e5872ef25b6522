"""The worker: effects at least once under one key, none for what was undone, timers once."""

import threading
from functools import partial

import pytest

from casesvc.app import Installation
from casesvc.cases.events import SignalReceived, TimerFired
from casesvc.journeys.deliver import deliver_due
from casesvc.journeys.desk import Desk
from casesvc.journeys.fire_timer import fire_timer
from casesvc.journeys.receive_signal import receive_signal
from casesvc.journeys.retry_case import retry_case
from casesvc.journeys.rows import Delivery
from casesvc.worker.loop import run, work_once
from tests.durability.at_once import at_once
from tests.durability.faults import Fault, contents, fails, fault_at, listening, raising, statements_of
from tests.durability.relay import APPLICANT, assert_proved, complete, state, waiting
from tests.furnished import Clock
from tests.journeys import permit

WORKERS = 4


def inbox(desk: Desk) -> list[str]:
    with desk.database.read() as reading:
        return [message.id for message in reading.messages(APPLICANT.person, limit=1000)]


def outstanding(installation: Installation) -> list[str]:
    return contents(installation.engines.reading)["delivery"]


def test_a_delivery_becomes_a_message_under_its_own_id(relay: Desk, installation: Installation) -> None:
    waiting(relay)
    waits = outstanding(installation)

    assert work_once(relay) == len(waits) == 2
    assert outstanding(installation) == []
    assert all(any(message in row for row in waits) for message in inbox(relay))


def test_nothing_is_delivered_for_a_command_that_was_undone(relay: Desk, installation: Installation) -> None:
    case = waiting(relay)
    work_once(relay)
    delivered = inbox(relay)
    with listening(installation.engines.writing, "commit", raising):
        assert fails(lambda: complete(relay, case, "look#1", key="k"))

    assert work_once(relay) == 0
    assert inbox(relay) == delivered


def test_a_delivery_that_was_cut_off_comes_again_and_arrives_once(
    relay: Desk, installation: Installation, clock: Clock
) -> None:
    waiting(relay)
    deliver = partial(deliver_due, relay, limit=1)

    for statement in range(statements_of(installation.engines.writing, deliver)):
        with fault_at(installation.engines.writing, statement, "after"):
            fails(deliver)  # a fault of the effect postpones it, any other undoes the round
        assert len(inbox(relay)) + len(outstanding(installation)) == 2
        clock.wait(hours=7)

    deliver_until_empty(relay)

    assert len(inbox(relay)) == 2
    assert outstanding(installation) == []


def test_a_delivery_that_cannot_be_carried_out_stops_no_other(relay: Desk, installation: Installation) -> None:
    with relay.database.write() as work:
        work.deliveries.add(Delivery("broken", "site-message", None, {"person": APPLICANT.person}, work.now))
    waiting(relay)

    deliver_until_empty(relay)

    assert len(inbox(relay)) == 2
    assert len(outstanding(installation)) == 1


def test_a_delivery_nobody_carries_out_is_tried_ever_more_seldom(relay: Desk, clock: Clock) -> None:
    with relay.database.write() as work:
        work.deliveries.add(Delivery("d", "by-pigeon", None, {}, work.now))
    assert deliver_due(relay, limit=1) == 1
    clock.wait(seconds=29)
    assert deliver_due(relay, limit=1) == 0
    clock.wait(seconds=2)
    assert deliver_due(relay, limit=1) == 1
    clock.wait(seconds=59)
    assert deliver_due(relay, limit=1) == 0


def test_workers_side_by_side_deliver_everything_once(relay: Desk) -> None:
    for number in range(8):
        waiting(relay, str(number))

    claimed = at_once([partial(deliver_until_empty, relay)] * WORKERS)

    assert sum(number for number in claimed if isinstance(number, int)) == 16
    assert len(inbox(relay)) == len(set(inbox(relay))) == 16


def deliver_until_empty(desk: Desk) -> int:
    total = 0
    while claimed := deliver_due(desk, limit=3):
        total += claimed
    return total


def test_a_timer_fires_once_though_all_workers_see_it(relay: Desk, clock: Clock) -> None:
    case = waiting(relay)
    clock.wait(days=2)

    fired = at_once([partial(fire_timer, relay, case=case, timer="late#1")] * WORKERS)

    assert sorted(bool(one) for one in fired) == [False] * (WORKERS - 1) + [True]
    assert list(state(relay, case).tasks) == ["decide#1"]
    with relay.database.read() as reading:
        assert sum(isinstance(entry.event, TimerFired) for entry in reading.entries(case)) == 1
    assert_proved(relay, case)


def test_a_timer_does_not_fire_early_nor_after_its_task_was_done(relay: Desk, clock: Clock) -> None:
    early, done = waiting(relay, "early"), waiting(relay, "done")
    complete(relay, done, "look#1", key="k", outcome="approve")

    assert not fire_timer(relay, case=early, timer="late#1")
    clock.wait(days=3)
    assert not fire_timer(relay, case=done, timer="late#1")
    with relay.database.read() as reading:
        assert reading.due_timers(reading.now, limit=9) == [(early, "late#1")]


def test_a_timer_that_is_long_overdue_fires_when_the_worker_comes_back(relay: Desk, clock: Clock) -> None:
    case = waiting(relay)
    clock.wait(days=400)

    assert work_once(relay) > 0
    assert list(state(relay, case).tasks) == ["decide#1"]


def test_a_round_that_fails_does_not_end_the_worker(
    relay: Desk, installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    waiting(relay)
    stopping, failed = threading.Event(), threading.Event()

    def fail_once(*_: object) -> None:
        if not failed.is_set():
            failed.set()
            raise Fault
        stopping.set()

    with listening(installation.engines.writing, "commit", fail_once):
        run(relay, stopping)

    assert "a round of the worker failed" in caplog.text
    assert outstanding(installation) == []


def signals_in(desk: Desk, case: str) -> int:
    with desk.database.read() as reading:
        return sum(isinstance(entry.event, SignalReceived) for entry in reading.entries(case))


def test_a_signal_cut_off_anywhere_on_its_way_reaches_every_case_once(installation: Installation, clock: Clock) -> None:
    desk = permit.publish_permit(installation)
    cases = [permit.waiting(desk, name=name) for name in ("a", "b")]
    deliver_until_empty(desk)
    receive_signal(desk, sender="s", name="窗口开放", key="k")
    deliver = partial(deliver_due, desk, limit=1)

    for _ in range(3):  # the signal itself, and one delivery for each case
        clock.wait(hours=7)
        for statement in range(statements_of(installation.engines.writing, deliver)):
            with fault_at(installation.engines.writing, statement, "before"):
                fails(deliver)
            clock.wait(hours=7)
        deliver()

    assert outstanding(installation) == []
    for case in cases:
        assert (permit.state(desk, case).ended, signals_in(desk, case)) == ("done", 1)
        assert_proved(desk, case)


def test_workers_side_by_side_hand_a_signal_to_every_case_once(installation: Installation) -> None:
    desk = permit.publish_permit(installation)
    cases = [permit.waiting(desk, name=str(number)) for number in range(6)]
    receive_signal(desk, sender="s", name="窗口开放", key="k")

    at_once([partial(deliver_until_empty, desk)] * WORKERS)
    deliver_until_empty(desk)

    assert [(permit.state(desk, case).ended, signals_in(desk, case)) for case in cases] == [("done", 1)] * 6
    assert outstanding(installation) == []


def test_sixteen_retries_at_once_under_one_key_are_one(installation: Installation) -> None:
    desk = permit.publish_permit(installation)
    case = permit.stalled(desk)
    length = permit.state(desk, case).seq

    answers = at_once([partial(retry_case, desk, actor=permit.ADMINISTRATOR, case=case, key="k")] * 16)

    assert len(set(answers)) == 1
    assert permit.state(desk, case).seq == length + 2
    assert_proved(desk, case)
