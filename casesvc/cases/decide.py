"""Whether a command is allowed, and the event it gives; reads the state, never changes it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from casesvc.cases.actor import Actor
from casesvc.cases.case import Case, OpenTask
from casesvc.cases.events import CorrectionExtended, FormSubmitted, Marks, TaskDecided, TimerFired
from casesvc.cases.rejection import Rejection


@dataclass(frozen=True)
class SubmitForm:
    """Hand a form in; ``answers`` were validated and cut to what is open before."""

    task: str
    answers: dict[str, Any]
    route: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DecideTask:
    """Decide a review task; ``offered`` are the outcomes the diagram has a way for."""

    task: str
    outcome: str
    offered: Sequence[str]
    opinion: str = ""
    marks: Marks = ()
    correction_days: int | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    route: dict[str, Any] = field(default_factory=dict)


def refuse_ended(case: Case) -> None:
    """Refuse whatever would go on with a case that is over."""
    if case.ended is not None:
        raise Rejection("case-ended", f"这件申报已结束（{case.status}），不能再办理")


def refuse_stalled(case: Case) -> None:
    """Refuse a further input while one still waits to be tried again: it could take away what that one was about."""
    if case.stalled is not None:
        raise Rejection(
            "case-stalled", "这件申报的流程暂停，等待系统管理员处理。您的内容未提交，已为您保留，请稍后再试"
        )


def open_task(case: Case, actor: Actor, task: str) -> OpenTask:
    """Return the open task that ``actor`` may do. Raise Rejection task-done, case-ended or not-yours."""
    refuse_ended(case)
    found = case.tasks.get(task)
    if found is None:
        raise Rejection("task-done", "这一步已经办理，您的内容未提交，已为您保留")
    if not found.who.admits(actor):
        raise Rejection("not-yours", "这一步由其他人办理，您不能代为提交")
    return found


def decide_submission(case: Case, actor: Actor, command: SubmitForm, *, now: datetime) -> FormSubmitted:
    """Allow a form to be handed in. Raise Rejection, e.g. correction-overdue."""
    task = open_task(case, actor, command.task)
    refuse_stalled(case)
    if task.due is not None and now > task.due:
        raise Rejection("correction-overdue", "修改期限已过，申报已锁定。您填的内容已保留，请联系推荐单位延长修改期限")
    return FormSubmitted(command.task, command.answers, route=command.route)


def decide_review(case: Case, actor: Actor, command: DecideTask) -> TaskDecided:
    """Allow a decision. A return needs an opinion and at least one mark, a termination an opinion (JL-078, 2.0)."""
    open_task(case, actor, command.task)
    refuse_stalled(case)
    if command.outcome not in command.offered:
        raise Rejection("outcome-unknown", "请选择审核意见")
    opinion = command.opinion.strip()
    if command.outcome in ("return", "terminate") and not opinion:
        words = "退回意见" if command.outcome == "return" else "终止审核的原因"
        raise Rejection("opinion-missing", f"请填写{words}", {"field": "opinion"})
    if command.outcome == "return" and not command.marks:
        raise Rejection("marks-missing", "请至少勾选一个需要修改的模块", {"field": "marks"})
    return TaskDecided(
        command.task,
        command.outcome,
        opinion,
        command.marks if command.outcome == "return" else (),
        command.correction_days if command.outcome == "return" else None,
        command.answers,
        command.route,
    )


def decide_timer(case: Case, timer: str, *, now: datetime) -> TimerFired:
    """Allow a due timer to fire. Raise Rejection timer-stopped, timer-early or case-stalled: there is nothing to do."""
    due = case.timers.get(timer)
    if due is None or case.ended is not None:
        raise Rejection("timer-stopped", "这个期限已不再有效")
    if now < due:
        raise Rejection("timer-early", "期限未到")
    refuse_stalled(case)
    return TimerFired(timer)


def decide_extension(case: Case, task: str, *, due: datetime, now: datetime) -> CorrectionExtended:
    """Allow more time for a correction. Raise Rejection when the task is not open or the date is not later."""
    found = case.tasks.get(task)
    if found is None or found.due is None:
        raise Rejection("task-done", "这件申报不在修改中，无需延长")
    if due <= max(now, found.due):
        raise Rejection("due-not-later", "新的期限应晚于现在的期限", {"field": "due"})
    return CorrectionExtended(task, due)
