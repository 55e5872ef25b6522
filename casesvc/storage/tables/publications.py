"""Published versions of business lines; running cases read nothing else."""

from datetime import datetime

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casesvc.storage.base import Base, Moment


class VersionRow(Base):
    """One published version under the digest of its files."""

    __tablename__ = "line_version"
    __table_args__ = (UniqueConstraint("line", "number"),)

    digest: Mapped[str] = mapped_column(String(80), primary_key=True)
    line: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(Moment)
    published_by: Mapped[str] = mapped_column(String(36))


class VersionFileRow(Base):
    """One file of a version."""

    __tablename__ = "line_file"

    digest: Mapped[str] = mapped_column(String(80), primary_key=True)
    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class CurrentVersionRow(Base):
    """The version new cases of a line follow."""

    __tablename__ = "line_current"

    line: Mapped[str] = mapped_column(String(60), primary_key=True)
    digest: Mapped[str] = mapped_column(String(80))
