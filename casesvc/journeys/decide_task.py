"""An officer decides a task: pass, return with marks, terminate, or whatever words its form offers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from casesvc.cases.actor import Actor
from casesvc.cases.case import Case
from casesvc.cases.decide import DecideTask, decide_review, open_task
from casesvc.cases.events import Marks
from casesvc.cases.rejection import Rejection
from casesvc.forms.conditions import drop_inactive
from casesvc.forms.marks import unknown_marks
from casesvc.forms.summary import route_values
from casesvc.forms.validation import problems
from casesvc.journeys.desk import Desk
from casesvc.journeys.go_on import command_on, go_on, keep
from casesvc.journeys.line import Line
from casesvc.journeys.refusals import refuse_if_done, refuse_problems
from casesvc.journeys.stores import Work
from casesvc.journeys.submit_form import form_filed, form_of


@dataclass(frozen=True)
class Decided:
    """What the officer is told."""

    case: str
    number: str
    outcome: str
    status: str
    stalled: bool = False


@dataclass(frozen=True)
class Decision:
    """What an officer filled in: the answers of the task's form and, for a return, the marks and days."""

    answers: Mapping[str, Any]
    marks: Marks = ()
    correction_days: int | None = None


def decide_task(desk: Desk, *, actor: Actor, case: str, task: str, decision: Decision, key: str) -> Decided:
    """Decide ``task``. Raise Rejection, e.g. task-done, opinion-missing, marks-missing, form-problems (JL-078)."""
    with desk.database.write() as work:
        held = work.cases.lock(case)
        done = work.repeats.find(actor.person, key)
        if done is not None:
            return Decided(**done)
        refuse_if_done(work, held.case, task)
        open_task(held.case, actor, task)
        command = command_on(desk, work, held, actor)
        refuse_unknown_marks(desk, work, held.case, decision.marks)
        command.pen.write(decide_review(held.case, actor, decision_for(command.line, task, decision)))
        keep(command, go_on(command))
        after = command.pen.case
        decided = Decided(
            case, after.number or "", outcome_of(decision.answers), after.status or "", after.stalled is not None
        )
        work.repeats.keep(actor.person, key, case, asdict(decided))
        return decided


def decision_for(line: Line, task: str, decision: Decision) -> DecideTask:
    """Return the command of a decision whose form was validated."""
    form, definition = form_of(line, task)
    answers, _ = drop_inactive(form, decision.answers)
    refuse_problems(problems(form, answers))
    return DecideTask(
        task,
        outcome_of(answers),
        definition.outcomes,
        value_of(answers, "opinion"),
        decision.marks,
        decision.correction_days,
        answers,
        route_values(form, answers),
    )


def refuse_unknown_marks(desk: Desk, work: Work, case: Case, marks: Marks) -> None:
    """Refuse marks that name nothing of the answers under review."""
    if not marks or case.submission is None:
        return
    form, answers = form_filed(desk.lines, work.cases.entry(case.id, case.submission))
    if unknown_marks(form, answers, marks):
        raise Rejection("marks-unknown", "勾选的部分已不在申报中，请刷新页面后重新勾选", {"field": "marks"})


def outcome_of(answers: Mapping[str, Any]) -> str:
    """Return the outcome of a decision form: its field of that name, in whichever module it stands."""
    return value_of(answers, "outcome")


def value_of(answers: Mapping[str, Any], key: str) -> str:
    """Return the text field ``key`` of any object module, or an empty text."""
    for values in answers.values():
        if isinstance(values, Mapping) and isinstance(values.get(key), str):
            return str(values[key])
    return ""
