"""What people hold: entries granted by cases, e.g. certificates and bindings."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

EntryState = Literal["valid", "expired", "revoked", "replaced"]


@dataclass(frozen=True)
class RegisterEntry:
    """One entry: who holds what, granted by which case, from when until when."""

    id: str
    holder: str
    kind: str
    number: str
    level: str
    line: str
    case: str
    definition: str
    valid_from: datetime
    valid_until: datetime | None
    revoked_at: datetime | None = None
    reason: str = ""
    replaced_by: str | None = None

    def state(self, now: datetime) -> EntryState:
        """Return how the entry stands at ``now``; a revocation outweighs a replacement, both outweigh the date."""
        if self.revoked_at is not None and self.revoked_at <= now:
            return "revoked"
        if self.replaced_by is not None:
            return "replaced"
        if self.valid_until is not None and self.valid_until < now:
            return "expired"
        return "valid"
