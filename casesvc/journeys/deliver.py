"""Effects that commands left as rows are carried out, at least once, with the row's id as their key."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from casesvc.journeys.deliver_events import EVENT_TO_CASE, give_event, spread_event
from casesvc.journeys.desk import Desk
from casesvc.journeys.hand_on import EVENT
from casesvc.journeys.notify import SITE_MESSAGE
from casesvc.journeys.rows import Delivery, Message
from casesvc.journeys.stores import Work

RETRY = timedelta(seconds=30)
LONGEST = timedelta(hours=6)


def deliver_due(desk: Desk, *, limit: int) -> int:
    """Carry out due deliveries, each in a transaction of its own; return how many were tried."""
    tried = 0
    while tried < limit and deliver_one(desk):
        tried += 1
    return tried


def deliver_one(desk: Desk) -> bool:
    """Carry out the delivery that is due longest; one that fails is postponed, ever longer, and stops no other."""
    try:
        with desk.database.write() as work:
            claimed = work.deliveries.claim(work.now, limit=1)
            for delivery in claimed:
                carry_out(desk, work, delivery)
            return bool(claimed)
    except EffectFailed as failure:
        with desk.database.write() as work:
            postpone(work, failure.delivery, str(failure))
        return True


class EffectFailed(Exception):
    """A delivery could not be carried out; what it wrote was undone with its transaction."""

    def __init__(self, delivery: Delivery, cause: str) -> None:
        super().__init__(cause)
        self.delivery = delivery


def carry_out(desk: Desk, work: Work, delivery: Delivery) -> None:
    """Do the effect and take the row away. Raise EffectFailed."""
    effect = EFFECTS.get(delivery.kind)
    if effect is None:
        raise EffectFailed(delivery, f"nobody carries out {delivery.kind}")
    try:
        effect(desk, work, delivery)
    except Exception as fault:
        raise EffectFailed(delivery, f"{type(fault).__name__}: {fault}") from fault
    work.deliveries.done(delivery.id)


def postpone(work: Work, delivery: Delivery, error: str) -> None:
    """Try again later: 30 s, a minute, two, … six hours."""
    wait = min(RETRY * 2**delivery.attempts, LONGEST)
    work.deliveries.postpone(delivery.id, due=work.now + wait, error=error)


def put_site_message(desk: Desk, work: Work, delivery: Delivery) -> None:  # noqa: ARG001 - effects are alike
    """Put a message into the reader's inbox; it lies in the same database, so row and effect are one transaction."""
    body = delivery.body
    message = Message(delivery.id, delivery.case, body["title"], body["text"], work.now, None)
    work.deliveries.put_message(message, body["person"])


EFFECTS: Mapping[str, Callable[[Desk, Work, Delivery], None]] = {
    SITE_MESSAGE: put_site_message,
    EVENT: spread_event,
    EVENT_TO_CASE: give_event,
}
