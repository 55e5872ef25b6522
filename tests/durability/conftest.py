"""An installation in which the relay can be run."""

from pathlib import Path

import pytest

from casesvc.app import Installation
from casesvc.journeys.desk import Desk
from tests.durability.relay import publish_relay
from tests.furnished import a_sqlite


@pytest.fixture
def relay(installation: Installation) -> Desk:
    """The desk of an installation with the relay line."""
    publish_relay(installation)
    return installation.desk


@pytest.fixture
def sqlite_url(run_folder: Path, tmp_path: Path) -> str:
    """A furnished SQLite database, for what only concerns SQLite."""
    return a_sqlite(run_folder, tmp_path)
