"""The worker: fires due timers and carries out due deliveries, one transaction each, until it is told to stop."""

import logging
import threading
from datetime import timedelta

from casesvc.cases.rejection import Rejection
from casesvc.journeys.deliver import deliver_due
from casesvc.journeys.desk import Desk
from casesvc.journeys.fire_timer import fire_timer

log = logging.getLogger(__name__)

BATCH = 50
IDLE = timedelta(seconds=1)


def run(desk: Desk, stopping: threading.Event, *, idle: timedelta = IDLE) -> None:
    """Work until ``stopping`` is set; a fault of one round is logged and does not end the loop."""
    while not stopping.is_set():
        try:
            busy = work_once(desk)
        except Exception:
            log.exception("a round of the worker failed")
            busy = 0
        if not busy:
            stopping.wait(idle.total_seconds())


def work_once(desk: Desk) -> int:
    """Do what is due now; return how much that was."""
    return fire_due(desk) + deliver_due(desk, limit=BATCH)


def fire_due(desk: Desk) -> int:
    """Fire due timers; one whose case refuses is logged and left for the next round."""
    with desk.database.read() as reading:
        due = reading.due_timers(reading.now, limit=BATCH)
    fired = 0
    for case, timer in due:
        try:
            fired += fire_timer(desk, case=case, timer=timer)
        except Rejection as refusal:
            log.warning("timer %s of case %s was refused: %s", timer, case, refusal.code)
    return fired
