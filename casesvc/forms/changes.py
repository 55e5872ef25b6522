"""Old and new side by side, in words, for the reviewer of a resubmission (原：讲师　现：副教授)."""

from dataclasses import dataclass
from typing import Literal

from casesvc.forms.answers import Answers, Path, label, rows_of, value_at, without_blanks
from casesvc.forms.differences import Difference, differences
from casesvc.forms.display import value_text
from casesvc.forms.form import Form


@dataclass(frozen=True)
class Change:
    """A field, row or order that changed; ``before`` and ``after`` as people read them."""

    path: Path
    label: str
    before: str | None
    after: str | None
    kind: Literal["changed", "added", "removed"]


def changes(form: Form, old: Answers, new: Answers) -> tuple[Change, ...]:
    """Every change from the submission that was returned to the new one, in the form's order."""
    old, new = without_blanks(old), without_blanks(new)
    return tuple(_change(form, old, new, difference) for difference in differences(form, old, new))


def _change(form: Form, old: Answers, new: Answers, difference: Difference) -> Change:
    path = difference.path
    if difference.kind == "order":
        title = f"{label(form, new, path)}的顺序"
        return Change(path, title, _order_text(form, old, path[0]), _order_text(form, new, path[0]), "changed")
    kind = "changed" if difference.kind == "shape" else difference.kind
    named = label(form, old if kind == "removed" else new, path)
    return Change(path, named, _text(form, old, path), _text(form, new, path), kind)


def _text(form: Form, answers: Answers, path: Path) -> str | None:
    """A field's value, or a row's values with their labels; None where there is nothing."""
    value, module = value_at(answers, path), form.module(path[0])
    if value is None:
        return None
    field = module.field(path[-1]) if module and (module.kind == "object" or len(path) > 2) else None
    if field:
        return value_text(field, value)
    if module and isinstance(value, dict):
        filled = (field for field in module.fields if field.key in value)
        return "；".join(f"{field.title}：{value_text(field, value[field.key])}" for field in filled)
    return str(value)


def _order_text(form: Form, answers: Answers, key: str) -> str:
    module = form.module(key)
    first = module.fields[0] if module else None
    rows = rows_of(answers, key)
    return "、".join(value_text(first, row.get(first.key)) or "（空）" for row in rows) if first else ""
