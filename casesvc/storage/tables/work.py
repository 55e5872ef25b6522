"""What a command leaves behind besides the history: repeats, deliveries, counters, guards, looks."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from casesvc.storage.base import Base, Moment


class RepeatRow(Base):
    """The answer given to an idempotency key."""

    __tablename__ = "repeat"

    person: Mapped[str] = mapped_column(String(36), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    case_id: Mapped[str] = mapped_column(String(36))
    answer: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment, index=True)


class DeliveryRow(Base):
    """An effect to be carried out after the commit, at least once; its body is sealed."""

    __tablename__ = "delivery"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    case_id: Mapped[str | None] = mapped_column(String(36))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    due: Mapped[datetime] = mapped_column(Moment, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)


class MessageRow(Base):
    """A site message in somebody's inbox; the id is that of the delivery, so that a repeat changes nothing."""

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_person_sent_at", "person", "sent_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    person: Mapped[str] = mapped_column(String(36))
    case_id: Mapped[str | None] = mapped_column(String(36))
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime] = mapped_column(Moment)
    read_at: Mapped[datetime | None] = mapped_column(Moment)


class CounterRow(Base):
    """The last number given out, by line, kind and year; locked last in a transaction."""

    __tablename__ = "counter"

    line: Mapped[str] = mapped_column(String(60), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class OpenCaseRow(Base):
    """The guard of one open case per person and line (a unique key does the guarding)."""

    __tablename__ = "open_case"

    line: Mapped[str] = mapped_column(String(60), primary_key=True)
    person: Mapped[str] = mapped_column(String(36), primary_key=True)
    case_id: Mapped[str] = mapped_column(String(36), index=True)


class LookRow(Base):
    """One look at another person's data."""

    __tablename__ = "look"
    __table_args__ = (Index("ix_look_case_id_at", "case_id", "at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    person: Mapped[str] = mapped_column(String(36))
    case_id: Mapped[str] = mapped_column(String(36))
    what: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Moment)
