"""Every task has a form that exists; every form is used, named as its file, and shows gateways only what they read."""

from collections.abc import Iterator

from casesvc.catalog.finding import LineFinding, error, warning
from casesvc.catalog.parts import Parts, form_path
from casesvc.diagrams.graph import read_graph, running_processes
from casesvc.diagrams.normalising import normalise
from casesvc.diagrams.outcomes import expressions_of


def check(parts: Parts) -> Iterator[LineFinding]:
    """Yield findings about the forms and who uses them."""
    yield from _missing(parts)
    used = {task.form for task in parts.process.tasks.values()}
    for key, form in parts.forms.items():
        if form.key not in ("", key):
            yield error(form_path(key), "/$id", "id-is-not-path", f"$id 应为 {key}，现在是 {form.key}")
        if key not in used:
            yield warning(form_path(key), "", "unused-form", "流程中没有任务使用这个表单")
    yield from _unread_routes(parts)


def _missing(parts: Parts) -> Iterator[LineFinding]:
    path = parts.manifest.diagram_path
    for task in parts.process.tasks.values():
        if task.topic is not None:
            continue
        if task.form is None:
            yield error(path, task.element, "no-form", f"“{task.name}”没有表单，请填写 Form Key", task.line)
        elif task.form not in parts.forms:
            message = f"“{task.name}”的表单 {task.form} 不存在，应有文件 {form_path(task.form)}"
            yield error(path, task.element, "unknown-form", message, task.line)


def _unread_routes(parts: Parts) -> Iterator[LineFinding]:
    running = running_processes(normalise(parts.tree).tree)
    read = {name for p in running for expression in expressions_of(read_graph(p)) for name in expression.names}
    read |= {rule.level for rule in parts.manifest.certificates.values()}
    for key, form in parts.forms.items():
        for module, name in form.route:
            if name not in read:
                message = f"{name} 标为 x-route，但没有条件或证书用到它，请去掉标记"
                yield warning(form_path(key), f"/properties/{module}/properties/{name}", "unread-route", message)
