"""Every task is somebody's: its role exists, and its scope fits the way the task is drawn."""

from collections.abc import Iterator

from casesvc.catalog.finding import LineFinding, error
from casesvc.catalog.parts import Parts
from casesvc.diagrams.process import UserTask


def check(parts: Parts) -> Iterator[LineFinding]:
    """Yield findings about who may do the user tasks."""
    for task in parts.process.tasks.values():
        if task.topic is not None:
            continue  # whoever fetches the topic
        if task.role is not None:
            yield from _role(parts, task)
        elif task.assignee is None:
            yield _at(parts, task, "nobody", f"“{task.name}”没有写明由谁办理，请填写候选组或办理人")


def _role(parts: Parts, task: UserTask) -> Iterator[LineFinding]:
    role = next((role for role in parts.roles.values() if role.is_named(task.role)), None)
    if role is None:
        known = "、".join(parts.roles)
        yield _at(parts, task, "unknown-role", f"“{task.name}”的角色 {task.role} 不存在，可以使用：{known}")
    elif role.scope == "installation":
        yield _at(parts, task, "no-case-role", f"{role.title}不办理案件，请为“{task.name}”换一个角色")
    elif role.scope == "competent-unit" and task.multi is None:
        message = f"“{task.name}”由逐级的主管部门办理，请画成对 competent_units 的顺序多实例"
        yield _at(parts, task, "levels-without-loop", message)


def _at(parts: Parts, task: UserTask, code: str, message: str) -> LineFinding:
    return error(parts.manifest.diagram_path, task.element, code, message, task.line)
