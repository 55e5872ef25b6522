"""Writes events behind a history: chains each one and keeps the state in step with it."""

from collections.abc import Callable
from datetime import datetime

from casesvc.cases.case import Case
from casesvc.cases.events import Event
from casesvc.cases.evolve import evolve
from casesvc.cases.history import Entry, chain


class Pen:
    """Holds a case while one command writes to it; ``case`` is always the fold of all that was written."""

    def __init__(
        self, case: Case, *, previous: str, at: datetime, actor: str, definition: str, salt: Callable[[], bytes]
    ) -> None:
        self.case = case
        self.entries: list[Entry] = []
        self._previous = previous
        self._at = at
        self._actor = actor
        self._definition = definition
        self._salt = salt

    @property
    def digest(self) -> str:
        """Digest of the last event, written now or before."""
        return self.entries[-1].digest if self.entries else self._previous

    def write(self, *events: Event) -> None:
        """Record ``events`` in order; behind a move they follow the version moved to."""
        for event in events:
            entry = Entry(
                self.case.id, self.case.seq + 1, self._at, self._actor, None, self._definition, event, self._salt()
            )
            chained = chain(entry, previous=self.digest)
            self.entries.append(chained)
            self.case = evolve(self.case, chained)
            self._definition = self.case.definition
