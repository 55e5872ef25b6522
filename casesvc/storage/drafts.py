"""Drafts: what was typed for a task and not handed in yet."""

import json

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from casesvc.cases.canonical import canonical
from casesvc.cases.rejection import Rejection
from casesvc.journeys.rows import Draft
from casesvc.storage.cases import seal_of
from casesvc.storage.sealing import KeyRing
from casesvc.storage.tables.cases import DraftRow


class DraftStore:
    """Keeps the promise of ``stores.Drafts``."""

    def __init__(self, session: Session, keys: KeyRing) -> None:
        self._session = session
        self._keys = keys

    def find(self, case: str, task: str) -> Draft | None:
        """Return the draft of a task."""
        row = self._session.execute(
            select(DraftRow).where(DraftRow.case_id == case, DraftRow.task == task)
        ).scalar_one_or_none()
        if row is None:
            return None
        plain = seal_of(self._session, self._keys, case).open(row.sealed, place(case, task))
        return Draft(json.loads(plain), row.version, row.saved_at, row.definition)

    def save(self, case: str, task: str, draft: Draft, *, seen: int) -> None:
        """Save over version ``seen`` (0 when there was none). Raise Rejection draft-moved."""
        values = {
            "version": draft.version,
            "saved_at": draft.saved_at,
            "definition": draft.definition,
            "sealed": seal_of(self._session, self._keys, case).seal(canonical(draft.answers), place(case, task)),
        }
        same = (DraftRow.case_id == case, DraftRow.task == task)
        if seen == 0 and self._session.execute(select(DraftRow.version).where(*same)).one_or_none() is None:
            self._session.execute(insert(DraftRow).values(case_id=case, task=task, **values))
            return
        saved = self._session.execute(
            update(DraftRow).where(*same, DraftRow.version == seen).values(**values).returning(DraftRow.version)
        )
        if saved.one_or_none() is None:
            raise Rejection("draft-moved", "这份申报已在另一个窗口中保存过，请核对后再保存")

    def drop(self, case: str, task: str) -> None:
        """Forget the draft."""
        self._session.execute(delete(DraftRow).where(DraftRow.case_id == case, DraftRow.task == task))


def place(case: str, task: str) -> str:
    """Name where a draft is stored, so that it opens nowhere else."""
    return f"draft/{case}/{task}"
