"""The unit a case was filed with gives more time for a correction."""

from datetime import datetime

from casesvc.cases.actor import Actor
from casesvc.cases.decide import decide_extension
from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import Desk
from casesvc.journeys.go_on import command_on, keep


def extend_correction(desk: Desk, *, actor: Actor, case: str, task: str, due: datetime) -> None:
    """Move the end of a correction. Raise Rejection not-yours, task-done, due-not-later."""
    with desk.database.write() as work:
        held = work.cases.lock(case)
        if not any(unit == held.case.unit for _, unit in actor.seats):
            raise Rejection("not-yours", "只有推荐单位可以延长修改期限")
        command = command_on(desk, work, held, actor)
        command.pen.write(decide_extension(held.case, task, due=due, now=work.now))
        keep(command, held.snapshot)
