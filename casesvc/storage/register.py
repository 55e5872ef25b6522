"""The register of what people hold."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from casesvc.cases.case import Case
from casesvc.cases.events import EntryGranted
from casesvc.parties.register import RegisterEntry
from casesvc.storage.tables.register import RegisterEntryRow


class RegisterStore:
    """Keeps the promise of ``stores.Register``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def grant(self, holder: str, case: Case, granted: EntryGranted) -> None:
        """Write the entry a case granted."""
        self._session.execute(
            insert(RegisterEntryRow).values(
                id=granted.entry,
                holder=holder,
                kind=granted.kind,
                number=granted.number,
                level=granted.level,
                line=case.line,
                case_id=case.id,
                definition=case.definition,
                valid_from=granted.valid_from,
                valid_until=granted.valid_until,
                reason="",
            )
        )

    def of_person(self, person: str, *, kind: str | None = None) -> list[RegisterEntry]:
        """Return a person's entries, newest first."""
        query = select(RegisterEntryRow).where(RegisterEntryRow.holder == person)
        if kind is not None:
            query = query.where(RegisterEntryRow.kind == kind)
        rows = self._session.execute(query.order_by(RegisterEntryRow.valid_from.desc())).scalars()
        return [entry_of(row) for row in rows]

    def by_number(self, number: str) -> RegisterEntry | None:
        """Return the entry of a certificate number."""
        row = self._session.execute(
            select(RegisterEntryRow).where(RegisterEntryRow.number == number)
        ).scalar_one_or_none()
        return None if row is None else entry_of(row)


def entry_of(row: RegisterEntryRow) -> RegisterEntry:
    """Return a stored entry as the core sees it."""
    return RegisterEntry(
        id=row.id,
        holder=row.holder,
        kind=row.kind,
        number=row.number,
        level=row.level,
        line=row.line,
        case=row.case_id,
        definition=row.definition,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        revoked_at=row.revoked_at,
        reason=row.reason,
        replaced_by=row.replaced_by,
    )
