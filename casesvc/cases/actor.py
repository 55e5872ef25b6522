"""Who does something, and who may: people act for themselves or from a seat in a unit."""

from dataclasses import dataclass

SYSTEM = "system"


Seat = tuple[str, str]  # (role, unit): a role held in a unit, e.g. ("competent-unit", "city-education")


@dataclass(frozen=True)
class Actor:
    """A person with the seats held at the time of the command."""

    person: str
    seats: tuple[Seat, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """Who may do a task: one person, or whoever holds ``role`` in ``unit``; recorded when the task opens."""

    person: str | None = None
    role: str | None = None
    unit: str | None = None

    def admits(self, actor: Actor) -> bool:
        """Say whether ``actor`` is among them; a candidate that names nobody admits nobody."""
        if self.person is not None:
            return actor.person == self.person
        return self.role is not None and self.unit is not None and (self.role, self.unit) in actor.seats


THE_SYSTEM = Actor(SYSTEM)
