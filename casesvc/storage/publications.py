"""Published versions of lines, with every file of each."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from casesvc.journeys.rows import Version
from casesvc.storage.tables.publications import CurrentVersionRow, VersionFileRow, VersionRow


class PublicationStore:
    """Keeps the promise of ``stores.Publications``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def files(self, digest: str) -> Mapping[str, bytes]:
        """Return the files of a version. Raise KeyError."""
        rows = self._session.execute(
            select(VersionFileRow.path, VersionFileRow.content).where(VersionFileRow.digest == digest)
        ).all()
        if not rows:
            raise KeyError(digest)
        return {row.path: row.content for row in rows}

    def current(self, line: str) -> str | None:
        """Return the digest new cases follow."""
        row = self._session.get(CurrentVersionRow, line)
        return None if row is None else row.digest

    def add(self, line: str, digest: str, files: Mapping[str, bytes], *, at: datetime, by: str) -> int:
        """Store a version unless it is there, make it current, and return its number."""
        found = self._session.get(VersionRow, digest)
        number = found.number if found is not None else self._store(line, digest, files, at=at, by=by)
        self._session.merge(CurrentVersionRow(line=line, digest=digest))
        self._session.flush()
        return number

    def _store(self, line: str, digest: str, files: Mapping[str, bytes], *, at: datetime, by: str) -> int:
        last = self._session.execute(select(func.max(VersionRow.number)).where(VersionRow.line == line)).scalar_one()
        number = (last or 0) + 1
        self._session.execute(
            insert(VersionRow).values(digest=digest, line=line, number=number, published_at=at, published_by=by)
        )
        rows = [{"digest": digest, "path": path, "content": content} for path, content in files.items()]
        self._session.execute(insert(VersionFileRow), rows)
        return number

    def versions(self, line: str | None = None) -> list[Version]:
        """Return versions, newest first."""
        query = select(VersionRow, CurrentVersionRow.digest).outerjoin(
            CurrentVersionRow, CurrentVersionRow.digest == VersionRow.digest
        )
        if line is not None:
            query = query.where(VersionRow.line == line)
        rows = self._session.execute(query.order_by(VersionRow.line, VersionRow.number.desc()))
        return [
            Version(row.digest, row.line, row.number, row.published_at, row.published_by, current is not None)
            for row, current in rows
        ]
