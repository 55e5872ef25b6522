"""The history of cases, and the row of each case that is derived from it. Every key leads with the case."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from casesvc.storage.base import Base, Moment


class EventRow(Base):
    """The envelope of one event. Rows are only ever added."""

    __tablename__ = "case_event"

    case_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    type: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(36))
    on_behalf: Mapped[str | None] = mapped_column(String(36))
    task: Mapped[str | None] = mapped_column(String(120))
    definition: Mapped[str] = mapped_column(String(80))
    payload_digest: Mapped[str] = mapped_column(String(64))
    algorithm: Mapped[str] = mapped_column(String(12))
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class PayloadRow(Base):
    """What an event says, sealed, with its salt."""

    __tablename__ = "case_payload"

    case_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class CaseKeyRow(Base):
    """The key that seals a case's data, itself sealed with the installation's; destroyed when the law asks for it."""

    __tablename__ = "case_key"

    case_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class CaseNowRow(Base):
    """State and engine snapshot of a case: derived, thrown away and rebuilt at will; the row commands lock."""

    __tablename__ = "case_now"

    case_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[bytes] = mapped_column(LargeBinary)
    snapshot: Mapped[bytes | None] = mapped_column(LargeBinary)


class DraftRow(Base):
    """What was typed for a task and not handed in yet, sealed."""

    __tablename__ = "draft"

    case_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    task: Mapped[str] = mapped_column(String(120), primary_key=True)
    version: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(Moment)
    definition: Mapped[str] = mapped_column(String(80))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
