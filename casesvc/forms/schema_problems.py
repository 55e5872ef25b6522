"""Turning the schema's errors into problems of places people know."""

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import ValidationError

from casesvc.forms.answers import Answers, Path, label
from casesvc.forms.conditions import holds
from casesvc.forms.form import Field, Form, Module
from casesvc.forms.messages import (
    CODES,
    field_message,
    file_message,
    missing,
    missing_module,
    module_message,
    reason_of,
)
from casesvc.forms.problem import Problem


def translated(form: Form, answers: Answers, error: ValidationError) -> Iterator[Problem]:
    """An error of the schema as problems of places people know."""
    steps = list(error.absolute_path)
    module = form.module(str(steps[0])) if steps else None
    if module is None:
        yield from _about_form(form, answers, error)
        return
    path, inside = _place(module, answers, steps)
    field = module.field(inside[0]) if inside else None
    if field:
        yield _about_field(form, answers, (*path, field.key), field, error)
    elif isinstance(error.instance, Mapping):
        yield from _about_place(form, answers, module, path, error)
    else:
        message = module_message(module, str(error.validator), error.validator_value, error.instance)
        counted = error.validator in {"minItems", "maxItems"}
        yield Problem(path[:1], module.title, _code(error) if counted else "wrong-type", message)


def _place(module: Module, answers: Answers, steps: list[Any]) -> tuple[Path, list[str]]:
    """The module or row an error lies in, and the steps inside of it."""
    content = answers[module.key]
    if module.kind == "object" or len(steps) < 2 or not isinstance(content, list):
        return (module.key,), steps[1:]
    row = content[steps[1]]
    row_id = row.get("id") if isinstance(row, Mapping) else None
    return ((module.key, row_id) if isinstance(row_id, str) else (module.key,)), steps[2:]


def _code(error: ValidationError) -> str:
    return CODES.get(str(error.validator), "wrong-type")


def _mapping(error: ValidationError) -> Mapping[str, Any]:
    instance: Any = error.instance
    return instance if isinstance(instance, Mapping) else {}


def _missing_names(error: ValidationError) -> list[str]:
    present: Any = error.instance
    rule: Any = error.validator_value
    if error.validator == "dependentRequired":
        rule = [name for source, names in rule.items() if source in present for name in names]
    return [name for name in rule if name not in present] if error.validator != "additionalProperties" else []


def _unknown(error: ValidationError) -> list[str]:
    known = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
    return sorted(str(name) for name in _mapping(error) if name not in known)


def _about_form(form: Form, answers: Answers, error: ValidationError) -> Iterator[Problem]:
    if not isinstance(error.instance, Mapping) or error.validator == "additionalProperties":
        names = "、".join(_unknown(error)) if isinstance(error.instance, Mapping) else ""
        yield Problem((), form.title, "unknown", f"提交的内容里有本表没有的项目{names}，请刷新页面后重试")
        return
    for name in _missing_names(error):
        module = form.module(name)
        if module:
            reason = _reason(form, answers, {}, module, module)
            yield Problem((name,), module.title, "missing", missing_module(module, reason))


def _about_place(form: Form, answers: Answers, module: Module, path: Path, error: ValidationError) -> Iterator[Problem]:
    """What an object module or a row lacks, or has too much."""
    title, present = label(form, answers, path), _mapping(error)
    if error.validator == "additionalProperties":
        unknown = "、".join(_unknown(error))
        yield Problem(path, title, "unknown", f"{title}里有本表没有的项目 {unknown}，请刷新页面后重试")
    for name in _missing_names(error):
        field = module.field(name)
        if field:
            reason = _reason(form, answers, present, module, field)
            place = (*path, name)
            yield Problem(place, label(form, answers, place), "missing", missing(field, reason))
        else:
            yield Problem(path, title, "wrong-type", f"{title}的内容无法识别，请刷新页面后重试")


def _reason(form: Form, answers: Answers, values: Mapping[str, Any], module: Module, part: Field | Module) -> str:
    """In words, the condition that makes a part obligatory; empty if it always is."""
    if part.required:
        return ""
    held = (condition for condition in part.required_if if holds(condition, answers, values))
    condition = next(held, None)
    return reason_of(form, module, condition) if condition else ""


def _about_field(form: Form, answers: Answers, path: Path, field: Field, error: ValidationError) -> Problem:
    title, keyword = label(form, answers, path), str(error.validator)
    if field.slot and error.instance is not None and _inside_file(error, path):
        file = error.instance if isinstance(error.instance, Mapping) else _file_of(answers, path, error)
        return Problem(path, title, "wrong-file", file_message(field.slot, keyword, file))
    blank = keyword == "const" or (isinstance(error.instance, str) and not error.instance.strip())
    code = "missing" if blank else _code(error)
    return Problem(path, title, code, field_message(field, keyword, error.validator_value, error.instance))


def _inside_file(error: ValidationError, path: Path) -> bool:
    """Whether the error lies in one of a slot's files: behind the field (and the row's number) comes the file's."""
    return len(error.absolute_path) > len(path)


def _file_of(answers: Answers, path: Path, error: ValidationError) -> Mapping[str, Any]:
    found: Any = answers
    for step in list(error.absolute_path)[: len(path) + 1]:
        found = found[step]
    return found if isinstance(found, Mapping) else {}
