"""Answers as sections to be read, with numbers that identify a person shown in part."""

from collections.abc import Iterable
from dataclasses import replace

from casesvc.forms.display import ShownField, ShownModule, ShownRow
from casesvc.forms.form import Form
from casesvc.web.filters import masked_id, masked_mobile

ID_NUMBER = "person.id_number"  # the x-prefill of every field that holds the number of an identity document


def masked_sections(form: Form, sections: Iterable[ShownModule]) -> list[ShownModule]:
    """Return the sections with identity and telephone numbers masked (look: no full number by default)."""
    return [
        replace(section, rows=tuple(masked_row(form, section.key, row) for row in section.rows)) for section in sections
    ]


def masked_row(form: Form, module: str, row: ShownRow) -> ShownRow:
    """Return a row with its numbers masked."""
    return replace(row, fields=tuple(masked_field(form, module, shown) for shown in row.fields))


def masked_field(form: Form, module: str, shown: ShownField) -> ShownField:
    """Return a field, masked if it holds such a number."""
    section = form.module(module)
    field = section.field(shown.key) if section else None
    if field is None or not shown.text:
        return shown
    if field.format == "cn-id" or field.prefill == ID_NUMBER:
        return replace(shown, text=masked_id(shown.text))
    return replace(shown, text=masked_mobile(shown.text)) if field.format == "cn-mobile" else shown
