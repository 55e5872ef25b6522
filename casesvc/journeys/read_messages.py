"""The messages of a person; opening the list is reading them."""

from casesvc.journeys.desk import Desk
from casesvc.journeys.rows import Message

LIMIT = 100


def read_messages(desk: Desk, *, person: str) -> list[Message]:
    """Return the newest messages as they stood, and note that they were seen."""
    with desk.database.read() as reading:
        messages = reading.messages(person, limit=LIMIT)
    if any(message.read_at is None for message in messages):
        with desk.database.write() as work:
            work.deliveries.mark_read(person, work.now)
    return messages
