"""Draws a step of an applicant's form, in whatever situation it is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from flask import render_template, url_for

from casesvc.forms.changes import Change
from casesvc.forms.display import show
from casesvc.forms.form import Form, FormStep, Module
from casesvc.forms.problem import Problem
from casesvc.journeys.read_application import Application
from casesvc.web.applicant.sections import masked_sections
from casesvc.web.form_page import Attachment, FormPage, Path, correction_page, summary_items
from casesvc.web.form_views import module_views


def step_of(form: Form, key: str) -> FormStep | None:
    """Return the step of that key."""
    return next((step for step in form.steps if step.key == key), None)


def step_with(form: Form, module: str) -> FormStep:
    """Return the step a module stands on."""
    return next(step for step in form.steps if module in step.modules)


def step_address(application: Application, step: FormStep, **values: Any) -> str:
    """Return the path of a step."""
    return url_for("application.step", case=application.case.id, step=step.key, **values)


def situation(
    application: Application, problems: Sequence[Problem] = (), open_row: tuple[str, str] | None = None
) -> FormPage:
    """Return the form as the applicant may see and change it now."""
    case = application.case.id

    def file_address(_path: Path, attachment: Attachment) -> str:
        return url_for("application.attachment", case=case, file=attachment["id"])

    def upload_address(path: Path) -> str:
        return url_for("application.upload", case=case, path=".".join(path))

    rest: dict[str, Any] = {
        "problems": problems,
        "open_row": open_row,
        "file_address": file_address,
        "upload_address": upload_address,
    }
    if not application.marked:
        return FormPage(application.form, application.answers, saved=application.version > 0, **rest)
    words = f"这一部分未被要求修改。如需修改，请联系 {application.unit} 审核人"
    returned = application.returned_answers or {}
    return correction_page(
        application.form, returned, application.answers, application.marks, locked_words=words, **rest
    )


def form_answer(
    application: Application,
    step: FormStep,
    *,
    problems: Sequence[Problem] = (),
    open_row: tuple[str, str] | None = None,
    said: str | None = None,
    differences: Sequence[Change] = (),
    handing_in: bool = False,
) -> str:
    """Draw a step. ``said``: what went wrong with the post; ``differences``: what another window saved otherwise.

    ``handing_in``: the summary names what is wrong in all steps, not only in this one.
    """
    form = application.form
    page = situation(application, problems, open_row)
    views = module_views(page, step.modules)
    last = step is form.steps[-1]
    check = check_of(application, step) if last else None
    promised = [problem for problem in problems if is_promise_at(form, problem.path)]
    everything = [*check["items"], *summary_items(replace(page, problems=promised))] if check else []
    return render_template(
        "applicant/form.html",
        application=application,
        page=page,
        step=step,
        number=form.steps.index(step) + 1,
        steps=[(one.title, step_address(application, one)) for one in form.steps],
        faulty=faulty_steps(application, page, last=last),
        before=step_address(application, form.steps[form.steps.index(step) - 1]) if step is not form.steps[0] else None,
        last=last,
        parts=[view for view in views if not is_promise(view.module)],
        promises=[view for view in views if is_promise(view.module)],
        summary=everything if handing_in else summary_items(page),
        check=check,
        handing_in=handing_in,
        filed=shown_before(application, step) if last else (),
        edit=lambda module: step_address(application, step_with(form, module)) + f"#q-{module}",
        said=said,
        differences=differences,
        key=uuid4().hex,
        new_row=new_row(page),
        file_of=page.file_address,
    )


def is_promise(module: Module) -> bool:
    """Say whether a section only holds boxes to be ticked; they stand at the very end."""
    return module.kind == "object" and all(
        field.kind == "yes or no" and field.widget == "checkbox" for field in module.fields
    )


def is_promise_at(form: Form, path: Path) -> bool:
    """Say whether a place lies in a section of boxes to be ticked."""
    module = form.module(path[0])
    return module is not None and is_promise(module)


def faulty_steps(application: Application, page: FormPage, *, last: bool) -> list[int]:
    """Return the numbers of steps with something the reviewer marked or, before handing in, something missing."""
    modules = {mark[0] for mark in page.marks or ()}
    if last:
        modules |= {problem.path[0] for problem in application.blocking(application.answers)}
    steps = application.form.steps if page.marks or not last else application.form.steps[:-1]
    return [number for number, step in enumerate(steps, 1) if modules & set(step.modules)]


def new_row(page: FormPage) -> str:
    """Return the open row if it is not saved yet, dotted."""
    if page.open_row is None:
        return ""
    rows = page.answers.get(page.open_row[0]) or ()
    return "" if any(row["id"] == page.open_row[1] for row in rows) else ".".join(page.open_row)


def check_of(application: Application, step: FormStep) -> dict[str, Any]:
    """Return 数据验证信息: what fails, each with the way to its place, and what is worth a look (JL-063)."""
    form = application.form

    def address(module: str) -> str:
        return step_address(application, step_with(form, module), check=1)

    found = [problem for problem in application.blocking(application.answers) if not is_promise_at(form, problem.path)]
    elsewhere = [problem for problem in found if problem.path[0] not in step.modules]
    here = [problem for problem in found if problem.path[0] in step.modules]
    page = FormPage(form, application.answers, problems=elsewhere)
    return {
        "items": summary_items(page, address) + summary_items(replace(page, problems=here)),
        "notes": application.notes(application.answers),
    }


def shown_before(application: Application, step: FormStep) -> Sequence[Any]:
    """Return the sections of the steps before, as a bordered form."""
    sections = [one for one in show(application.form, application.answers) if one.key not in step.modules]
    return masked_sections(application.form, sections)


def typed_values(form: Form, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return answers as labels and texts, for a page that can only keep them in sight."""
    return [
        (f"{module.title}：{field.label}", field.text)
        for module in show(form, answers)
        for row in module.rows
        for field in row.fields
        if field.text
    ]
