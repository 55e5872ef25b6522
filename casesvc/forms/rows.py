"""Adding and removing rows, and saying why one more row or file is not possible."""

import secrets
from collections.abc import Callable
from typing import Any

from casesvc.forms.answers import Answers, Path, label, rows_of, value_at, without_blanks
from casesvc.forms.fields import Slot
from casesvc.forms.form import Form
from casesvc.forms.messages import file_message


def new_row_id(random_hex: Callable[[int], str] = secrets.token_hex) -> str:
    """An id for a new row, unique within its form."""
    return f"r{random_hex(6)}"


def add_row(answers: Answers, module: str, row_id: str) -> dict[str, Any]:
    """The answers with an empty row at the end of the module."""
    return {**answers, module: [*rows_of(answers, module), {"id": row_id}]}


def remove_row(answers: Answers, module: str, row_id: str) -> dict[str, Any]:
    """The answers without this row."""
    return without_blanks({**answers, module: [row for row in rows_of(answers, module) if row["id"] != row_id]})


def no_more_rows(form: Form, answers: Answers, module: str) -> str | None:
    """Why no further row can be added (JL-047: at most three), or None."""
    found = form.module(module)
    count = len(rows_of(answers, module))
    if found is None or count < found.row_limit:
        return None
    return f"{found.title}最多填写 {found.row_limit} 条，已有 {count} 条"


def no_more_files(form: Form, answers: Answers, path: Path) -> str | None:
    """Why no further file can go into the slot at ``(module, slot)`` or ``(module, row, slot)``, or None."""
    slot = _slot_at(form, path)
    files = value_at(answers, path)
    count = len(files) if isinstance(files, list) else 0
    if slot is None or count < slot.max_files:
        return None
    each = "每条" if len(path) > 2 else ""
    return f"{label(form, {}, path[:1])}{each}最多上传 {slot.max_files} 个附件，已有 {count} 个"


def file_refused(form: Form, path: Path, *, name: str, size: int, media_type: str) -> str | None:
    """Why the slot does not take a file of this type and size, or None."""
    slot = _slot_at(form, path)
    if slot is None:
        return "这里不能上传附件，请刷新页面后重试"
    if media_type not in slot.accept:
        return file_message(slot, "enum", {"name": name})
    if size > slot.max_mb * 1024 * 1024:
        return file_message(slot, "maximum", {"name": name, "size": size})
    return None if size else f"“{name}”是空文件，请重新选择"


def _slot_at(form: Form, path: Path) -> Slot | None:
    module = form.module(path[0])
    if module is None or len(path) != (3 if module.kind == "rows" else 2):
        return None
    field = module.field(path[-1])
    return field.slot if field else None
