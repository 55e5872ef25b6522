"""Answers for a document template: every module and field by key, as text, whether filled in or not."""

from collections.abc import Mapping
from typing import Any

from casesvc.forms.answers import Answers
from casesvc.forms.display import ShownRow, show
from casesvc.forms.form import Form
from casesvc.forms.modules import Module


def printed(form: Form, answers: Answers) -> dict[str, Any]:
    """``{module: {field: text}}``, or a list of such rows; a slot is the list of its files' names.

    A field that does not apply or has no answer is "" (an empty list for a slot), so that a template can name it.
    """
    shown = {module.key: module for module in show(form, answers)}
    return {
        module.key: _module(module, shown[module.key].rows if module.key in shown else ()) for module in form.modules
    }


def _module(module: Module, rows: tuple[ShownRow, ...]) -> Any:
    blank = {field.key: [] if field.slot else "" for field in module.fields}
    filled = [{**blank, **_texts(row, blank)} for row in rows]
    if module.kind == "rows":
        return filled
    return filled[0] if filled else blank


def _texts(row: ShownRow, blank: Mapping[str, Any]) -> dict[str, Any]:
    return {
        field.key: [str(file["name"]) for file in field.files] if isinstance(blank[field.key], list) else field.text
        for field in row.fields
    }
