"""What cases wait for from outside: messages and signals by name, external tasks by topic."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from casesvc.journeys.rows import TaskRow, Waiting
from casesvc.storage.lists import task_row
from casesvc.storage.tables.lists import IncidentRow, SubscriptionRow, TaskListRow


class WaitStore:
    """Keeps the promise of ``stores.Waits``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def subscriptions(self, kind: str, name: str, *, until: datetime) -> list[Waiting]:
        """Return who waits for a message or signal of that name, the oldest first."""
        rows = self._session.execute(
            select(SubscriptionRow)
            .where(SubscriptionRow.kind == kind, SubscriptionRow.name == name, SubscriptionRow.since <= until)
            .order_by(SubscriptionRow.since, SubscriptionRow.case_id, SubscriptionRow.event)
        ).scalars()
        return [Waiting(row.case_id, row.event, row.since) for row in rows]

    def external_tasks(self, topics: Collection[str], *, limit: int) -> list[TaskRow]:
        """Return open external tasks of those topics, the longest waiting first."""
        rows = self._session.execute(
            select(TaskListRow)
            .where(TaskListRow.topic.in_(list(topics)), TaskListRow.topic.is_not(None), TaskListRow.closed_at.is_(None))
            .where(~stalled(TaskListRow.case_id))
            .order_by(TaskListRow.opened_at, TaskListRow.case_id, TaskListRow.seq)
            .limit(limit)
        ).scalars()
        return [task_row(row) for row in rows]


def stalled(case: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Return the condition that a case is stalled and takes nothing until that is resolved."""
    return exists().where(IncidentRow.case_id == case)
