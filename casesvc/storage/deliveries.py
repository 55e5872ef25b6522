"""Effects and timers that wait to be carried out, claimed row by row; and the site inbox they fill."""

import json
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from casesvc.cases.canonical import canonical
from casesvc.journeys.rows import Delivery, Message
from casesvc.storage.sealing import KeyRing
from casesvc.storage.tables.work import DeliveryRow, MessageRow


class DeliveryStore:
    """Keeps the promise of ``stores.Deliveries``."""

    def __init__(self, session: Session, keys: KeyRing) -> None:
        self._session = session
        self._keys = keys

    def add(self, delivery: Delivery) -> None:
        """Write an effect as a row of this transaction."""
        sealed = self._keys.master.seal(canonical(dict(delivery.body)), f"delivery/{delivery.id}")
        self._session.execute(
            insert(DeliveryRow).values(
                id=delivery.id, kind=delivery.kind, case_id=delivery.case, sealed=sealed, due=delivery.due, attempts=0
            )
        )

    def claim(self, now: datetime, *, limit: int) -> list[Delivery]:
        """Lock due effects that no other worker holds."""
        rows = self._session.execute(
            select(DeliveryRow)
            .where(DeliveryRow.due <= now)
            .order_by(DeliveryRow.due, DeliveryRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        ).scalars()
        return [
            Delivery(
                row.id,
                row.kind,
                row.case_id,
                json.loads(self._keys.master.open(row.sealed, f"delivery/{row.id}")),
                row.due,
                row.attempts,
            )
            for row in rows
        ]

    def done(self, delivery: str) -> None:
        """Remove a carried out effect."""
        self._session.execute(delete(DeliveryRow).where(DeliveryRow.id == delivery))

    def postpone(self, delivery: str, *, due: datetime, error: str) -> None:
        """Try again at ``due``."""
        self._session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.id == delivery)
            .values(due=due, error=error, attempts=DeliveryRow.attempts + 1)
        )

    def hasten(self, case: str, due: datetime) -> None:
        """Try at ``due`` what was postponed for a case beyond it."""
        waiting = (DeliveryRow.case_id == case, DeliveryRow.due > due)
        self._session.execute(update(DeliveryRow).where(*waiting).values(due=due))

    def put_message(self, message: Message, person: str) -> None:
        """Put a message into the inbox of ``person`` unless it is there already."""
        if self._session.get(MessageRow, message.id) is not None:
            return
        self._session.execute(
            insert(MessageRow).values(
                id=message.id,
                person=person,
                case_id=message.case,
                title=message.title,
                text=message.text,
                sent_at=message.sent_at,
            )
        )

    def mark_read(self, person: str, at: datetime) -> None:
        """Note that ``person`` has seen all messages."""
        self._session.execute(
            update(MessageRow).where(MessageRow.person == person, MessageRow.read_at.is_(None)).values(read_at=at)
        )
