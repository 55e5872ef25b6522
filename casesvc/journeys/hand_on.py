"""Messages and signals that a diagram sent are handed on: rows of the command's own transaction."""

from typing import Any

from casesvc.cases.canonical import as_text
from casesvc.cases.events import EventThrown
from casesvc.cases.pen import Pen
from casesvc.journeys.rows import Delivery
from casesvc.journeys.stores import Work

EVENT = "event"
HANDED_ON = frozenset({"message", "signal"})  # an escalation stays inside its case


def hand_on(work: Work, pen: Pen) -> None:
    """Write a delivery for every message and signal this command sent; whoever waits in the same case has it already.

    A delivery is for those who waited when it was sent, so that a case never catches a signal of before its wait.
    """
    for entry in pen.entries:
        thrown = entry.event
        if isinstance(thrown, EventThrown) and thrown.kind in HANDED_ON:
            sent = as_text(entry.at)
            body: dict[str, Any] = {"kind": thrown.kind, "name": thrown.name, "facts": {}, "sender": None, "sent": sent}
            work.deliveries.add(Delivery(work.new_id(), EVENT, pen.case.id, body, work.now))
