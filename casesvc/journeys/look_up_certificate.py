"""Anybody checks a certificate by its number: how it stands, and no more of the holder than needed."""

from dataclasses import dataclass
from datetime import datetime

from casesvc.journeys.desk import Desk
from casesvc.journeys.papers import level_title
from casesvc.journeys.ports import Reading
from casesvc.parties.names import masked_name
from casesvc.parties.people import Person
from casesvc.parties.register import EntryState, RegisterEntry


@dataclass(frozen=True)
class Certificate:
    """A certificate in words; ``holder`` is masked for strangers."""

    number: str
    title: str
    holder: str
    level: str
    office: str
    granted_on: datetime
    valid_until: datetime | None
    state: EntryState


def look_up_certificate(desk: Desk, *, number: str) -> Certificate | None:
    """Return the certificate of that number, or None when there is none."""
    with desk.database.read() as reading:
        entry = reading.register.by_number(number.strip())
        if entry is None:
            return None
        names = reading.parties.names([entry.holder])
        return told(desk, reading, entry, masked_name(names.get(entry.holder, "")))


def my_certificates(desk: Desk, *, person: Person) -> tuple[Certificate, ...]:
    """Return a person's certificates, newest first (JL-083)."""
    with desk.database.read() as reading:
        return tuple(told(desk, reading, entry, person.name) for entry in reading.register.of_person(person.id))


def told(desk: Desk, reading: Reading, entry: RegisterEntry, holder: str) -> Certificate:
    """Return an entry in words."""
    line = desk.lines.get(entry.definition)
    return Certificate(
        number=entry.number,
        title=line.certificates[entry.kind].title,
        holder=holder,
        level=level_title(line, entry),
        office=line.authority,
        granted_on=entry.valid_from,
        valid_until=entry.valid_until,
        state=entry.state(reading.now),
    )
