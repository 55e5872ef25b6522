"""Checking answers: everything at submission, only shape and lengths in a draft."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from casesvc.forms.answers import Answers, Path, covers, places, rows_of, without_blanks
from casesvc.forms.conditions import demanded, drop_inactive
from casesvc.forms.cross_checks import conflicts
from casesvc.forms.form import Form
from casesvc.forms.problem import Problem
from casesvc.forms.schema_problems import translated

_DRAFT_CODES = frozenset(
    {"too-long", "too-many", "not-offered", "wrong-type", "unknown", "repeated", "wrong-file", "same-row"}
)


def problems(form: Form, answers: Answers, only: Collection[Path] | None = None) -> tuple[Problem, ...]:
    """What has to be put right before submission, in the form's order. ``only``: in these modules, rows or fields."""
    return _within(only, (problem for problem in _all(form, answers) if problem.severity == "error"))


def warnings(form: Form, answers: Answers, only: Collection[Path] | None = None) -> tuple[Problem, ...]:
    """What the applicant should look at again, though it does not block (JL-056, JL-057)."""
    return _within(only, (problem for problem in _all(form, answers) if problem.severity == "warning"))


def draft_problems(form: Form, answers: Answers) -> tuple[Problem, ...]:
    """What even a draft may not be: of the wrong shape, too long, too many, or not one of the options."""
    filled = without_blanks(answers)
    found = (*_schema_problems(form, filled), *_same_rows(form, filled))
    return _in_order(form, filled, (problem for problem in found if problem.code in _DRAFT_CODES))


def _within(only: Collection[Path] | None, found: Iterable[Problem]) -> tuple[Problem, ...]:
    parts = None if only is None else frozenset(only)
    return tuple(problem for problem in found if parts is None or covers(parts, problem.path))


def _all(form: Form, answers: Answers) -> tuple[Problem, ...]:
    active, _ = drop_inactive(form, answers)
    for module in form.modules:  # an empty required module is a problem of its fields, not of itself
        if module.kind == "object" and demanded(module, active, {}):
            active.setdefault(module.key, {})
    found = (*_schema_problems(form, active), *_same_rows(form, active), *conflicts(form, active))
    return _in_order(form, active, found)


def _schema_problems(form: Form, answers: Answers) -> Iterator[Problem]:
    for error in form.errors(answers):
        yield from translated(form, answers, error)


def _same_rows(form: Form, answers: Answers) -> Iterator[Problem]:
    for module in form.modules:
        repeated = Counter(row["id"] for row in rows_of(answers, module.key))
        if any(count > 1 for count in repeated.values()):
            yield Problem((module.key,), module.title, "same-row", f"{module.title}有重复的记录，请刷新页面后重试")


def _in_order(form: Form, answers: Answers, found: Iterable[Problem]) -> tuple[Problem, ...]:
    """One problem per place and code, as the eye meets them: modules, rows, fields."""
    unique = {(problem.path, problem.code): problem for problem in reversed(list(found))}
    modules = {module.key: number for number, module in enumerate(form.modules)}
    fields = {(m.key, f.key): number for m in form.modules for number, f in enumerate(m.fields)}
    rows = {path: number for number, (path, _) in enumerate(places(form, answers))}

    def position(problem: Problem) -> tuple[int, int, int, str]:
        path = problem.path
        field = fields.get((path[0], path[-1]), -1) if path else -1
        return modules.get(path[0], -1) if path else -1, rows.get(path[:2], -1), field, problem.code

    return tuple(sorted(unique.values(), key=position))
