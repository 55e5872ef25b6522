"""Who does something, and who may: people act for themselves or from a seat in a unit, other systems under a name."""

import re
from dataclasses import dataclass

from casesvc.cases.rejection import Rejection

SYSTEM = "system"
MACHINE = "machine:"  # before the name of another system, so that no name is ever taken for a person's
MACHINE_NAME = re.compile(r"[A-Za-z0-9._-]{1,28}")
ADMINISTRATOR = "administrator"


Seat = tuple[str, str]  # (role, unit): a role held in a unit, e.g. ("competent-unit", "city-education")


@dataclass(frozen=True)
class Actor:
    """A person with the seats held at the time of the command, or another system."""

    person: str
    seats: tuple[Seat, ...] = ()

    def holds(self, role: str) -> bool:
        """Say whether the actor holds ``role`` anywhere."""
        return any(held == role for held, _ in self.seats)


@dataclass(frozen=True)
class Candidate:
    """Who may do a task: one person, or whoever holds ``role`` in ``unit``; recorded when the task opens.

    An external task has a ``topic`` instead: no person may do it, another system fetches it under that word.
    """

    person: str | None = None
    role: str | None = None
    unit: str | None = None
    topic: str | None = None

    def admits(self, actor: Actor) -> bool:
        """Say whether ``actor`` is among them; a candidate that names nobody admits nobody."""
        if self.person is not None:
            return actor.person == self.person
        return self.role is not None and self.unit is not None and (self.role, self.unit) in actor.seats


THE_SYSTEM = Actor(SYSTEM)


def machine(name: str) -> Actor:
    """Return another system as one who acts. Raise Rejection machine-unknown for what cannot be a system's name."""
    if not MACHINE_NAME.fullmatch(name):
        raise Rejection(
            "machine-unknown", "外部系统的名称应为 1 到 28 个字母、数字、点、横线或下划线", {"field": "sender"}
        )
    return Actor(f"{MACHINE}{name}")
