"""People, the seats they hold, and the accounts they sign in with."""

from dataclasses import dataclass
from datetime import datetime, timedelta

ATTEMPTS = 5  # wrong passwords in a row before an account rests (ASVS 6.3.1)
REST = timedelta(minutes=10)


@dataclass(frozen=True)
class Person:
    """A natural person.

    ``profile`` holds what forms are prefilled with, by x-prefill name; ``seats`` are (role, unit) pairs;
    ``units`` are those the person is bound to.
    """

    id: str
    name: str
    profile: dict[str, str]
    seats: tuple[tuple[str, str], ...] = ()
    units: tuple[str, ...] = ()

    def holds(self, role: str) -> bool:
        """Say whether the person holds ``role`` anywhere."""
        return any(held == role for held, _ in self.seats)


@dataclass(frozen=True)
class Account:
    """A user name with a password hash; ``failed`` counts wrong passwords since the last right one."""

    name: str
    person: str
    password_hash: str
    failed: int = 0
    locked_until: datetime | None = None

    def rests(self, now: datetime) -> bool:
        """Say whether the account takes no password at the moment."""
        return self.locked_until is not None and now < self.locked_until


def after_wrong_password(account: Account, now: datetime) -> tuple[int, datetime | None]:
    """Return the count of wrong passwords and until when the account rests."""
    failed = account.failed + 1
    return (failed, now + REST) if failed % ATTEMPTS == 0 else (failed, None)
