"""Keeps the list tables in step with the events of a case; rebuilding a case runs the same code."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from casesvc.cases.actor import Candidate
from casesvc.cases.case import Case
from casesvc.cases.events import (
    CaseEnded,
    CaseMoved,
    CaseStalled,
    CaseTerminated,
    CorrectionExtended,
    EventSubscribed,
    EventUnsubscribed,
    ExternalTaskCompleted,
    ExternalTaskFailed,
    FormSubmitted,
    MessageReceived,
    SignalReceived,
    StepTaken,
    TaskDecided,
    TaskOpened,
    TaskWithdrawn,
    TimerFired,
    TimerStarted,
    TimerStopped,
)
from casesvc.cases.history import Entry
from casesvc.journeys.rows import TaskRow
from casesvc.storage.tables.lists import CaseListRow, IncidentRow, SubscriptionRow, TaskListRow, TimerRow
from casesvc.storage.tables.work import OpenCaseRow


def follow(session: Session, before: Case, after: Case, entries: Sequence[Entry]) -> None:
    """Bring the lists of a case up to its newest events."""
    changed = {**case_values(after), **ended(entries)}
    if before.seq == 0:
        session.execute(insert(CaseListRow).values(case_id=after.id, **changed))
    elif changed != case_values(before):
        session.execute(update(CaseListRow).where(CaseListRow.case_id == after.id).values(**changed))
    opened = [task_values(entry, entry.event) for entry in entries if isinstance(entry.event, TaskOpened)]
    if opened:
        session.execute(insert(TaskListRow), opened)
    for entry in entries:
        follow_task(session, entry)
        follow_wait(session, entry)
    follow_incident(session, before, after, entries)


def forget(session: Session, case: str) -> None:
    """Take a case out of the lists, so that they can be written anew from its history."""
    for rows in (CaseListRow, TaskListRow, TimerRow, SubscriptionRow, IncidentRow):
        session.execute(delete(rows).where(rows.case_id == case))


def follow_task(session: Session, entry: Entry) -> None:
    """Bring task rows up to one event."""
    match entry.event:
        case FormSubmitted(task=task, outcome=outcome) | TaskDecided(task=task, outcome=outcome):
            close_task(session, entry, task, by=entry.actor, outcome=outcome)
        case ExternalTaskCompleted(task=task):
            close_task(session, entry, task, by=entry.actor, outcome=None)
        case ExternalTaskFailed(task=task):
            close_task(session, entry, task, by=entry.actor, outcome="failed")
        case TaskWithdrawn(task=task):
            close_task(session, entry, task, by=None, outcome="withdrawn")
        case CorrectionExtended(task=task, due=due):
            session.execute(update(TaskListRow).where(*same_task(entry.case, task)).values(due=due))
        case CaseMoved(tasks=tasks):
            for task, who in tasks.items():
                session.execute(update(TaskListRow).where(*same_task(entry.case, task)).values(**who_values(who)))


def follow_wait(session: Session, entry: Entry) -> None:
    """Bring timer and subscription rows up to one event, and take all of them away at the end of the case."""
    match entry.event:
        case TimerStarted(timer=timer, due=due):
            session.execute(insert(TimerRow).values(case_id=entry.case, timer=timer, due=due))
        case TimerStopped(timer=timer) | TimerFired(timer=timer):
            session.execute(delete(TimerRow).where(TimerRow.case_id == entry.case, TimerRow.timer == timer))
        case EventSubscribed(event=event, kind=kind, name=name):
            waits = {"case_id": entry.case, "event": event, "kind": kind, "name": name, "since": entry.at}
            session.execute(insert(SubscriptionRow).values(**waits))
        case EventUnsubscribed(event=event) | MessageReceived(event=event) | SignalReceived(event=event):
            here = (SubscriptionRow.case_id == entry.case, SubscriptionRow.event == event)
            session.execute(delete(SubscriptionRow).where(*here))
        case CaseEnded() | CaseTerminated():
            for rows in (TimerRow, SubscriptionRow, OpenCaseRow):
                session.execute(delete(rows).where(rows.case_id == entry.case))


def follow_incident(session: Session, before: Case, after: Case, entries: Sequence[Entry]) -> None:
    """Write that a case stalled, or that it goes on; a try that fails again leaves the row of the first."""
    if (before.stalled is None) == (after.stalled is None):
        return
    if after.stalled is None:
        session.execute(delete(IncidentRow).where(IncidentRow.case_id == after.id))
        return
    incident = {"case_id": after.id, "input": after.stalled.seq, "since": stalled_since(entries)}
    session.execute(insert(IncidentRow).values(**incident))


def stalled_since(entries: Sequence[Entry]) -> datetime:
    """Return when a history that ends stalled came to its stall."""
    went_on = max((number for number, entry in enumerate(entries) if isinstance(entry.event, StepTaken)), default=-1)
    return next(entry.at for entry in entries[went_on + 1 :] if isinstance(entry.event, CaseStalled))


def close_task(session: Session, entry: Entry, task: str, *, by: str | None, outcome: str | None) -> None:
    """Mark a task occurrence closed."""
    session.execute(
        update(TaskListRow)
        .where(*same_task(entry.case, task))
        .values(closed_at=entry.at, closed_by=by, outcome=outcome)
    )


def same_task(case: str, task: str) -> tuple[Any, Any]:
    """Return the condition that names one occurrence."""
    return TaskListRow.case_id == case, TaskListRow.task == task


def case_values(case: Case) -> dict[str, Any]:
    """Return the columns that follow the state."""
    return {
        "line": case.line,
        "notice": case.notice,
        "definition": case.definition,
        "number": case.number,
        "applicant": case.applicant,
        "unit": case.unit,
        "status": case.status,
        "started_at": case.started_at,
        "submitted_at": case.submitted_at,
    }


def ended(entries: Sequence[Entry]) -> dict[str, Any]:
    """Return the ``ended_at`` column when one of ``entries`` ends the case."""
    ends = [entry.at for entry in entries if isinstance(entry.event, CaseEnded | CaseTerminated)]
    return {"ended_at": ends[0]} if ends else {}


def task_values(entry: Entry, event: TaskOpened) -> dict[str, Any]:
    """Return the columns of an opened task."""
    return {
        "case_id": entry.case,
        "task": event.task,
        "element": event.element,
        "seq": entry.seq,
        "opened_at": entry.at,
        "due": event.due,
        **who_values(event.who),
    }


def who_values(who: Candidate) -> dict[str, Any]:
    """Return the columns of who may do a task."""
    return {"person": who.person, "role": who.role, "unit": who.unit, "topic": who.topic}


def task(session: Session, case: str, key: str) -> TaskRow | None:
    """Return a task occurrence."""
    row = session.execute(select(TaskListRow).where(*same_task(case, key))).scalar_one_or_none()
    return None if row is None else task_row(row)


def task_row(row: TaskListRow) -> TaskRow:
    """Return a stored occurrence as journeys see it."""
    return TaskRow(
        row.case_id,
        row.task,
        row.element,
        row.opened_at,
        row.due,
        row.closed_at,
        row.closed_by,
        row.outcome,
        row.role,
        row.unit,
        row.topic,
        row.seq,
    )
