"""Effects that commands left as rows are carried out, at least once, with the row's id as their key."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from casesvc.journeys.desk import Desk
from casesvc.journeys.notify import SITE_MESSAGE
from casesvc.journeys.ports import Delivery, Message, Work

RETRY = timedelta(seconds=30)
LONGEST = timedelta(hours=6)


def deliver_due(desk: Desk, *, limit: int) -> int:
    """Carry out due deliveries; one that fails is postponed, ever longer. Return how many were claimed."""
    with desk.database.write() as work:
        claimed = work.deliveries.claim(work.now, limit=limit)
        for delivery in claimed:
            effect = EFFECTS.get(delivery.kind)
            if effect is None:
                postpone(work, delivery, f"nobody carries out {delivery.kind}")
                continue
            effect(work, delivery)
            work.deliveries.done(delivery.id)
    return len(claimed)


def postpone(work: Work, delivery: Delivery, error: str) -> None:
    """Try again later: 30 s, a minute, two, … six hours."""
    wait = min(RETRY * 2**delivery.attempts, LONGEST)
    work.deliveries.postpone(delivery.id, due=work.now + wait, error=error)


def put_site_message(work: Work, delivery: Delivery) -> None:
    """Put a message into the reader's inbox; it lies in the same database, so row and effect are one transaction."""
    body = delivery.body
    message = Message(delivery.id, delivery.case, body["title"], body["text"], work.now, None)
    work.deliveries.put_message(message, body["person"])


EFFECTS: Mapping[str, Callable[[Work, Delivery], None]] = {SITE_MESSAGE: put_site_message}
