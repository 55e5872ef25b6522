"""What the stores of waits and incidents promise, on both databases."""

from datetime import timedelta

import pytest

from casesvc.app import Installation
from casesvc.cases.actor import Candidate
from casesvc.cases.events import (
    CaseNumbered,
    CaseStalled,
    CaseTerminated,
    Event,
    EventSubscribed,
    EventUnsubscribed,
    ExternalTaskCompleted,
    MessageReceived,
    SignalReceived,
    StepTaken,
    TaskDecided,
    TimerStarted,
)
from casesvc.journeys.rows import Delivery
from casesvc.storage.database import SqlDatabase
from casesvc.storage.tables.cases import CaseKeyRow
from tests.cases.writing import MORNING, applied, ended, opened
from tests.storage.begun import CASE, begun
from tests.storage.test_cases import OTHER, pen_on

LATER = MORNING + timedelta(days=400)
PAID = EventSubscribed("paid#1", "paid", "message", "付款")
OPEN = EventSubscribed("open#1", "open", "signal", "付款")
STALLED = (TaskDecided("unit#1", "approve"), CaseStalled(9, "no-flow", "gate", "申报人林晚的分数没有出口"))


def check(task: str, topic: str = "identity-check") -> Event:
    return opened(task, Candidate(topic=topic))


def waiting(database: SqlDatabase, kind: str = "message", name: str = "付款") -> list[tuple[str, str]]:
    with database.read() as reading:
        return [(one.case, one.event) for one in reading.waits.subscriptions(kind, name, until=LATER)]


def wanted(database: SqlDatabase, *topics: str, limit: int = 9) -> list[tuple[str, str]]:
    with database.read() as reading:
        return [(one.case, one.task) for one in reading.waits.external_tasks(topics, limit=limit)]


def goes_on(database: SqlDatabase, *events: Event, case: str = CASE) -> None:
    """Write further events behind a case."""
    with database.write() as work:
        held = work.cases.lock(case)
        pen = pen_on(held)
        pen.write(*events)
        work.cases.keep(held, pen.case, pen.entries, None)


def test_subscriptions_are_found_by_kind_and_name_oldest_first(database: SqlDatabase) -> None:
    begun(database, *applied(), PAID, case=OTHER)
    begun(database, *applied(), PAID, OPEN)

    assert waiting(database) == [(OTHER, "paid#1"), (CASE, "paid#1")]
    assert waiting(database, "signal") == [(CASE, "open#1")]
    assert waiting(database, name="退款") == []
    with database.read() as reading:
        assert reading.waits.subscriptions("message", "付款", until=MORNING) == []


@pytest.mark.parametrize(
    "events",
    [
        (EventUnsubscribed("paid#1"),),
        (MessageReceived("paid#1", "付款"),),
        (SignalReceived("paid#1", "付款"),),
        ended(),
        (CaseTerminated("重复申报"),),
    ],
)
def test_a_subscription_that_is_over_is_not_found(events: tuple[Event, ...], database: SqlDatabase) -> None:
    begun(database, *applied(), PAID)
    goes_on(database, *events)

    assert waiting(database) == []


def test_external_tasks_are_found_by_topic_longest_waiting_first(database: SqlDatabase) -> None:
    begun(database, *applied(), check("verify#1"), case=OTHER)
    begun(database, *applied(), check("verify#1"), check("mail#1", "letters"), check("call#1", "calls"))

    assert wanted(database, "identity-check", "letters") == [
        (OTHER, "verify#1"),
        (CASE, "verify#1"),
        (CASE, "mail#1"),
    ]
    assert wanted(database, "identity-check", limit=1) == [(OTHER, "verify#1")]
    assert wanted(database) == wanted(database, "nobody") == []


def test_external_tasks_that_are_done_or_have_to_wait_are_not_found(database: SqlDatabase) -> None:
    begun(database, *applied(), check("verify#1"), ExternalTaskCompleted("verify#1"))
    begun(database, *applied(), check("verify#1"), *STALLED, case=OTHER)
    assert wanted(database, "identity-check") == []

    goes_on(database, StepTaken((), "s"), case=OTHER)
    assert wanted(database, "identity-check") == [(OTHER, "verify#1")]


def test_timers_of_stalled_cases_are_not_due(database: SqlDatabase) -> None:
    begun(database, *applied(), TimerStarted("late#1", "late", MORNING))
    begun(database, *applied(), TimerStarted("late#1", "late", MORNING), *STALLED, case=OTHER)

    with database.read() as reading:
        assert reading.due_timers(LATER, limit=9) == [(CASE, "late#1")]


def test_an_incident_is_there_as_long_as_the_case_is_stalled(database: SqlDatabase) -> None:
    begun(database)
    goes_on(database, *STALLED)

    with database.read() as reading:
        found = reading.incidents.of(CASE)
        assert reading.incidents.page(offset=0, limit=9) == (1, [found])
        assert reading.incidents.page(offset=1, limit=9) == (1, [])
    assert found is not None
    assert (found.case.applicant_name, found.input_type) == ("林晚", "TaskDecided")
    assert found.stall is not None
    assert (found.stall.seq, found.stall.message) == (9, "申报人林晚的分数没有出口")

    goes_on(database, StepTaken((), "s"))
    with database.read() as reading:
        assert reading.incidents.of(CASE) is None
        assert reading.incidents.page(offset=0, limit=9) == (0, [])


def test_a_stall_of_an_erased_case_is_still_listed_without_what_was_sealed(installation: Installation) -> None:
    begun(installation.database, *applied(), *STALLED)
    with installation.engines.writing.begin() as connection:
        connection.execute(CaseKeyRow.__table__.delete())  # type: ignore[attr-defined]

    with installation.database.read() as reading:
        found = reading.incidents.of(CASE)
    assert found is not None
    assert (found.stall, found.input_type) == (None, "TaskDecided")


def test_cases_are_found_by_the_number_they_were_given(database: SqlDatabase) -> None:
    begun(database, *applied(), CaseNumbered("A-1"))
    begun(database, *applied(), CaseNumbered("A-1"), case=OTHER)
    with database.write() as work:
        assert work.cases.numbered("A-1") == [CASE, OTHER]
        assert work.cases.numbered("A-2") == []


def test_what_was_postponed_for_a_case_is_tried_at_once(database: SqlDatabase) -> None:
    with database.write() as work:
        for name, case in (("mine", CASE), ("other", OTHER)):
            work.deliveries.add(Delivery(name, "event-to-case", case, {}, LATER))
        work.deliveries.hasten(CASE, MORNING)
        assert [one.id for one in work.deliveries.claim(MORNING, limit=9)] == ["mine"]
