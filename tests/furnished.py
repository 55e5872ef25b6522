"""Databases as tests find them: migrated, with the demonstration's units and people and every line published.

Each is made once a run and copied for every test.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from argon2 import PasswordHasher

from casesvc.app import Installation, install
from casesvc.catalog.files import digest_of, find_lines, read_line_files
from casesvc.catalog.people_file import read_parties
from casesvc.journeys.publish_line import Published, publish_line
from casesvc.outside.passwords import Argon2Passwords
from casesvc.parties.people import Account
from casesvc.settings import Settings, content_root, package
from casesvc.storage.migrate import migrate
from tests import postgres

ROOT = content_root()
KEY = bytes(range(32))
PASSWORD = "一个足够长的测试密码"
TODAY = datetime(2026, 11, 20, 2, tzinfo=UTC)  # a Friday morning in China, inside the window of the newest notice
QUICK = Argon2Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
TICK = timedelta(milliseconds=1)


@dataclass
class Clock:
    """A clock that tests set; it goes on a millisecond each time it is read, so that nothing happens at once."""

    now: datetime = field(default=TODAY)

    def __call__(self) -> datetime:
        self.now += TICK
        return self.now

    def wait(self, **time: int) -> None:
        """Let time pass, e.g. ``days=3``."""
        self.now += timedelta(**time)


def settings_for(home: Path, database_url: str, *, base_url: str = "http://localhost") -> Settings:
    """Return settings of an installation in ``home``."""
    return Settings(
        home=home,
        database_url=database_url,
        files=home / "files",
        base_url=base_url,
        key=KEY,
        content=ROOT,
        fonts=package() / "documents" / "fonts",
        demo=True,
    )


def put_up(settings: Settings, clock: Callable[[], datetime] | None = None) -> Installation:
    """Assemble an installation whose passwords are checked quickly."""
    return install(settings, clock=clock, passwords=QUICK)


def take_down(installation: Installation) -> None:
    """Close all connections."""
    installation.engines.writing.dispose()
    installation.engines.reading.dispose()


def furnish(home: Path, database_url: str) -> None:
    """Migrate an empty database, load the people of the demonstration, and publish all lines."""
    installation = put_up(settings_for(home, database_url), Clock(TODAY - timedelta(days=1)))
    migrate(installation.engines)
    load_people(installation)
    for line in find_lines(ROOT):
        publish(installation, ROOT, line)
    take_down(installation)


def load_people(installation: Installation) -> None:
    """Load units and people; everybody has the same password."""
    parties, kept = read_parties(ROOT), QUICK.hash(PASSWORD)
    with installation.desk.database.write() as work:
        for unit in parties.units:
            work.parties.add_unit(unit)
        for member in parties.members:
            work.parties.add_person(member.person, Account(member.account, member.person.id, kept))


def publish(installation: Installation, root: Path, line: str) -> Published:
    """Publish the files of a line under ``root``."""
    files = read_line_files(root, line)
    return publish_line(installation.desk, line=line, digest=digest_of(files), files=files, by="administrator")


def a_sqlite(run: Path, home: Path) -> str:
    """Copy the furnished SQLite file to ``home``; return its address."""
    original = run / "furnished.sqlite"
    with postgres.one_at_a_time(run):
        if not original.exists():
            making = run / "making.sqlite"
            furnish(run, f"sqlite:///{making}")
            making.rename(original)
    copy = home / "casesvc.sqlite"
    copy.write_bytes(original.read_bytes())
    return f"sqlite:///{copy}"


def a_postgresql(run: Path) -> tuple[str, str]:
    """Copy the furnished PostgreSQL database; return server and name. Raise PostgresMissing."""
    original, copy = f"{run.name}-furnished", f"{run.name}-{uuid4().hex[:12]}"
    with postgres.one_at_a_time(run):
        address = postgres.server(run)
        if not postgres.exists(address, original):
            postgres.create(address, original)
            furnish(run, postgres.at(address, original))
        postgres.create(address, copy, original)
    return address, copy
