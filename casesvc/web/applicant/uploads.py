"""Attachments of a draft: taken one by one, each checked by its slot, and shown again."""

from collections.abc import Iterable
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import quote
from uuid import uuid4

from flask import Blueprint, Response, abort, g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from casesvc.cases.actor import Actor
from casesvc.cases.rejection import Rejection
from casesvc.forms.problem import Problem
from casesvc.journeys.attach_file import Upload, attach_file
from casesvc.journeys.desk import Desk
from casesvc.journeys.read_application import Application, read_application
from casesvc.journeys.read_own_file import read_own_file
from casesvc.web.access import allow
from casesvc.web.applicant.form_answer import situation
from casesvc.web.downloads import file_answer
from casesvc.web.form_page import FieldView, FormPage, Path
from casesvc.web.form_views import module_views

ABOUT_THE_FILE = ("file-", "slot-")


def add_uploads(pages: Blueprint, desk: Desk) -> None:
    """Add the addresses of attachments."""

    @pages.post("/uploads/<path>")
    @allow("applicant")
    def upload(case: str, path: str) -> ResponseReturnValue:
        """Take files for one slot; answers with the slot as it then is."""
        place = tuple(path.split("."))
        try:
            application = read_application(desk, actor=g.visitor.actor, case=case)
            saved, problems = attach_all(desk, g.visitor.actor, application, place, request.files.getlist("file"))
        except Rejection as refused:
            return Response(refused.message, HTTPStatus.CONFLICT, {"X-Message": quote(refused.message)})
        page = situation(saved, problems)
        view = slot_view(page, place) or abort(404)
        return render_template("applicant/slot.html", page=page, view=view)

    @pages.get("/files/<file>")
    @allow("applicant")
    def attachment(case: str, file: str) -> ResponseReturnValue:
        """One attachment."""
        found = read_own_file(desk, person=g.visitor.person, case=case, file=file)
        download = "download" in request.args
        return file_answer(found.content, name=found.name, media_type=found.type, download=download)


def attach_all(
    desk: Desk, actor: Actor, application: Application, path: Path, files: Iterable[FileStorage]
) -> tuple[Application, list[Problem]]:
    """Attach files until one is refused; return the form with those taken, and the refusal as a problem of the slot."""
    chosen = [file for file in files if file.filename]
    if not chosen:
        return application, [Problem(path, "", "file-missing", "请先选择文件，再点“上传”")]
    for file in chosen:
        upload = Upload(uuid4().hex, name_of(file), file.stream.read())
        try:
            draft = attach_file(
                desk, actor=actor, case=application.case.id, task=application.task, path=path, upload=upload
            )
        except Rejection as refused:
            if not refused.code.startswith(ABOUT_THE_FILE):
                raise
            return application, [Problem(path, "", refused.code, refused.message)]
        application = replace(application, answers=draft.answers, version=draft.version, saved_at=draft.saved_at)
    return application, []


def name_of(file: FileStorage) -> str:
    """Return the name of a file without the folders some browsers send along."""
    return (file.filename or "").replace("\\", "/").rpartition("/")[2]


def slot_view(page: FormPage, path: Path) -> FieldView | None:
    """Return the slot at ``path``, in a module or in one of its rows."""
    sections = module_views(page, path[:1])
    fields = [view for section in sections for view in section.fields]
    fields += [view for section in sections for row in section.rows for view in row.fields]
    return next((view for view in fields if view.path == path and view.field.slot), None)
