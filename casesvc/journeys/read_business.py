"""The home of one business: precautions, self-check, notices, bound units, and the person's own cases (JL-087)."""

from dataclasses import dataclass
from datetime import datetime

from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import Desk
from casesvc.journeys.line import Line
from casesvc.journeys.ports import Reading
from casesvc.journeys.standing import MyCase, my_cases
from casesvc.parties.people import Person
from casesvc.parties.units import Unit


@dataclass(frozen=True)
class Business:
    """A line as one person finds it; ``open_case`` is the case that keeps them from starting another."""

    line: Line
    units: tuple[Unit, ...]
    cases: tuple[MyCase, ...]
    now: datetime

    @property
    def open_case(self) -> MyCase | None:
        """The running case, where the line allows one at a time."""
        running = (case for case in self.cases if case.row.ended_at is None)
        return next(running, None) if self.line.one_open_case else None

    def unit(self, unit: str) -> Unit | None:
        """Return a bound unit."""
        return next((bound for bound in self.units if bound.id == unit), None)


def read_business(desk: Desk, *, person: Person, line: str) -> Business:
    """Return the business home. Raise Rejection unknown-line."""
    with desk.database.read() as reading:
        digest = reading.publications.current(line)
        if digest is None:
            raise Rejection("unknown-line", "没有这项业务，请从首页重新进入")
        cases = my_cases(desk, reading, person.id, line)
        return Business(desk.lines.get(digest), bound_units(reading, person), cases, reading.now)


def read_bindings(desk: Desk, *, person: Person) -> tuple[Unit, ...]:
    """Return the units a person is bound to (JL-021)."""
    with desk.database.read() as reading:
        return bound_units(reading, person)


def bound_units(reading: Reading, person: Person) -> tuple[Unit, ...]:
    """Return the units a person may file with, in a fixed order."""
    found = reading.parties.units(person.units)
    return tuple(found[unit] for unit in person.units if unit in found)
