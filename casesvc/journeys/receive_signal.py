"""A signal reaches every case that waits for its name: one delivery each, and each in a transaction of its own."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from casesvc.cases.actor import machine
from casesvc.cases.canonical import as_text
from casesvc.cases.case import Case
from casesvc.cases.facts import refuse_facts
from casesvc.journeys.desk import Desk
from casesvc.journeys.hand_on import EVENT
from casesvc.journeys.rows import Delivery


@dataclass(frozen=True)
class Signalled:
    """What the sender is told: how many subscriptions waited for the signal when it came."""

    waiting: int


def receive_signal(
    desk: Desk, *, sender: str, name: str, facts: Mapping[str, Any] | None = None, key: str
) -> Signalled:
    """Take a signal for all cases that wait for it now; the worker hands it to each of them.

    Nothing is lost or done twice when a process dies in between: the signal is a row before this returns.
    Raise Rejection, e.g. fact-name, facts-too-large, machine-unknown.
    """
    actor = machine(sender)
    refuse_facts(Case(""), facts or {})
    with desk.database.write() as work:
        done = work.repeats.find(actor.person, key)
        if done is not None:
            return Signalled(**done)
        sent = as_text(work.now)
        body = {"kind": "signal", "name": name, "facts": dict(facts or {}), "sender": actor.person, "sent": sent}
        work.deliveries.add(Delivery(work.new_id(), EVENT, None, body, work.now))
        signalled = Signalled(len(work.waits.subscriptions("signal", name, until=work.now)))
        work.repeats.keep(actor.person, key, "", asdict(signalled))
        return signalled
