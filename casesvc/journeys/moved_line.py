"""What another version of its line means for one running case: its diagram, and the forms and people of its tasks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casesvc.cases.actor import Candidate
from casesvc.cases.case import Case
from casesvc.cases.move import Blocked, Change, Moves, Plan, Reason
from casesvc.cases.step import StepFailed
from casesvc.journeys.go_on import candidate
from casesvc.journeys.line import Line
from casesvc.journeys.step import Engine

if TYPE_CHECKING:  # the core knows no XML library; it only holds what was read from the diagram
    from casesvc.diagrams.process import UserTask

NOT_BEGUN = Blocked((Reason("", "流程还没有走出第一步，请先让它走出第一步再迁移"),))


@dataclass(frozen=True)
class Between:
    """A case between two versions of its line; ``filed`` is the task at which its answers were handed in.

    ``filed`` is given as element and form, in the version in force then.
    """

    case: Case
    snapshot: bytes | None
    old: Line
    new: Line
    filed: tuple[str, str] | None = None


def plan_between(engine: Engine, between: Between) -> Plan:
    """Return what the new version does to the case; what the line says of it counts like what the diagram says."""
    drawn = _drawn(engine, between)
    if isinstance(drawn, Blocked):
        return drawn
    changes, reasons = tuple(_changes(between, drawn.ahead)), tuple(_reasons(between))
    if not changes and not isinstance(drawn, Moves):
        return drawn
    if reasons:
        return Blocked(reasons)
    moves = drawn if isinstance(drawn, Moves) else Moves(drawn.changes, ahead=drawn.ahead)
    return replace(moves, changes=(*moves.changes, *changes))


def _drawn(engine: Engine, between: Between) -> Plan:
    """Return what the diagram of the new version does to the case; one that cannot be read blocks it."""
    if between.snapshot is None:
        return NOT_BEGUN
    old, new = between.old, between.new
    try:
        return engine.plan(
            old=old.diagram,
            old_digest=old.diagram_digest,
            new=new.diagram,
            new_digest=new.diagram_digest,
            snapshot=between.snapshot,
        )
    except StepFailed as failed:
        return Blocked((Reason(failed.element, failed.message),))


def candidates_after(between: Between) -> dict[str, Candidate]:
    """Return who may do each open task where that is somebody else in the new version.

    Raise StepFailed when the new version names nobody for one.
    """
    found = {}
    for key, task in between.case.tasks.items():
        before, after = (line.process.tasks.get(task.element) for line in (between.old, between.new))
        if after is None or _who(between.old, before) == _who(between.new, after):
            continue
        try:
            who = candidate(between.new, between.case, after, task.index)
        except KeyError:
            message = f"“{after.name}”的办理角色 {after.role} 在新版本中不存在"
            raise StepFailed("no-role", task.element, message) from None
        if who != task.who:
            found[key] = who
    return found


def status_after(between: Between) -> str | None:
    """Return the words for where the case stands, where the new version says it in others; else None."""
    for task in reversed(between.case.tasks.values()):
        before, after = (line.process.tasks.get(task.element) for line in (between.old, between.new))
        if after is not None and after.status is not None:
            return None if before is not None and before.status == after.status else after.status
    return None


def _who(line: Line, task: UserTask | None) -> object:
    """Return all that decides who may do a task."""
    if task is None:
        return None
    role = None if task.role is None or task.topic is not None else line.roles.get(task.role, task.role)
    return (task.topic, task.assignee, role)


def _changes(between: Between, ahead: frozenset[str]) -> Iterator[Change]:
    """Yield what the files of the line say otherwise of what lies ahead, though the diagram says it alike."""
    old, new = between.old, between.new
    for element, task in new.process.tasks.items():
        before = old.process.tasks.get(element)
        if element not in ahead or before is None:
            continue
        if before.due != task.due and any(open_.element == element for open_ in between.case.tasks.values()):
            yield Change(element, f"“{task.name}”已经开始办理，按原来的期限办完")
        for what, was, now in _files_of(between, before, task):
            if was != now:
                yield Change(element, f"“{task.name}”的{what}内容有变化")
    for element, end in new.process.ends.items():
        if element in ahead and end.grants and _granted(old, end.grants) != _granted(new, end.grants):
            yield Change(element, f"“{end.name}”发放的证书有变化")


def _files_of(between: Between, before: UserTask, after: UserTask) -> Iterator[tuple[str, object, object]]:
    """Yield what the two lines say of a task by one and the same word."""
    old, new = between.old, between.new
    if before.form == after.form and after.form is not None:
        yield "表单", old.forms.get(after.form), new.forms.get(after.form)
    if before.document == after.document and after.document is not None:
        yield "文书", old.documents.get(after.document), new.documents.get(after.document)
    if before.role == after.role and after.role is not None:
        yield "办理角色", _who(old, before), _who(new, after)


def _granted(line: Line, certificate: str) -> object:
    rule = line.certificates.get(certificate)
    return None if rule is None else (rule, line.documents.get(rule.document))


def _reasons(between: Between) -> Iterator[Reason]:
    """Yield why answers, drafts and people keep the case on its version."""
    old, new, case = between.old, between.new, between.case
    for element, form in _filled_in(between).items():
        if old.forms.get(form) != new.forms.get(form):
            name = old.process.title(element)
            yield Reason(element, f"“{name}”的表单有变化，申报人是按原表单填写的，请让它按原版本办完")
    if case.submission is None and all(notice.key != case.notice for notice in new.notices):
        yield Reason("", "新版本里没有这件申报所依据的通知，请在新版本中保留它，或让事项按原版本办完")
    try:
        candidates_after(between)
    except StepFailed as failed:
        yield Reason(failed.element, f"{failed.message}，请改正后再迁移")


def _filled_in(between: Between) -> dict[str, str]:
    """Return the forms that hold answers of the applicant, handed in or begun, by the element that asks for them."""
    found = {} if between.filed is None else dict([between.filed])
    for task in between.case.tasks.values():
        asked = between.old.process.tasks.get(task.element)
        if task.who.person == between.case.applicant and asked is not None and asked.form is not None:
            found[task.element] = asked.form
    return found
