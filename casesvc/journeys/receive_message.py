"""A message arrives for one case: found by its id or its number, the subscription by the message's name."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from casesvc.cases.actor import machine
from casesvc.cases.decide_outside import waiting_for
from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import Desk
from casesvc.journeys.stores import Work
from casesvc.journeys.take_event import take_event


@dataclass(frozen=True)
class Received:
    """What the sender is told: which case and which subscription the message was for."""

    case: str
    event: str
    stalled: bool = False


def receive_message(
    desk: Desk,
    *,
    sender: str,
    name: str,
    case: str | None = None,
    number: str | None = None,
    facts: Mapping[str, Any] | None = None,
    key: str,
) -> Received:
    """Give a message to the one subscription of its name in a case; ``sender`` is the other system's name.

    Raise Rejection, e.g. unknown-case, nothing-waits, several-wait, case-stalled, fact-reserved.
    """
    actor = machine(sender)
    with desk.database.write() as work:
        held = work.cases.lock(case or case_numbered(work, number or ""))
        done = work.repeats.find(actor.person, key)
        if done is not None:
            return Received(**done)
        event = waiting_for(held.case, name)
        after = take_event(desk, work, held, actor, event=event, facts=facts or {})
        received = Received(after.id, event, after.stalled is not None)
        work.repeats.keep(actor.person, key, received.case, asdict(received))
        return received


def case_numbered(work: Work, number: str) -> str:
    """Return the case of a number. Raise Rejection unknown-case, also when several lines gave the same number."""
    found = work.cases.numbered(number)
    if len(found) == 1:
        return found[0]
    raise Rejection(
        "unknown-case", "这个编号不止一件申报，请改用申报的标识" if found else "没有找到这件申报，请核对编号"
    )
