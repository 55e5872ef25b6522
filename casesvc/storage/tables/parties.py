"""People, accounts, units and the seats people hold in them."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from casesvc.storage.base import Base, Moment


class UnitRow(Base):
    """A unit and its competent unit."""

    __tablename__ = "unit"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    parent: Mapped[str | None] = mapped_column(String(60))


class PersonRow(Base):
    """A person; the profile is sealed."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class SeatRow(Base):
    """A role a person holds in a unit."""

    __tablename__ = "seat"

    person: Mapped[str] = mapped_column(String(36), primary_key=True)
    role: Mapped[str] = mapped_column(String(60), primary_key=True)
    unit: Mapped[str] = mapped_column(String(60), primary_key=True)


class BindingRow(Base):
    """A person bound to a unit (推荐单位)."""

    __tablename__ = "binding"

    person: Mapped[str] = mapped_column(String(36), primary_key=True)
    unit: Mapped[str] = mapped_column(String(60), primary_key=True)


class AccountRow(Base):
    """A user name with its password hash."""

    __tablename__ = "account"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    person: Mapped[str] = mapped_column(String(36), index=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    failed: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(Moment)
