"""Password hashing with argon2id."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2Passwords:
    """Keeps the promise of ``desk.Passwords``; the defaults of the library take about 0.2 s on purpose."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()

    def hash(self, password: str) -> str:
        """Return the hash to keep."""
        return self._hasher.hash(password)

    def matches(self, password: str, kept: str) -> bool:
        """Say whether ``password`` is the one behind ``kept``."""
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False
