"""What a journey asks of the engine: one input on a snapshot, nothing kept between calls."""

from datetime import datetime
from typing import Protocol

from casesvc.cases.move import Plan
from casesvc.cases.step import Facts, Step, StepInput


class Engine(Protocol):
    """Runs one input on a snapshot; keeps nothing between calls but parsed definitions."""

    def step(
        self, *, diagram: bytes, digest: str, snapshot: bytes | None, given: StepInput, facts: Facts, now: datetime
    ) -> Step:
        """Return what ``given`` did. Raise StepFailed when the diagram cannot go on; the snapshot then stays."""
        ...

    def plan(self, *, old: bytes, old_digest: str, new: bytes, new_digest: str, snapshot: bytes) -> Plan:
        """Return what a changed diagram would do to a case. Raise StepFailed when it or the snapshot cannot be read."""
        ...

    def move(self, *, old: bytes, old_digest: str, new: bytes, new_digest: str, snapshot: bytes, now: datetime) -> Step:
        """Return the case as it stands on the changed diagram. Raise StepFailed move-blocked where the plan is so."""
        ...
