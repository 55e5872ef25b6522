"""What lists are read from: one row a case, one row a task occurrence. Derived from the history."""

from datetime import datetime

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from casesvc.storage.base import Base, Moment

EXTERNAL = text("topic IS NOT NULL AND closed_at IS NULL")  # work other systems fetch; people's tasks cost nothing here


class CaseListRow(Base):
    """One case as lists show it."""

    __tablename__ = "case_list"
    __table_args__ = (
        Index("ix_case_list_applicant_line", "applicant", "line"),
        Index("ix_case_list_started_at", "started_at"),
    )

    case_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    line: Mapped[str] = mapped_column(String(60))
    notice: Mapped[str] = mapped_column(String(60))
    definition: Mapped[str] = mapped_column(String(80))
    number: Mapped[str | None] = mapped_column(String(40), index=True)
    applicant: Mapped[str] = mapped_column(String(36))
    unit: Mapped[str] = mapped_column(String(60))
    status: Mapped[str | None] = mapped_column(String(60))
    started_at: Mapped[datetime] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class TaskListRow(Base):
    """One task occurrence: who may do it, and once it is closed, who closed it and how."""

    __tablename__ = "task_list"
    __table_args__ = (
        Index("ix_task_list_open", "closed_at", "role", "unit", "opened_at"),
        Index("ix_task_list_closed_by", "closed_by", "closed_at"),
        Index("ix_task_list_topic", "topic", "opened_at", sqlite_where=EXTERNAL, postgresql_where=EXTERNAL),
    )

    case_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    task: Mapped[str] = mapped_column(String(120), primary_key=True)
    element: Mapped[str] = mapped_column(String(100))
    seq: Mapped[int]
    person: Mapped[str | None] = mapped_column(String(36))
    role: Mapped[str | None] = mapped_column(String(60))
    unit: Mapped[str | None] = mapped_column(String(60))
    opened_at: Mapped[datetime] = mapped_column(Moment)
    due: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by: Mapped[str | None] = mapped_column(String(36))
    outcome: Mapped[str | None] = mapped_column(String(40))
    topic: Mapped[str | None] = mapped_column(String(255))


class TimerRow(Base):
    """A running timer of a case, found by its due time."""

    __tablename__ = "timer"

    case_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    timer: Mapped[str] = mapped_column(String(120), primary_key=True)
    due: Mapped[datetime] = mapped_column(Moment, index=True)


class SubscriptionRow(Base):
    """A message or signal a case waits for, found by its name."""

    __tablename__ = "subscription"
    __table_args__ = (Index("ix_subscription_kind_name", "kind", "name"),)

    case_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    event: Mapped[str] = mapped_column(String(120), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(255))
    since: Mapped[datetime] = mapped_column(Moment)


class IncidentRow(Base):
    """A stalled case: the event to be tried again, and since when. Why it stalled is sealed with its state."""

    __tablename__ = "incident"

    case_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    input: Mapped[int]
    since: Mapped[datetime] = mapped_column(Moment, index=True)
