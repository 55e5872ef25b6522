"""The migrations make the tables the code asks for, and carry over what lies in those of before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from casesvc.app import Installation
from casesvc.cases.events import CaseStalled, Event, StepTaken, TaskDecided
from casesvc.storage.base import Base
from casesvc.storage.engines import Engines
from casesvc.storage.migrate import migrate
from casesvc.storage.tables import lists
from tests.cases.writing import applied, ended
from tests.storage.begun import CASE, begun
from tests.storage.test_cases import OTHER

DECIDED = TaskDecided("unit#1", "approve")
STALLED = CaseStalled(9, "no-flow", "gate", "没有出口")
THIRD = CASE[:-1] + "3"
FOURTH = CASE[:-1] + "4"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engines]:
    """An empty SQLite database."""
    engines = Engines(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    yield engines
    engines.writing.dispose()
    engines.reading.dispose()


def test_the_migrations_make_exactly_the_tables_of_the_code(installation: Installation) -> None:
    assert lists
    with installation.engines.reading.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_stalled_cases_of_before_are_incidents_afterwards(installation: Installation) -> None:
    """A case that stalled, one that went on behind its stall, one that stalled twice, and one that ended."""
    histories: dict[str, tuple[Event, ...]] = {
        CASE: (*applied(), DECIDED, STALLED),
        OTHER: (*applied(), DECIDED, STALLED, StepTaken((), "s")),
        THIRD: (*applied(), DECIDED, STALLED, STALLED),
        FOURTH: (*applied(), DECIDED, STALLED, *ended()[1:]),
    }
    for case, events in histories.items():
        begun(installation.database, *events, case=case)
    rows = incidents(installation)
    assert [row[:2] for row in rows] == [(CASE, 9), (THIRD, 9)]

    take_back(installation.engines)
    migrate(installation.engines)

    migrated = incidents(installation)
    assert [row[:2] for row in migrated] == [(CASE, 9), (THIRD, 9)]
    assert migrated[0] == rows[0]


def test_the_second_step_can_be_taken_alone(empty: Engines) -> None:
    migrate(empty, to="0001")
    assert "incident" not in tables(empty)

    migrate(empty)
    assert {"incident", "subscription"} <= tables(empty)


def incidents(installation: Installation) -> list[tuple[object, ...]]:
    with installation.engines.reading.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM incident ORDER BY case_id")]


def tables(engines: Engines) -> set[str]:
    with engines.reading.connect() as connection:
        return set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())


def take_back(engines: Engines) -> None:
    """Bring the database back to where it was before the second step, with its data."""
    with engines.writers_turn(), engines.writing.begin() as connection:
        connection.exec_driver_sql("DROP TABLE incident")
        connection.exec_driver_sql("DROP TABLE subscription")
        connection.exec_driver_sql("DROP INDEX ix_task_list_topic")
        connection.exec_driver_sql("ALTER TABLE task_list DROP COLUMN topic")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
