"""The outcomes a form offers are exactly those the gateways behind its task tell apart."""

from collections.abc import Iterator

from casesvc.catalog.finding import LineFinding, error
from casesvc.catalog.parts import Parts
from casesvc.diagrams.process import UserTask
from casesvc.forms.form import Form

OUTCOME = "outcome"
"""The key of the field, in any module, by which a form says how its task ended."""


def outcomes_offered(form: Form) -> tuple[str, ...]:
    """Return the outcome words a form offers, in its order; empty when it has no outcome field."""
    return tuple(
        str(option.value)
        for module in form.modules
        if module.kind == "object"
        for field in module.fields
        if field.key == OUTCOME
        for option in field.options
    )


def check(parts: Parts) -> Iterator[LineFinding]:
    """Yield a finding for each word that only the form or only the diagram knows, and for each task without words."""
    for task in parts.process.tasks.values():
        if (form := parts.forms.get(task.form or "")) is not None:
            yield from _task(parts, task, outcomes_offered(form))


def _task(parts: Parts, task: UserTask, offered: tuple[str, ...]) -> Iterator[LineFinding]:
    path = parts.manifest.diagram_path
    if offered and not task.outcomes:
        message = f"“{task.name}”的表单有结论可选，但后面没有网关区分，请加网关或换表单"
        yield error(path, task.element, "outcome-unread", message, task.line)
        return
    for word in sorted(set(offered) - set(task.outcomes)):
        message = f"“{task.name}”的表单可以选 {word}，但后面的网关没有这一条，请补上连线"
        yield error(path, task.element, "outcome-without-flow", message, task.line)
    for word in sorted(set(task.outcomes) - set(offered)):
        message = f"“{task.name}”后面的网关有 {word} 这一条，但表单 {task.form} 里不能选，请补上选项或删去连线"
        yield error(path, task.element, "outcome-not-offered", message, task.line)
