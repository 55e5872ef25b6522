"""An applicant attaches a file to a slot of the draft, or takes one away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casesvc.cases.actor import Actor
from casesvc.cases.decide import open_task
from casesvc.cases.rejection import Rejection
from casesvc.forms.answers import Path
from casesvc.forms.form import Form
from casesvc.forms.rows import file_refused, no_more_files
from casesvc.forms.slots import UnknownSlot, files_at, with_files
from casesvc.journeys.desk import Desk
from casesvc.journeys.rows import Draft
from casesvc.journeys.save_draft import save_draft
from casesvc.journeys.submit_form import form_of

NAME_LENGTH = 120


@dataclass(frozen=True)
class Upload:
    """A file as it came in; ``id`` is its name inside the answers."""

    id: str
    name: str
    content: bytes


def attach_file(desk: Desk, *, actor: Actor, case: str, task: str, path: Path, upload: Upload) -> Draft:
    """Check the file against the rules of its slot, store it, and add it to the draft (JL-044, JL-047, JL-086).

    Raise Rejection file-too-early, file-refused, file-wrong-type, file-broken, file-empty, slot-full. The file
    is looked into and stored before the transaction, which others wait for; a draft that refuses it then leaves at
    most a file that nobody points at. The draft keeps its version: forms never post attachments, so no window can
    lose one.
    """
    form = form_for(desk, actor, case, task, path)
    if not upload.content:
        raise Rejection("file-empty", f"“{upload.name}”是空文件，请重新导出后上传")
    media_type = desk.inspection.media_type(upload.content)
    size = len(upload.content)
    refusal = file_refused(form, path, name=upload.name, size=size, media_type=media_type)
    if refusal is not None:
        raise Rejection("file-refused", refusal)
    described = {
        "id": upload.id,
        "name": upload.name[-NAME_LENGTH:],
        "size": size,
        "type": media_type,
        "digest": desk.files.put(upload.content),
    }

    def change(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
        full = no_more_files(form, answers, path)
        if full is not None:
            raise Rejection("slot-full", full)
        return put(answers, path, [*files_at(answers, path), described])

    return save_draft(desk, actor=actor, case=case, task=task, version=None, change=change)


def detach_file(desk: Desk, *, actor: Actor, case: str, task: str, path: Path, file: str) -> Draft:
    """Take a file out of the draft; its content stays for the submissions that hold it."""

    def change(_: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
        return put(answers, path, [kept for kept in files_at(answers, path) if kept["id"] != file])

    return save_draft(desk, actor=actor, case=case, task=task, version=None, change=change)


def put(answers: Mapping[str, Any], path: Path, files: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Put files into the slot. Raise Rejection row-gone when another window deleted the row."""
    try:
        return with_files(answers, path, files)
    except UnknownSlot:
        raise Rejection("row-gone", "这一条已被删除，请刷新页面") from None


def form_for(desk: Desk, actor: Actor, case: str, task: str, path: Path) -> Form:
    """Return the form of an open task of the actor, when its slot at ``path`` can be used already."""
    with desk.database.read() as reading:
        found = reading.case(case)
        draft = reading.draft(case, task)
    if found is None:
        raise Rejection("unknown-case", "没有找到这件申报")
    open_task(found, actor, task)
    form = form_of(desk.lines.get(found.definition), task)[0]
    if found.submission is None:  # a correction starts from what was handed in, where all is saved
        refuse_too_early(form, path[0], draft.answers if draft else {})
    return form


def refuse_too_early(form: Form, module: str, saved: Mapping[str, Any]) -> None:
    """Refuse a file of a module that waits for another one to be saved, e.g. the photo (JL-032)."""
    found = form.module(module)
    first = form.module(found.after) if found and found.after else None
    if first is not None and not saved.get(first.key):
        raise Rejection("file-too-early", f"请先保存“{first.title}”，再上传附件")
