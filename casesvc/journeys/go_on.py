"""Let the diagram go on after an input was recorded, and keep everything in the command's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casesvc.cases.actor import Actor, Candidate
from casesvc.cases.case import Case
from casesvc.cases.events import CaseEnded, CaseStalled
from casesvc.cases.facts import names_for
from casesvc.cases.follow import Detail, follow
from casesvc.cases.history import Entry
from casesvc.cases.inputs import index_of, input_of
from casesvc.cases.pen import Pen
from casesvc.cases.step import Facts, Opened, Step, StepFailed
from casesvc.journeys.due import task_due
from casesvc.journeys.grant import grant
from casesvc.journeys.hand_on import hand_on
from casesvc.journeys.notify import notify

if TYPE_CHECKING:
    from casesvc.diagrams.process import UserTask
    from casesvc.journeys.desk import Desk
    from casesvc.journeys.line import Line
    from casesvc.journeys.rows import Held
    from casesvc.journeys.stores import Work

APPLICANT = "${applicant}"


@dataclass(frozen=True)
class Command:
    """One command under way: its transaction, the locked case, the line it follows, and the pen that writes."""

    desk: Desk
    work: Work
    line: Line
    held: Held
    pen: Pen


def command_on(desk: Desk, work: Work, held: Held, actor: Actor) -> Command:
    """Return the command of ``actor`` on a locked case."""
    case = held.case
    pen = Pen(case, previous=held.digest, at=work.now, actor=actor.person, definition=case.definition, salt=work.salt)
    return Command(desk, work, desk.lines.get(case.definition), held, pen)


def go_on(command: Command) -> bytes | None:
    """Put the input that the command recorded first to the engine; return the snapshot to keep."""
    recorded = command.pen.entries[0]
    return put(command, recorded, index=index_of(command.held.case, recorded.event))


def put(command: Command, recorded: Entry, *, index: int) -> bytes | None:
    """Put a recorded input to the engine and write what it did; ``index`` is that of the completed task.

    Return the new snapshot, or the old one when the diagram could not go on: the input stays recorded then, and
    the case is stalled until an administrator has it tried again.
    """
    pen, line = command.pen, command.line
    try:
        step = command.desk.engine.step(
            diagram=line.diagram,
            digest=line.diagram_digest,
            snapshot=command.held.snapshot,
            given=input_of(recorded.event),
            facts=Facts(names_for(pen.case, recorded.event, index=index), pen.case.rounds),
            now=command.work.now,
        )
        details = {opened.task: detail(command, opened) for opened in step.opened}
    except StepFailed as failure:
        pen.write(CaseStalled(recorded.seq, failure.code, failure.element, failure.message))
        return command.held.snapshot
    pen.write(*follow(step, details, end_status=end_status(line, step)))
    return step.snapshot


def keep(command: Command, snapshot: bytes | None) -> None:
    """Keep what the command wrote: grants, events, state, lists, messages."""
    pen = command.pen
    if any(isinstance(entry.event, CaseEnded) for entry in pen.entries):
        grant(command.work, command.line, pen)
    command.work.cases.keep(command.held, pen.case, pen.entries, snapshot)
    notify(command.work, command.line, pen)
    hand_on(command.work, pen)


def end_status(line: Line, step: Step) -> str | None:
    """Return the line's words for how the case ended."""
    return None if step.ended is None else line.process.ends[step.ended].status


def detail(command: Command, opened: Opened) -> Detail:
    """Return who may do an opened task, its status words and its due time."""
    line, case = command.line, command.pen.case
    task = line.process.tasks[opened.element]
    due = task_due(line, case, task, command.work.now, command.desk.calendar)
    return Detail(candidate(line, case, task, opened.index), task.status, due)


def candidate(line: Line, case: Case, task: UserTask, index: int) -> Candidate:
    """Return who may do ``task``: another system, the applicant, or a role in the unit its scope names.

    Raise StepFailed no-such-level when the case has fewer competent units than the diagram asks for.
    """
    if task.topic is not None:
        return Candidate(topic=task.topic)
    if task.assignee == APPLICANT or task.role is None:
        return Candidate(person=case.applicant)
    role = line.role(task.role)
    match role.scope:
        case "own-unit":
            return Candidate(role=role.key, unit=case.unit)
        case "competent-unit" if index < len(case.levels):
            return Candidate(role=role.key, unit=case.levels[index])
        case "competent-unit":
            message = f"“{task.name}”要第 {index + 1} 级主管部门办理，但事项只有 {len(case.levels)} 级"
            raise StepFailed("no-such-level", task.element, message)
        case "office":
            return Candidate(role=role.key, unit=role.office)
        case _:
            return Candidate(person=case.applicant)
