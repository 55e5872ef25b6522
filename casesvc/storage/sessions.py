"""Sessions of the web, each read and written in a short transaction of its own."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from casesvc.cases.canonical import canonical
from casesvc.journeys.sessions import StoredSession
from casesvc.storage.engines import Engines
from casesvc.storage.tables.sessions import SessionRow


class SqlSessions:
    """Keeps the promise of ``journeys.sessions.SessionStore``."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    def load(self, token_digest: str) -> StoredSession | None:
        """Return the session, or None when there is none."""
        with Session(self._engines.reading) as session:
            row = session.execute(select(SessionRow).where(SessionRow.digest == token_digest)).scalar_one_or_none()
            return None if row is None else StoredSession(json.loads(row.data), row.started_at, row.seen_at)

    def save(self, token_digest: str, stored: StoredSession) -> None:
        """Write the session."""
        values = {
            "person": stored.data.get("person"),
            "data": canonical(dict(stored.data)).decode(),
            "started_at": stored.started,
            "seen_at": stored.seen,
        }
        with self._writing() as session:
            same = SessionRow.digest == token_digest
            written = session.execute(update(SessionRow).where(same).values(**values).returning(SessionRow.digest))
            if written.one_or_none() is None:
                session.execute(insert(SessionRow).values(digest=token_digest, **values))

    def delete(self, token_digest: str) -> None:
        """Forget the session."""
        with self._writing() as session:
            session.execute(delete(SessionRow).where(SessionRow.digest == token_digest))

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with self._engines.writers_turn(), Session(self._engines.writing) as session, session.begin():
            yield session
