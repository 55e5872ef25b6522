"""What diagrams and other systems sent to whoever waits for it is given to the cases that do."""

from casesvc.cases.actor import THE_SYSTEM, Actor
from casesvc.cases.canonical import as_time
from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import Desk
from casesvc.journeys.rows import Delivery, Waiting
from casesvc.journeys.stores import Work
from casesvc.journeys.take_event import take_event

EVENT_TO_CASE = "event-to-case"


def spread_event(desk: Desk, work: Work, delivery: Delivery) -> None:  # noqa: ARG001 - effects are alike
    """Write a delivery for each subscription an event is for: a transaction of its own for every case.

    A signal is for all that waited when it was sent. A message is for one: when none waits, or several do, the
    history of the case that sent it is where it stays.
    """
    waiting = waiting_for(work, delivery)
    if delivery.body["kind"] == "message" and len(waiting) != 1:
        return
    for one in waiting:
        body = {**delivery.body, "event": one.event}
        work.deliveries.add(Delivery(work.new_id(), EVENT_TO_CASE, one.case, body, work.now))


def waiting_for(work: Work, delivery: Delivery) -> list[Waiting]:
    """Return who waited when the event was sent, without the case that sent it."""
    body = delivery.body
    waiting = work.waits.subscriptions(body["kind"], body["name"], until=as_time(body["sent"]))
    return [one for one in waiting if one.case != delivery.case]


def give_event(desk: Desk, work: Work, delivery: Delivery) -> None:
    """Give an event to a subscription of one case, if that still waits. Raise Rejection, e.g. case-stalled."""
    assert delivery.case is not None  # noqa: S101 - it was written for a case
    held = work.cases.lock(delivery.case)
    body = delivery.body
    sender = THE_SYSTEM if body["sender"] is None else Actor(body["sender"])
    try:
        take_event(desk, work, held, sender, event=body["event"], facts=body["facts"])
    except Rejection as refusal:
        if refusal.code != "nothing-waits":
            raise
