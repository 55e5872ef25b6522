"""Looks at other people's data."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session
from uuid6 import uuid7

from casesvc.storage.tables.work import LookRow


class LookStore:
    """Keeps the promise of ``stores.Looks``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def note(self, person: str, case: str, what: str, at: datetime) -> None:
        """Record a look."""
        self._session.execute(insert(LookRow).values(id=str(uuid7()), person=person, case_id=case, what=what, at=at))
