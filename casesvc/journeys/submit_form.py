"""An applicant hands in a form: the application, or a correction of what was marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from casesvc.cases.actor import Actor
from casesvc.cases.case import Case, Return
from casesvc.cases.decide import SubmitForm, decide_submission, open_task
from casesvc.cases.events import CaseNumbered, FormSubmitted, LevelsRecorded
from casesvc.cases.history import Entry
from casesvc.cases.rejection import Rejection
from casesvc.forms.conditions import drop_inactive
from casesvc.forms.form import Form
from casesvc.forms.marks import correction_problems, merge, refused
from casesvc.forms.summary import route_values
from casesvc.forms.validation import problems
from casesvc.journeys.desk import LOCAL, Desk
from casesvc.journeys.go_on import command_on, go_on, keep
from casesvc.journeys.line import Line
from casesvc.journeys.ports import Lines
from casesvc.journeys.refusals import refuse_closed_window, refuse_if_done, refuse_problems
from casesvc.journeys.stores import Work

if TYPE_CHECKING:  # the core knows no XML library; it only holds what was read from the diagram
    from casesvc.diagrams.process import UserTask


@dataclass(frozen=True)
class Submitted:
    """What the applicant is told: the number, and where the case stands now."""

    case: str
    number: str
    status: str


def submit_form(desk: Desk, *, actor: Actor, case: str, task: str, version: int, key: str) -> Submitted:
    """Hand in the draft of ``task`` in its ``version``. Raise Rejection, e.g. form-problems, draft-moved, task-done.

    The server starts from the returned answers and takes only what was marked (JL-076).
    """
    with desk.database.write() as work:
        held = work.cases.lock(case)
        done = work.repeats.find(actor.person, key)
        if done is not None:
            return Submitted(**done)
        refuse_if_done(work, held.case, task)
        open_task(held.case, actor, task)
        command = command_on(desk, work, held, actor)
        handed_in = checked(work, command.line, held.case, task, version)
        pen = command.pen
        pen.write(decide_submission(held.case, actor, handed_in, now=work.now))
        pen.write(LevelsRecorded(work.parties.competent_units(held.case.unit)))
        snapshot = go_on(command)
        if pen.case.number is None:
            pen.write(CaseNumbered(number(work, command.line)))
        keep(command, snapshot)
        work.drafts.drop(case, task)
        submitted = Submitted(case, pen.case.number or "", pen.case.status or "")
        work.repeats.keep(actor.person, key, case, asdict(submitted))
        return submitted


def checked(work: Work, line: Line, case: Case, task: str, version: int) -> SubmitForm:
    """Return the command for the draft in ``version``, validated and cut to what is open."""
    if case.submission is None:
        refuse_closed_window(line, line.notice(case.notice), work.now)
    draft = work.drafts.find(case.id, task)
    if draft is None or draft.version != version:
        raise Rejection("draft-moved", "这份申报已在另一个窗口中保存过，请核对后再提交")
    form, definition = form_of(line, task)
    if definition.correction == "marked" and case.returned is not None:
        answers = corrected(work, form, case.id, case.returned, draft.answers)
    else:
        refuse_problems(problems(form, draft.answers))
        answers = draft.answers
    handed_in, _ = drop_inactive(form, answers)
    return SubmitForm(task, handed_in, route_values(form, handed_in))


def corrected(work: Work, form: Form, case: str, returned: Return, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the returned answers with the marked parts taken from ``typed``.

    What was wrong before outside the marks does not block: the next reviewer sees it.
    """
    before = answers_at(work, case, returned.submission)
    refuse_outside_marks(form, before, typed, returned)
    merged = merge(form, before, typed, returned.marks)
    blocking, _ = correction_problems(form, before, merged, returned.marks)
    refuse_problems(blocking)
    return merged


def refuse_outside_marks(form: Form, before: Mapping[str, Any], typed: Mapping[str, Any], returned: Return) -> None:
    """Refuse a change outside the parts a return opened, naming the places (JL-076)."""
    outside = refused(form, before, typed, returned.marks)
    if outside:
        raise Rejection("not-marked", "有未被要求修改的部分被改动。请刷新页面，只修改标有 × 的部分", {"paths": outside})


def answers_at(work: Work, case: str, seq: int) -> dict[str, Any]:
    """Return the answers handed in with event ``seq``."""
    event = work.cases.entry(case, seq).event
    assert isinstance(event, FormSubmitted)  # noqa: S101 - the state only points at submissions
    return event.answers


def form_of(line: Line, task: str) -> tuple[Form, UserTask]:
    """Return form and definition of a task occurrence."""
    definition = line.process.tasks[task.rpartition("#")[0]]
    assert definition.form is not None  # noqa: S101 - publishing refuses a user task without a form
    return line.forms[definition.form], definition


def form_filed(lines: Lines, entry: Entry) -> tuple[Form, dict[str, Any]]:
    """Return form and answers of what was handed in, in the version in force then."""
    event = entry.event
    assert isinstance(event, FormSubmitted)  # noqa: S101 - the state only points at submissions
    return form_of(lines.get(entry.definition), event.task)[0], event.answers


def number(work: Work, line: Line) -> str:
    """Return the next number of the line's year."""
    year = work.now.astimezone(LOCAL).year
    return line.number_pattern.format(year=year, sequence=work.cases.next_number(line.key, year))
