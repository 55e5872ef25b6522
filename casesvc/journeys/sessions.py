"""Sessions of the web as they are kept on our side, so that signing out and ending them really works."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True)
class StoredSession:
    """``data`` is JSON-able; ``started`` and ``seen`` decide about the two timeouts."""

    data: Mapping[str, Any]
    started: datetime
    seen: datetime


class SessionStore(Protocol):
    """Where sessions are kept, on a connection of its own; keys are SHA-256 hex digests, never tokens."""

    def load(self, token_digest: str) -> StoredSession | None:
        """Return the session, or None when there is none."""
        ...

    def save(self, token_digest: str, stored: StoredSession) -> None:
        """Write the session."""
        ...

    def delete(self, token_digest: str) -> None:
        """Forget the session."""
        ...
