"""A timer is due: its firing is put to the diagram as an event of the case."""

from casesvc.cases.actor import THE_SYSTEM
from casesvc.cases.decide import decide_timer
from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import Desk
from casesvc.journeys.go_on import command_on, go_on, keep


def fire_timer(desk: Desk, *, case: str, timer: str) -> bool:
    """Fire ``timer``; return False when it is no longer running, not due yet or has to wait, which is no fault."""
    with desk.database.write() as work:
        held = work.cases.lock(case)
        try:
            fired = decide_timer(held.case, timer, now=work.now)
        except Rejection:
            return False
        command = command_on(desk, work, held, THE_SYSTEM)
        command.pen.write(fired)
        keep(command, go_on(command))
        return True
