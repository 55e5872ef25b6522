"""Brings the tables of a database up to this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from casesvc.storage.engines import Engines

MIGRATIONS = Path(__file__).with_name("migrations")


def migrate(engines: Engines, *, to: str = "head") -> None:
    """Run what is missing up to revision ``to``; several processes may call it at once, one of them does it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engines.writers_turn(), engines.writing.begin() as connection:
        if engines.dialect == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(3517042023)")
        config.attributes["connection"] = connection
        command.upgrade(config, to)
