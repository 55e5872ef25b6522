"""Another system reports on an external task: done, or left with a BPMN error that the diagram catches."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from casesvc.cases.actor import machine
from casesvc.cases.case import Case
from casesvc.cases.decide_outside import Report, decide_external, decide_failure
from casesvc.cases.events import ExternalTaskCompleted, ExternalTaskFailed
from casesvc.journeys.desk import Desk
from casesvc.journeys.go_on import command_on, go_on, keep
from casesvc.journeys.refusals import refuse_if_done

Decide = Callable[[Case, Report], ExternalTaskCompleted | ExternalTaskFailed]


@dataclass(frozen=True)
class Reported:
    """What another system is told of its report; ``stalled``: it is kept, and an administrator has to look."""

    case: str
    task: str
    stalled: bool = False


def complete_external(desk: Desk, *, worker: str, case: str, task: str, facts: Mapping[str, Any], key: str) -> Reported:
    """Complete an external task; ``worker`` is the other system's name, ``facts`` become facts of the case.

    Raise Rejection, e.g. task-done, not-external, case-stalled, fact-reserved, facts-too-large, machine-unknown.
    """

    def decide(found: Case, said: Report) -> ExternalTaskCompleted:
        return decide_external(found, task, said)

    return report(desk, worker=worker, case=case, task=task, facts=facts, key=key, decide=decide)


def fail_external(
    desk: Desk,
    *,
    worker: str,
    case: str,
    task: str,
    code: str,
    message: str = "",
    facts: Mapping[str, Any] | None = None,
    key: str,
) -> Reported:
    """Leave an external task with the BPMN error ``code``. Raise Rejection as above, or code-missing.

    An error that no boundary event catches stalls the case.
    """

    def decide(found: Case, said: Report) -> ExternalTaskFailed:
        return decide_failure(found, task, code, message, said)

    return report(desk, worker=worker, case=case, task=task, facts=facts or {}, key=key, decide=decide)


def report(
    desk: Desk, *, worker: str, case: str, task: str, facts: Mapping[str, Any], key: str, decide: Decide
) -> Reported:
    """Record what ``decide`` allows and let the diagram go on."""
    actor = machine(worker)
    with desk.database.write() as work:
        held = work.cases.lock(case)
        done = work.repeats.find(actor.person, key)
        if done is not None:
            return Reported(**done)
        refuse_if_done(work, held.case, task)
        command = command_on(desk, work, held, actor)
        command.pen.write(decide(held.case, Report(facts, command.line.routed)))
        keep(command, go_on(command))
        reported = Reported(case, task, command.pen.case.stalled is not None)
        work.repeats.keep(actor.person, key, case, asdict(reported))
        return reported
