"""An applicant attaches a file to a slot of the draft, or takes one away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casesvc.cases.actor import Actor
from casesvc.cases.rejection import Rejection
from casesvc.forms.form import Form, Slot
from casesvc.forms.slots import slot_at, with_files
from casesvc.journeys.desk import Desk
from casesvc.journeys.ports import Draft
from casesvc.journeys.save_draft import save_draft

MB = 1024 * 1024
NAME_LENGTH = 120


@dataclass(frozen=True)
class Upload:
    """A file as it came in."""

    name: str
    content: bytes


def attach_file(
    desk: Desk, *, actor: Actor, case: str, task: str, version: int, path: Sequence[str], upload: Upload, new_id: str
) -> Draft:
    """Check the file against the rules of its slot, store it, and add it to the draft.

    Raise Rejection file-empty, file-too-large, file-wrong-type, file-broken, slot-full, unknown-slot (JL-044, JL-047).
    The content is stored before the transaction; a draft that is refused leaves at most a file nobody points at.
    """
    checked: dict[str, Any] = {}

    def change(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
        slot, files = slot_at(form, answers, path)
        refuse_size(slot, upload)
        refuse_full(slot, files)
        media_type = desk.inspection.media_type(upload.content)
        refuse_type(slot, media_type)
        checked.update(
            id=new_id,
            name=upload.name[-NAME_LENGTH:],
            size=len(upload.content),
            type=media_type,
            digest=desk.files.put(upload.content),
        )
        return with_files(answers, path, [*files, checked])

    return save_draft(desk, actor=actor, case=case, task=task, version=version, change=change)


def detach_file(
    desk: Desk, *, actor: Actor, case: str, task: str, version: int, path: Sequence[str], file: str
) -> Draft:
    """Take a file out of the draft; its content stays for the submissions that hold it."""

    def change(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
        _, files = slot_at(form, answers, path)
        return with_files(answers, path, [kept for kept in files if kept["id"] != file])

    return save_draft(desk, actor=actor, case=case, task=task, version=version, change=change)


def refuse_size(slot: Slot, upload: Upload) -> None:
    """Refuse an empty file and one over the slot's limit."""
    if not upload.content:
        raise Rejection("file-empty", f"“{upload.name}”是空文件，请重新导出后上传")
    if len(upload.content) > slot.max_mb * MB:
        size = len(upload.content) / MB
        raise Rejection(
            "file-too-large", f"“{upload.name}”有 {size:.1f} MB，每个文件不超过 {slot.max_mb:g} MB，请压缩后上传"
        )


def refuse_full(slot: Slot, files: Sequence[Any]) -> None:
    """Refuse one file too many."""
    if len(files) >= slot.max_files:
        raise Rejection("slot-full", f"最多上传 {slot.max_files} 个附件，已有 {len(files)} 个")


def refuse_type(slot: Slot, media_type: str) -> None:
    """Refuse a kind of file the slot does not take, judged by the content, not by the name."""
    if media_type not in slot.accept:
        raise Rejection("file-wrong-type", f"只能上传 {'、'.join(type_name(kind) for kind in slot.accept)} 格式的文件")


def type_name(media_type: str) -> str:
    """Return the name people know a media type by."""
    return {"image/jpeg": "JPG", "image/png": "PNG", "application/pdf": "PDF"}.get(media_type, media_type)
