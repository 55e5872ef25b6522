"""What a subscription of a case waits for has arrived: recorded, and the diagram goes on."""

from collections.abc import Mapping
from typing import Any

from casesvc.cases.actor import Actor
from casesvc.cases.case import Case
from casesvc.cases.decide_outside import Report, decide_event
from casesvc.journeys.desk import Desk
from casesvc.journeys.go_on import command_on, go_on, keep
from casesvc.journeys.rows import Held
from casesvc.journeys.stores import Work


def take_event(desk: Desk, work: Work, held: Held, actor: Actor, *, event: str, facts: Mapping[str, Any]) -> Case:
    """Give a locked case what its subscription waits for; return the case after it. Raise Rejection nothing-waits."""
    command = command_on(desk, work, held, actor)
    command.pen.write(decide_event(held.case, event, Report(facts, command.line.routed)))
    keep(command, go_on(command))
    return command.pen.case
