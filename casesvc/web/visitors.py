"""Who is looking: the person of the session, with what they may see."""

from dataclasses import dataclass

from flask import session

from casesvc.cases.actor import Actor
from casesvc.journeys.desk import Desk
from casesvc.parties.people import Person

INSTALLATION_ROLES = frozenset({"administrator", "auditor"})
PERSON = "person"


@dataclass(frozen=True)
class SignedIn:
    """A signed-in person; ``kinds`` decide which routes are theirs."""

    person: Person
    unread: int

    @property
    def name(self) -> str:
        """The full name; pages mask it."""
        return self.person.name

    @property
    def actor(self) -> Actor:
        """The person as one who acts."""
        return Actor(self.person.id, self.person.seats)

    @property
    def kinds(self) -> frozenset[str]:
        """Applicant without seats; otherwise officer, administrator, auditor by the seats held."""
        roles = {role for role, _ in self.person.seats}
        kinds = roles & INSTALLATION_ROLES
        if roles - INSTALLATION_ROLES:
            kinds |= {"officer"}
        return frozenset(kinds or {"applicant"})


def identify(desk: Desk) -> SignedIn | None:
    """Return the person of this request's session."""
    person = session.get(PERSON)
    if person is None:
        return None
    with desk.database.read() as reading:
        try:
            found = reading.parties.person(person)
        except KeyError:
            return None
        return SignedIn(found, reading.unread(person))
