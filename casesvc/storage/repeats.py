"""Answers given to idempotency keys."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from casesvc.cases.canonical import canonical
from casesvc.storage.tables.work import RepeatRow


class RepeatStore:
    """Keeps the promise of ``stores.Repeats``."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now

    def find(self, person: str, key: str) -> Mapping[str, Any] | None:
        """Return the answer given to ``key`` before."""
        answer = self._session.execute(
            select(RepeatRow.answer).where(RepeatRow.person == person, RepeatRow.key == key)
        ).scalar_one_or_none()
        return None if answer is None else json.loads(answer)

    def keep(self, person: str, key: str, case: str, answer: Mapping[str, Any]) -> None:
        """Remember the answer."""
        text = canonical(dict(answer)).decode()
        self._session.execute(insert(RepeatRow).values(person=person, key=key, case_id=case, answer=text, at=self._now))
