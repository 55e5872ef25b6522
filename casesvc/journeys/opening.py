"""What a form is opened with: prefilled from what is known, or the answers that were returned."""

from collections.abc import Callable, Mapping
from typing import Any

from casesvc.cases.case import Case
from casesvc.cases.events import FormSubmitted
from casesvc.cases.history import Entry
from casesvc.forms.form import Form
from casesvc.journeys.line import Line
from casesvc.journeys.stores import Parties
from casesvc.journeys.submit_form import form_of


def opening_answers(
    line: Line, case: Case, task: str, *, parties: Parties, entry: Callable[[int], Entry]
) -> dict[str, Any]:
    """Return the first answers of a task's form. A correction starts from what was handed in, never prefilled again."""
    form, _ = form_of(line, task)
    if case.submission is not None and case.tasks[task].who.person == case.applicant:
        event = entry(case.submission).event
        return dict(event.answers) if isinstance(event, FormSubmitted) else {}
    return prefilled(form, known(case, parties))


def known(case: Case, parties: Parties) -> dict[str, str]:
    """Return the values forms may be prefilled with, by x-prefill name."""
    person = parties.person(case.applicant)
    unit = parties.unit(case.unit)
    values = {f"person.{key}": value for key, value in person.profile.items()}
    return {**values, "person.name": person.name, "unit.name": unit.name if unit else ""}


def prefilled(form: Form, values: Mapping[str, str]) -> dict[str, Any]:
    """Return answers with every x-prefill field whose value is known."""
    answers: dict[str, Any] = {}
    for module in form.modules:
        if module.kind != "object":
            continue
        found = {
            field.key: values[field.prefill] for field in module.fields if field.prefill and values.get(field.prefill)
        }
        if found:
            answers[module.key] = found
    return answers
