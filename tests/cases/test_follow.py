"""What the engine did becomes events, in the order in which they are recorded."""

from casesvc.cases import step
from casesvc.cases.actor import Candidate
from casesvc.cases.events import (
    EventSubscribed,
    EventThrown,
    EventUnsubscribed,
    StepTaken,
    TaskOpened,
    TaskWithdrawn,
    TimerStarted,
    TimerStopped,
)
from casesvc.cases.follow import Detail, follow, snapshot_digest
from tests.cases.writing import MORNING


def test_a_step_becomes_events_in_a_fixed_order() -> None:
    taken = step.Step(
        b"snapshot",
        opened=(step.Opened("verify#1", "verify", 0, "external"),),
        withdrawn=("look#1",),
        timers_started=(step.TimerStarted("late#1", "late", MORNING),),
        timers_stopped=("soon#1",),
        subscribed=(step.Subscribed("paid#1", "paid", "message", "付款"),),
        unsubscribed=("open#1",),
        thrown=(step.Thrown("tell", "signal", "已付"),),
        travelled=("a", "b"),
    )
    who = Candidate(topic="identity-check")

    assert follow(taken, {"verify#1": Detail(who, "核验中")}) == [
        StepTaken(("a", "b"), snapshot_digest(b"snapshot")),
        EventThrown("tell", "signal", "已付"),
        TaskWithdrawn("look#1"),
        TimerStopped("soon#1"),
        EventUnsubscribed("open#1"),
        TaskOpened("verify#1", "verify", 0, who, True, "核验中"),
        TimerStarted("late#1", "late", MORNING),
        EventSubscribed("paid#1", "paid", "message", "付款"),
    ]
