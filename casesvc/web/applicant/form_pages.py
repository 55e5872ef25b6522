"""The form step by step: saving, rows, attachments, going on, and handing in."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casesvc.cases.rejection import Rejection
from casesvc.forms.changes import changes
from casesvc.forms.form import FormStep
from casesvc.forms.posted import answers_from_post
from casesvc.forms.problem import Problem
from casesvc.forms.rows import new_row_id, no_more_rows
from casesvc.forms.validation import draft_problems
from casesvc.journeys.attach_file import detach_file
from casesvc.journeys.desk import Desk
from casesvc.journeys.read_application import Application, read_application
from casesvc.journeys.save_draft import save_draft
from casesvc.journeys.submit_form import submit_form
from casesvc.web.access import allow
from casesvc.web.applicant.form_answer import form_answer, step_address, step_of, typed_values
from casesvc.web.applicant.form_request import FormRequest, read_request
from casesvc.web.applicant.uploads import add_uploads, attach_all
from casesvc.web.filters import moment

TOO_LATE = frozenset({"task-done", "case-ended", "not-yours", "nothing-open"})


def application_pages(desk: Desk) -> Blueprint:
    """``/my/cases/<case>/form/<step>`` with what belongs to it."""
    pages = Blueprint("application", __name__, url_prefix="/my/cases/<case>")

    @pages.get("/form")
    @allow("applicant")
    def begin(case: str) -> ResponseReturnValue:
        """The first step, or the first one with something marked."""
        application = read_application(desk, actor=g.visitor.actor, case=case)
        marked = {mark[0] for mark in application.marks} if application.marked else set()
        first = next((step for step in application.form.steps if marked & set(step.modules)), application.form.steps[0])
        return redirect(step_address(application, first))

    @pages.get("/form/<step>")
    @allow("applicant")
    def step(case: str, step: str) -> ResponseReturnValue:
        """One step."""
        application = read_application(desk, actor=g.visitor.actor, case=case)
        found = step_of(application.form, step) or abort(404)
        return form_answer(application, found, problems=shown_problems(application, found), open_row=asked_row())

    @pages.post("/form/<step>")
    @allow("applicant")
    def post(case: str, step: str) -> ResponseReturnValue:
        """Save what was typed and do what the button says."""
        return Post(desk, case, step, read_request(request)).answer()

    @pages.post("/autosave/<step>")
    @allow("applicant")
    def autosave(case: str, step: str) -> ResponseReturnValue:
        """Save while typing; answers with the time and the new version."""
        try:
            return Post(desk, case, step, read_request(request)).autosaved()
        except Rejection as refused:
            return jsonify(message=refused.message), HTTPStatus.CONFLICT

    add_uploads(pages, desk)
    return pages


def asked_row() -> tuple[str, str] | None:
    """Return the row the address asks to open."""
    module, _dot, row = request.args.get("row", "").partition(".")
    return (module, row) if module and row else None


def shown_problems(application: Application, step: FormStep) -> list[Problem]:
    """Return the problems of a step once they were asked for, e.g. from 数据验证信息."""
    if "check" not in request.args:
        return []
    return [problem for problem in application.blocking(application.answers) if problem.path[0] in step.modules]


class Post:
    """One post of a form page."""

    def __init__(self, desk: Desk, case: str, step: str, asked: FormRequest) -> None:
        self.desk, self.case, self.step_key, self.asked = desk, case, step, asked
        self.actor = g.visitor.actor

    def open(self) -> tuple[Application, FormStep]:
        """Return the open form and the step."""
        application = read_application(self.desk, actor=self.actor, case=self.case)
        return application, step_of(application.form, self.step_key) or abort(404)

    def answer(self) -> ResponseReturnValue:
        """Save, then do what the button says; whatever is refused shows the page again with what was typed."""
        try:
            application, step = self.open()
            faults = self.faults(application, step)
            if faults:
                return self.again(application, step, faults)
            saved = self.save(application, step)
            return self.go_on(saved, step)
        except Rejection as refused:
            return self.refused(refused)

    def autosaved(self) -> ResponseReturnValue:
        """Save only."""
        application, step = self.open()
        faults = self.faults(application, step)
        if faults:
            return jsonify(message=faults[0].message), HTTPStatus.UNPROCESSABLE_ENTITY
        saved = self.save(application, step)
        assert saved.saved_at is not None  # noqa: S101 - it was saved just now
        return jsonify(saved=moment(saved.saved_at)[-5:], version=str(saved.version))

    def faults(self, application: Application, step: FormStep) -> list[Problem]:
        """Return what not even a draft may hold, e.g. a text that is too long or a row too many."""
        typed = self.typed(application, step)
        return [problem for problem in draft_problems(application.form, typed) if problem.path[0] in step.modules]

    def typed(self, application: Application, step: FormStep) -> dict[str, Any]:
        """Return the answers with what was typed in this step."""
        return self.asked.change(step)(application.form, application.answers)

    def save(self, application: Application, step: FormStep) -> Application:
        """Save the draft; return the form with it."""
        draft = save_draft(
            self.desk,
            actor=self.actor,
            case=self.case,
            task=self.asked.task or application.task,
            version=self.asked.version,
            change=self.asked.change(step),
        )
        return replace(application, answers=draft.answers, version=draft.version, saved_at=draft.saved_at)

    def go_on(self, saved: Application, step: FormStep) -> ResponseReturnValue:
        """Do what the button says with the saved draft."""
        verb, path = self.asked.action.verb, self.asked.action.path
        match verb:
            case "next":
                return self.next(saved, step)
            case "back":
                steps = saved.form.steps
                return redirect(step_address(saved, steps[max(steps.index(step) - 1, 0)]))
            case "submit":
                return self.submit(saved, step)
            case "upload":
                saved, problems = attach_all(self.desk, self.actor, saved, path, request.files.getlist(".".join(path)))
                return self.again(saved, step, problems) if problems else self.at(saved, step, path)
            case "remove-file":
                detach_file(self.desk, actor=self.actor, case=self.case, task=saved.task, path=path[:-1], file=path[-1])
                return self.at(saved, step, path[:-1])
            case _:
                return self.row(saved, step)

    def row(self, saved: Application, step: FormStep) -> ResponseReturnValue:
        """Open, close or save a row; everything else was a plain save."""
        verb, path = self.asked.action.verb, self.asked.action.path
        if verb == "add-row" and path:
            full = no_more_rows(saved.form, saved.answers, path[0])
            if full is not None:
                return self.again(saved, step, [Problem(path[:1], path[0], "too-many", full)])
            return redirect(step_address(saved, step, row=f"{path[0]}.{new_row_id()}") + f"#q-{path[0]}")
        if verb == "edit-row" and self.asked.open_row:
            return redirect(step_address(saved, step, row=self.asked.open_row) + f"#q-{'-'.join(path)}")
        if verb == "save-row":
            faults = self.row_faults(saved, path)
            if faults:
                return self.again(saved, step, faults, open_row=(path[0], path[1]))
        if verb == "save":
            flash(_("草稿已保存。可以继续填写，也可以以后从首页继续。"), "good")
        return self.at(saved, step, path)

    def row_faults(self, saved: Application, path: tuple[str, ...]) -> list[Problem]:
        """Return what is wrong in a row, except for its attachments, which come after it was saved."""
        module = saved.form.module(path[0])
        slots = {field.key for field in module.slots} if module else set()
        return [
            problem
            for problem in saved.blocking(saved.answers)
            if problem.path[:2] == path[:2] and problem.path[-1] not in slots
        ]

    def next(self, saved: Application, step: FormStep) -> ResponseReturnValue:
        """Go to the next step; what is missing in this one is shown first."""
        faults = [problem for problem in saved.blocking(saved.answers) if problem.path[0] in step.modules]
        if faults:
            return self.again(saved, step, faults)
        steps = saved.form.steps
        return redirect(step_address(saved, steps[min(steps.index(step) + 1, len(steps) - 1)]))

    def submit(self, saved: Application, step: FormStep) -> ResponseReturnValue:
        """Hand in."""
        try:
            self.hand_in(saved.task, saved.version)
        except Rejection as refused:
            if refused.code != "form-problems":
                raise
            here = [problem for problem in refused.details["problems"] if problem.path[0] in step.modules]
            page = form_answer(replace(saved, answers=self.typed(saved, step)), step, problems=here, handing_in=True)
            return page, HTTPStatus.UNPROCESSABLE_ENTITY
        return redirect(url_for("cases.submitted", case=self.case))

    def hand_in(self, task: str, version: int) -> None:
        """Hand in once for the key of the page."""
        submit_form(self.desk, actor=self.actor, case=self.case, task=task, version=version, key=self.asked.key)

    def at(self, saved: Application, step: FormStep, path: tuple[str, ...]) -> ResponseReturnValue:
        """Show the step again, at a place."""
        return redirect(step_address(saved, step) + (f"#q-{'-'.join(path)}" if path else ""))

    def again(
        self,
        application: Application,
        step: FormStep,
        problems: list[Problem],
        *,
        open_row: tuple[str, str] | None = None,
    ) -> ResponseReturnValue:
        """Show the step with what was typed and what is wrong with it."""
        shown = replace(application, answers=self.typed(application, step))
        page = form_answer(shown, step, problems=problems, open_row=open_row or self.row_still_open())
        return page, HTTPStatus.UNPROCESSABLE_ENTITY

    def row_still_open(self) -> tuple[str, str] | None:
        """Return the row the button is about when it stays open."""
        path = self.asked.action.path
        return (path[0], path[1]) if self.asked.action.verb == "save-row" and len(path) > 1 else None

    def refused(self, refused: Rejection) -> ResponseReturnValue:
        """Answer a refused post without losing a word."""
        if refused.code in TOO_LATE:
            return self.too_late(refused)
        if refused.code == "unknown-case":
            raise refused
        application, step = self.open()
        shown = replace(application, answers=self.typed(application, step))
        differences = changes(application.form, application.answers, shown.answers)
        moved = refused.code == "draft-moved"
        if (
            moved
            and not differences
            and self.asked.action.verb != "submit"
            and self.asked.version < application.version
        ):
            self.asked = replace(self.asked, version=application.version)  # both windows hold the same
            return self.answer()
        page = form_answer(
            shown, step, said=refused.message, differences=differences if moved else (), open_row=self.row_still_open()
        )
        return page, HTTPStatus.CONFLICT

    def too_late(self, refused: Rejection) -> ResponseReturnValue:
        """Answer a post whose task is done: the same key was a double click, otherwise show what was typed."""
        if self.asked.action.verb == "submit":
            try:
                self.hand_in(self.asked.task, self.asked.version)
                return redirect(url_for("cases.submitted", case=self.case))
            except Rejection as still:
                refused = still
        typed = self.typed_alone()
        page = render_template("applicant/too_late.html", message=refused.message, typed=typed, case=self.case)
        return page, HTTPStatus.CONFLICT

    def typed_alone(self) -> list[tuple[str, str]]:
        """Return what was typed, in words, when there is no open form to show it in."""
        with self.desk.database.read() as reading:
            case = reading.case(self.case)
        if case is None or case.applicant != self.actor.person:
            return []
        for form in self.desk.lines.get(case.definition).forms.values():
            step = step_of(form, self.step_key)
            if step is not None:
                return typed_values(form, answers_from_post(form, step.modules, self.asked.fields, {}))
        return []
