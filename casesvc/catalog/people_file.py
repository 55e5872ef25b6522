"""Units, people and account names of ``processes/demo.toml``."""

from dataclasses import dataclass
from pathlib import Path

from casesvc.catalog.shapes import DEMO
from casesvc.catalog.toml_file import read_toml
from casesvc.parties.people import Person
from casesvc.parties.units import Unit

DEMO_FILE = "processes/demo.toml"


@dataclass(frozen=True)
class Member:
    """A person of the file with the name of the account."""

    person: Person
    account: str


@dataclass(frozen=True)
class Parties:
    """All units and people of the file."""

    units: tuple[Unit, ...]
    members: tuple[Member, ...]


def read_parties(root: Path) -> Parties:
    """Read the demonstration's units and people. Raise LineRefused when the file has another shape."""
    values = read_toml(DEMO_FILE, (root / DEMO_FILE).read_bytes(), DEMO)
    units = tuple(Unit(unit["id"], unit["name"], unit.get("parent")) for unit in values["units"])
    members = tuple(
        Member(
            Person(
                person["id"],
                person["name"],
                dict(person.get("profile", {})),
                tuple((role, unit) for role, unit in person.get("seats", ())),
                tuple(person.get("units", ())),
            ),
            person["account"],
        )
        for person in values["people"]
    )
    return Parties(units, members)
