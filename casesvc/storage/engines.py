"""Database connections: one writing engine, one reading engine, on SQLite and PostgreSQL."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from fcntl import LOCK_EX, LOCK_UN, flock
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS = 30


class WritersLock:
    """Lets one writer of a SQLite file go on at a time, over threads and processes, in turn.

    SQLite's own busy waiting is unfair: measured, one process waited 5.5 s while another did 4,000 commits.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._thread = threading.Lock()

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Hold the lock for the block."""
        with self._thread, self._file.open("ab") as held:
            flock(held, LOCK_EX)
            try:
                yield
            finally:
                flock(held, LOCK_UN)


class Engines:
    """The engines of one database and how a write is serialised on it."""

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        self.dialect = parsed.get_backend_name()
        if self.dialect == "sqlite":
            self._lock: WritersLock | None = WritersLock(lock_file(parsed))
            self.writing = sqlite_engine(parsed, begin="BEGIN IMMEDIATE", query_only=False)
            self.reading = sqlite_engine(parsed, begin="BEGIN", query_only=True)
        else:
            self._lock = None
            self.writing = create_engine(parsed, pool_size=16, max_overflow=8, pool_pre_ping=False)
            self.reading = self.writing.execution_options(postgresql_readonly=True)

    def writers_turn(self) -> AbstractContextManager[None]:
        """Return the block in which a write may run."""
        return nullcontext() if self._lock is None else self._lock()

    def dispose(self) -> None:
        """Drop pooled connections, e.g. after a fork."""
        self.writing.dispose(close=False)
        self.reading.dispose(close=False)


def lock_file(url: URL) -> Path:
    """Return the lock file beside a SQLite file. Raise ValueError for a database in memory: processes share a file."""
    if not url.database or url.database == ":memory:":
        raise ValueError("a SQLite database needs a file")
    return Path(f"{url.database}.lock")


def sqlite_engine(url: URL, *, begin: str, query_only: bool) -> Engine:
    """Return an engine on a SQLite file: WAL, durable commits, transactions opened by ``begin``."""
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver must not open transactions of its own
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA query_only = {int(query_only)}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
