"""What a decision is read against, and what is said of it afterwards; costs the same however old the case is."""

from dataclasses import dataclass
from typing import Any

from casesvc.cases.rejection import Rejection
from casesvc.forms.form import Form
from casesvc.journeys.desk import Desk
from casesvc.journeys.submit_form import form_filed
from casesvc.journeys.trail import outcome_title


@dataclass(frozen=True)
class ForDecision:
    """The form of the decision, and the form and answers under review (None before the first submission)."""

    form: Form
    filed_form: Form | None
    filed_answers: dict[str, Any]


def read_for_decision(desk: Desk, *, case: str, task: str) -> ForDecision:
    """Return what a post is read against; deciding itself asks who may. Raise Rejection unknown-case, unknown-task."""
    with desk.database.read() as reading:
        found = reading.case(case)
        if found is None:
            raise Rejection("unknown-case", "没有找到这件申报，请核对地址")
        filed = None if found.submission is None else reading.entry(case, found.submission)
    line = desk.lines.get(found.definition)
    definition = line.process.tasks.get(task.rpartition("#")[0])
    if definition is None or definition.form is None:
        raise Rejection("unknown-task", "没有这一步，请从待办列表重新进入")
    if filed is None:
        return ForDecision(line.forms[definition.form], None, {})
    return ForDecision(line.forms[definition.form], *form_filed(desk.lines, filed))


@dataclass(frozen=True)
class Done:
    """A decision somebody has just made, in words."""

    case: str
    applicant: str
    outcome: str
    stalled: bool


def read_done(desk: Desk, *, person: str, case: str, task: str) -> Done | None:
    """Return what ``person`` decided at ``task``, or None when it was somebody else."""
    with desk.database.read() as reading:
        row, found = reading.task(case, task), reading.case(case)
        if row is None or found is None or row.closed_by != person:
            return None
        name = reading.parties.names([found.applicant]).get(found.applicant, "")
    line = desk.lines.get(found.definition)
    return Done(case, name, outcome_title(line, row.element, row.outcome or ""), found.stalled is not None)
