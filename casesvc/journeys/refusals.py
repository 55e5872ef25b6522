"""Refusals that need to look something up: who was faster, and until when a window was open."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from casesvc.cases.case import Case
from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import LOCAL
from casesvc.journeys.line import Line, Notice
from casesvc.journeys.rows import TaskRow
from casesvc.journeys.stores import Work


def refuse_if_done(work: Work, case: Case, task: str) -> None:
    """Refuse a task that somebody has already done, saying who, when and how; open ones cost no look-up."""
    if task in case.tasks:
        return
    row = work.cases.task(case.id, task)
    if row is not None and row.closed_at is not None:
        raise Rejection("task-done", someone_was_faster(work, row), {"outcome": row.outcome})


def someone_was_faster(work: Work, row: TaskRow) -> str:
    """Say who did the task and when."""
    if row.closed_by is None or row.closed_at is None:
        return "这一步已被撤回，您的内容未提交，已为您保留"
    name = work.parties.names([row.closed_by]).get(row.closed_by, "系统")
    at = row.closed_at.astimezone(LOCAL)
    return f"这件申报已由 {name} 于 {at:%m月%d日 %H:%M} 办理，您的内容未提交，已为您保留"


def refuse_closed_window(line: Line, notice: Notice, now: datetime) -> None:
    """Refuse a first submission outside the window (JL-028)."""
    if notice.is_open(now):
        return
    if now < notice.opens:
        raise Rejection("window-not-open", f"申报于 {when(notice.opens)} 开始，请届时再来")
    closes = when(notice.closes) if notice.closes else ""
    raise Rejection("window-closed", f"申报已于 {closes} 截止。草稿已保留，咨询 {line.hotline}")


def refuse_problems(problems: Iterable[Any]) -> None:
    """Refuse answers with problems; the page shows each by its field."""
    found = tuple(problems)
    if found:
        raise Rejection("form-problems", f"有 {len(found)} 处需要修改，请按提示核对", {"problems": found})


def when(moment: datetime) -> str:
    """Write a moment as people read it, e.g. ``11月20日 17:00``."""
    local = moment.astimezone(LOCAL)
    return f"{local.month}月{local.day}日 {local:%H:%M}"
