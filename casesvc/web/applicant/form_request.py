"""What one post of a form page asks for: whose draft, which version, which fields, which button."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Request

from casesvc.forms.answers import rows_of
from casesvc.forms.form import Form, FormStep
from casesvc.forms.posted import answers_from_post
from casesvc.forms.rows import remove_row
from casesvc.web.form_action import FormAction, read_action

PLACES = {"add-row": 1, "edit-row": 2, "save-row": 2, "close-row": 2, "delete-row": 2, "upload": 2, "remove-file": 3}
Change = Callable[[Form, Mapping[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class FormRequest:
    """A posted form page. ``new_row``: the row that stood open and was not saved before."""

    task: str
    version: int
    key: str
    action: FormAction
    fields: Mapping[str, Sequence[str]]
    new_row: str

    @property
    def open_row(self) -> str | None:
        """The row the button is about, dotted."""
        return ".".join(self.action.path[:2]) if len(self.action.path) >= 2 else None

    def change(self, step: FormStep) -> Change:
        """Return how the draft changes by what was typed and by the button."""

        def apply(form: Form, before: Mapping[str, Any]) -> dict[str, Any]:
            fields = self.fields
            if self.action.verb == "close-row":
                fields = without_row(fields, self.action.path)
            answers = answers_from_post(form, step.modules, fields, before)
            gone = self.action.verb == "delete-row" or (
                self.action.verb == "close-row" and self.open_row == self.new_row
            )
            known = len(self.action.path) == 2 and any(
                row["id"] == self.action.path[1] for row in rows_of(answers, self.action.path[0])
            )
            return remove_row(answers, *self.action.path) if gone and known else answers

        return apply


def without_row(fields: Mapping[str, Sequence[str]], path: tuple[str, ...]) -> dict[str, Sequence[str]]:
    """Return the fields without those of one row."""
    prefix = ".".join(path) + "."
    return {name: values for name, values in fields.items() if not name.startswith(prefix)}


def read_request(request: Request) -> FormRequest:
    """Read a posted form page; a version that is no number counts as none."""
    posted = request.form
    version = posted.get("_version", "")
    return FormRequest(
        task=posted.get("_task", ""),
        version=int(version) if version.isdecimal() else 0,
        key=posted.get("_key", ""),
        action=complete(read_action(posted)),
        fields={name: posted.getlist(name) for name in posted if "." in name},
        new_row=posted.get("_new_row", ""),
    )


def complete(action: FormAction) -> FormAction:
    """Return the button, or a plain save when it does not say what it is about."""
    return action if len(action.path) >= PLACES.get(action.verb, 0) else FormAction("save")
