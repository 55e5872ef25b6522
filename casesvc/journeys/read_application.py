"""A form as its applicant fills it in: the draft, what was returned, and what still has to be put right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casesvc.cases.actor import Actor
from casesvc.cases.case import Case, Return
from casesvc.cases.rejection import Rejection
from casesvc.forms.answers import Path
from casesvc.forms.conditions import drop_inactive
from casesvc.forms.form import Form
from casesvc.forms.marks import correction_problems
from casesvc.forms.problem import Problem
from casesvc.forms.validation import problems, warnings
from casesvc.journeys.desk import Desk
from casesvc.journeys.line import Line
from casesvc.journeys.opening import opening_answers
from casesvc.journeys.ports import Reading
from casesvc.journeys.refusals import refuse_closed_window
from casesvc.journeys.submit_form import form_of


@dataclass(frozen=True)
class Application:
    """The open form of an applicant. ``returned_answers``: what a marked correction starts from, else None.

    ``closed`` says why it cannot be handed in any more, in the user's words.
    """

    case: Case
    line: Line
    form: Form
    task: str
    answers: dict[str, Any]
    version: int
    saved_at: datetime | None
    returned: Return | None
    returned_answers: Mapping[str, Any] | None
    unit: str
    due: datetime | None
    closed: str | None
    now: datetime

    @property
    def marked(self) -> bool:
        """Whether only marked parts may be changed."""
        return self.returned is not None and self.returned_answers is not None

    @property
    def marks(self) -> Mapping[Path, str]:
        """The parts the reviewer marked; the words to all of them are the opinion on top."""
        return {} if self.returned is None else {tuple(mark): "" for mark in self.returned.marks}

    def blocking(self, answers: Mapping[str, Any]) -> tuple[Problem, ...]:
        """Return what keeps these answers from being handed in (JL-063)."""
        if self.returned is None or self.returned_answers is None:
            return problems(self.form, answers)
        return correction_problems(self.form, self.returned_answers, answers, self.returned.marks)[0]

    def notes(self, answers: Mapping[str, Any]) -> tuple[str, ...]:
        """Return what is worth a second look and what will be left out, though neither blocks."""
        _, dropped = drop_inactive(self.form, answers)
        return (
            *(problem.message for problem in warnings(self.form, answers)),
            *(f"“{label}”现在不需要填写，提交时不会带上" for _, label in dropped),
        )


def read_application(desk: Desk, *, actor: Actor, case: str) -> Application:
    """Return the form the applicant has to fill in. Raise Rejection unknown-case or nothing-open."""
    with desk.database.read() as reading:
        found = reading.case(case)
        if found is None or found.applicant != actor.person:
            raise Rejection("unknown-case", "没有找到这件申报，请从首页重新进入")
        task = next((task for task, row in found.tasks.items() if row.who.person == actor.person), None)
        if task is None:
            raise Rejection("nothing-open", "这件申报已提交，现在不能修改。办理情况见进度跟踪")
        return opened(desk, reading, found, task)


def opened(desk: Desk, reading: Reading, case: Case, task: str) -> Application:
    """Put the open form together."""
    line = desk.lines.get(case.definition)
    form, definition = form_of(line, task)
    draft = reading.draft(case.id, task)
    before = opening_answers(line, case, task, parties=reading.parties, entry=lambda seq: reading.entry(case.id, seq))
    unit = reading.parties.unit(case.unit)
    due = case.tasks[task].due
    return Application(
        case=case,
        line=line,
        form=form,
        task=task,
        answers=draft.answers if draft else before,
        version=draft.version if draft else 0,
        saved_at=draft.saved_at if draft else None,
        returned=case.returned if case.submission is not None else None,
        returned_answers=before if definition.correction == "marked" and case.returned else None,
        unit=unit.name if unit else "",
        due=due,
        closed=closed_words(line, case, due, reading.now),
        now=reading.now,
    )


def closed_words(line: Line, case: Case, due: datetime | None, now: datetime) -> str | None:
    """Return why the form cannot be handed in any more, or None."""
    if case.submission is None:
        try:
            refuse_closed_window(line, line.notice(case.notice), now)
        except Rejection as refused:
            return refused.message
    if due is not None and now > due:
        return "修改期限已过，申报已锁定。您填的内容已保留，请联系推荐单位延长修改期限"
    return None
