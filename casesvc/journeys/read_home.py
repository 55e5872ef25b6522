"""个人网厅: what needs the person, the services, running business, certificates and messages."""

from dataclasses import dataclass
from datetime import datetime

from casesvc.journeys.desk import Desk
from casesvc.journeys.line import Line
from casesvc.journeys.ports import Reading
from casesvc.journeys.rows import Message
from casesvc.journeys.standing import MyCase, Turn, my_cases, turn_of
from casesvc.parties.people import Person
from casesvc.parties.register import RegisterEntry

MESSAGES = 5


@dataclass(frozen=True)
class Service:
    """A line on the home page; ``opens`` is the next opening while no window is open."""

    line: Line
    open: bool
    opens: datetime | None
    needs_unit: bool


@dataclass(frozen=True)
class Home:
    """All that the home page shows; ``running`` are open cases with whose turn it is."""

    services: tuple[Service, ...]
    running: tuple[tuple[MyCase, Turn | None], ...]
    certificates: tuple[RegisterEntry, ...]
    messages: tuple[Message, ...]
    now: datetime

    @property
    def returned(self) -> tuple[tuple[MyCase, Turn | None], ...]:
        """Cases that wait for the person's correction."""
        return tuple((case, turn) for case, turn in self.running if case.family == "needs-you")


def read_home(desk: Desk, *, person: Person) -> Home:
    """Return the home page of a person."""
    with desk.database.read() as reading:
        running = []
        for mine in my_cases(desk, reading, person.id):
            case = reading.case(mine.row.case) if mine.row.ended_at is None else None
            if case is not None:
                running.append((mine, turn_of(desk, reading, case)))
        return Home(
            services=tuple(service(line, person, reading.now) for line in current_lines(desk, reading)),
            running=tuple(running),
            certificates=tuple(reading.register.of_person(person.id)),
            messages=tuple(reading.messages(person.id, limit=MESSAGES)),
            now=reading.now,
        )


def current_lines(desk: Desk, reading: Reading) -> list[Line]:
    """Return the lines new cases follow, by title."""
    versions = [version for version in reading.publications.versions() if version.current]
    return sorted((desk.lines.get(version.digest) for version in versions), key=lambda line: line.title)


def service(line: Line, person: Person, now: datetime) -> Service:
    """Say whether a person can use a line now (JL-010, JL-028)."""
    coming = [notice.opens for notice in line.notices if notice.opens > now]
    return Service(
        line,
        open=any(notice.is_open(now) for notice in line.notices),
        opens=min(coming, default=None),
        needs_unit="unit-binding" in line.requires and not person.units,
    )
