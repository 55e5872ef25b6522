"""The register of what people hold."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from casesvc.storage.base import Base, Moment


class RegisterEntryRow(Base):
    """One entry, e.g. a certificate."""

    __tablename__ = "register_entry"
    __table_args__ = (Index("ix_register_entry_holder_kind", "holder", "kind"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    holder: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(60))
    number: Mapped[str] = mapped_column(String(60), unique=True)
    level: Mapped[str] = mapped_column(String(60))
    line: Mapped[str] = mapped_column(String(60))
    case_id: Mapped[str] = mapped_column(String(36))
    definition: Mapped[str] = mapped_column(String(80))
    valid_from: Mapped[datetime] = mapped_column(Moment)
    valid_until: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(Text, default="")
    replaced_by: Mapped[str | None] = mapped_column(String(36))
