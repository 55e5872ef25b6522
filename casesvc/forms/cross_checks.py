"""Running `x-checks` on answers: conflicts between fields that are each right by themselves."""

from collections.abc import Callable, Iterator
from typing import Any

from casesvc.forms import formats
from casesvc.forms.answers import Answers, Path, is_blank, label, rows_of, value_at
from casesvc.forms.checks import Check
from casesvc.forms.conditions import holds, shown
from casesvc.forms.fields import Field
from casesvc.forms.form import Form
from casesvc.forms.problem import Problem


def conflicts(form: Form, active: Answers) -> Iterator[Problem]:
    """A problem for each check that fails; ``active``: answers without inactive values.

    It is attached to the last field of the check, in each row concerned.
    """
    for check in form.checks:
        if check.condition and not holds(check.condition, active, {}):
            continue
        if check.name == "warn-if-empty":
            yield from _emptiness(form, active, check)
        else:
            yield from _disagreements(form, active, check)


def _emptiness(form: Form, active: Answers, check: Check) -> Iterator[Problem]:
    path = check.paths[0]
    module = form.module(path[0])
    if module and shown(module, active, {}) and is_blank(value_at(active, path)):
        title = label(form, active, path)
        message = check.message or f"{title}没有填写，请确认是否需要填写"
        yield Problem(path, title, check.name, message, check.severity)


def _disagreements(form: Form, active: Answers, check: Check) -> Iterator[Problem]:
    fields = [_field(form, path) for path in check.paths]
    for paths in _in_each_row(form, active, check):
        values = [value_at(active, path) for path in paths]
        if any(is_blank(value) for value in values):
            continue
        message = _COMPARISONS[check.name](fields, values)
        if message:
            title = label(form, active, paths[-1])
            yield Problem(paths[-1], title, check.name, check.message or message, check.severity)


def _field(form: Form, path: Path) -> Field:
    module = form.module(path[0])
    field = module.field(path[1]) if module else None
    assert field, "checked when the form was read"  # noqa: S101 - tells the type checker what read_checks made sure of
    return field


def _in_each_row(form: Form, active: Answers, check: Check) -> Iterator[list[Path]]:
    in_rows = [module.key for module in form.modules if module.kind == "rows"]
    repeated = next((path[0] for path in check.paths if path[0] in in_rows), None)
    if repeated is None:
        yield list(check.paths)
    for row in rows_of(active, repeated) if repeated else ():
        yield [(path[0], row["id"], path[1]) if path[0] == repeated else path for path in check.paths]


def _not_before(fields: list[Field], values: list[Any]) -> str | None:
    (start, end), (first, last) = fields, values
    if start.format and end.format:
        if any(formats.fault(field.format or "", "", str(value)) for field, value in zip(fields, values, strict=True)):
            return None  # said by the format already
        known = min(len(first), len(last))  # a month may be compared with a day of it
        return f"{end.title}早于{start.title}，请核对" if last[:known] < first[:known] else None
    numbers = all(isinstance(value, int | float) for value in values)
    return f"{end.title}小于{start.title}，请核对" if numbers and last < first else None


def _id_matches_birth(fields: list[Field], values: list[Any]) -> str | None:
    born = formats.birth_date(str(values[0]))
    if born is None or born == values[1]:
        return None
    return f"{fields[1].title}与{fields[0].title}不一致（{fields[0].title}中的出生日期是 {born}），请核对"


def _id_matches_sex(fields: list[Field], values: list[Any]) -> str | None:
    titles = {option.value: option.title for option in fields[1].options}
    chosen, sex = titles.get(values[1], ""), formats.sex(str(values[0]))
    if sex is None or chosen[:1] not in {"男", "女"} or chosen[:1] == sex:
        return None
    return f"{fields[1].title}与{fields[0].title}不一致（{fields[0].title}第 17 位表示{sex}），请核对"


_COMPARISONS: dict[str, Callable[[list[Field], list[Any]], str | None]] = {
    "not-before": _not_before,
    "id-matches-birth": _id_matches_birth,
    "id-matches-sex": _id_matches_sex,
}
