"""Draws up the views of a form's modules, rows and fields for the situation of a page."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from casesvc.forms.answers import Answers, value_at
from casesvc.forms.conditions import demanded, drop_inactive, shown
from casesvc.forms.display import value_text
from casesvc.forms.fields import Condition, Field
from casesvc.forms.modules import Module
from casesvc.web.form_page import FieldView, FormPage, ModuleView, Path, RowView

Values = Mapping[str, Any]


def module_views(page: FormPage, keys: Iterable[str]) -> tuple[ModuleView, ...]:
    """The views of these modules, in the order of the form; a module whose condition is off is left out."""
    wanted = set(keys)
    active, _dropped = drop_inactive(page.form, page.answers)
    modules = (module for module in page.form.modules if module.key in wanted and shown(module, active, {}))
    return tuple(_module_view(page, module, active) for module in modules)


def _module_view(page: FormPage, module: Module, active: Answers) -> ModuleView:
    path = (module.key,)
    content = page.answers.get(module.key)
    rows = _row_views(page, module, content or [], active) if module.kind == "rows" else ()
    fields = () if module.kind == "rows" else _field_views(page, module, path, content or {}, active)
    slots = [(module.key, field.key) for field in module.slots]
    return ModuleView(
        module=module,
        fields=fields,
        rows=rows,
        locked=not page.is_open(path, *slots) and all(_is_shut(row) for row in rows),
        may_add=page.is_open(path) or page.replaceable.get(module.key, 0) > 0,
        opened_along=page.marks is not None and page.is_open(path) and page.words(path) is None,
        words=page.words(path),
        error=page.message(path),
        waits_for=_waits_for(page, module),
    )


def _is_shut(row: RowView) -> bool:
    return row.locked and all(slot.locked for slot in row.slots)


def _waits_for(page: FormPage, module: Module) -> str | None:
    first = page.form.module(module.after) if module.after else None
    return None if first is None or (page.saved and page.answers.get(first.key)) else first.title


def _row_views(page: FormPage, module: Module, rows: Iterable[Values], active: Answers) -> tuple[RowView, ...]:
    known = list(rows)
    opened = page.open_row[1] if page.open_row and page.open_row[0] == module.key else None
    new = opened is not None and all(row["id"] != opened for row in known)
    if new:
        known.append({"id": opened})
    return tuple(
        _row_view(page, module, row, active, number=number, opened=row["id"] == opened, new=new)
        for number, row in enumerate(known, 1)
    )


def _row_view(
    page: FormPage, module: Module, row: Values, active: Answers, *, number: int, opened: bool, new: bool
) -> RowView:
    path = (module.key, str(row["id"]))
    fields = _field_views(page, module, path, row, active)
    return RowView(
        id=path[1],
        path=path,
        number=number,
        fields=fields,
        open=opened,
        new=new and opened,
        locked=not page.is_open((module.key,), path),
        words=page.words(path),
        error=page.message(path),
    )


def _field_views(page: FormPage, module: Module, path: Path, values: Values, active: Answers) -> tuple[FieldView, ...]:
    kept = value_at(active, path)
    counting = kept if isinstance(kept, Mapping) else {}
    return tuple(
        replace(
            _field_view(page, module, field, path, values),
            active=shown(field, active, counting),
            required=demanded(field, active, counting),
        )
        for field in module.fields
    )


def _field_view(page: FormPage, module: Module, field: Field, above: Path, values: Values) -> FieldView:
    path = (*above, field.key)
    value = values.get(field.key)
    slot_paths = [path, (module.key, field.key)] if field.slot else []
    return FieldView(
        field=field,
        path=path,
        value=value,
        shown=value_text(field, value),
        error=page.message(path),
        locked=field.fixed or not page.is_open((module.key,), above, *slot_paths),
        required=field.required,
        active=True,
        conditions=_for_script(field.show_if, above),
        demands=_for_script(field.required_if, above),
        only_when=_only_when(module, field),
        words=page.words(path) if field.slot else None,
        files=tuple(value or ()) if field.slot else (),
    )


def _only_when(module: Module, field: Field) -> str | None:
    """When a conditional question is to be answered: “人才来源”选“引进人才”时填写."""
    choices = [
        _("“%(question)s”选“%(answer)s”", question=asked.title, answer=_expected(asked, rule))
        for condition in field.show_if
        for key, rule in condition.schema.get("properties", {}).items()
        if condition.scope == "module" and (asked := module.field(key))
    ]
    return _("%(choices)s时填写", choices=_("或").join(choices)) if choices else None


def _expected(asked: Field, rule: Values) -> str:
    rule = rule.get("contains", rule)
    values = [rule["const"]] if "const" in rule else rule.get("enum", [])
    return "”“".join(value_text(asked, value) for value in values)


def _for_script(conditions: tuple[Condition, ...], above: Path) -> tuple[Mapping[str, Any], ...]:
    prefix = ".".join(above) + "."
    return tuple({"scope": condition.scope, "schema": condition.schema, "prefix": prefix} for condition in conditions)
