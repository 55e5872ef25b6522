"""What an applicant types is kept as a draft, one version after the other; two tabs cannot overwrite each other."""

from collections.abc import Callable, Mapping
from typing import Any

from casesvc.cases.actor import Actor
from casesvc.cases.case import Case
from casesvc.cases.decide import open_task
from casesvc.forms.form import Form
from casesvc.journeys.desk import Desk
from casesvc.journeys.opening import opening_answers
from casesvc.journeys.refusals import refuse_if_done
from casesvc.journeys.rows import Draft
from casesvc.journeys.stores import Work
from casesvc.journeys.submit_form import answers_at, form_of, refuse_outside_marks

Change = Callable[[Form, Mapping[str, Any]], dict[str, Any]]


def save_draft(desk: Desk, *, actor: Actor, case: str, task: str, version: int | None, change: Change) -> Draft:
    """Apply ``change`` to the answers of draft ``version`` (0: none yet) and save them as the next version.

    ``version`` None changes whatever is there and leaves its version: for what no page can overwrite.
    Raise Rejection draft-moved, task-done, not-yours, case-ended. Whatever stands in a draft may be incomplete:
    it is checked when it is handed in.
    """
    with desk.database.write() as work:
        held = work.cases.lock(case)
        refuse_if_done(work, held.case, task)
        open_task(held.case, actor, task)
        form, definition = form_of(desk.lines.get(held.case.definition), task)
        kept = work.drafts.find(case, task)
        answers = change(form, kept.answers if kept else opened_with(desk, work, held.case, task))
        if definition.correction == "marked" and held.case.returned is not None:
            refuse_outside_marks(
                form, answers_at(work, case, held.case.returned.submission), answers, held.case.returned
            )
        seen = version if version is not None else kept.version if kept else 0
        draft = Draft(answers, seen if version is None else seen + 1, work.now, held.case.definition)
        work.drafts.save(case, task, draft, seen=seen)
        return draft


def opened_with(desk: Desk, work: Work, case: Case, task: str) -> dict[str, Any]:
    """Return what the form shows before anything was saved."""
    line = desk.lines.get(case.definition)
    return opening_answers(line, case, task, parties=work.parties, entry=lambda seq: work.cases.entry(case.id, seq))
