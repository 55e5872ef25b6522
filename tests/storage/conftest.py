"""The database of a furnished installation."""

import pytest

from casesvc.app import Installation
from casesvc.storage.database import SqlDatabase


@pytest.fixture
def database(installation: Installation) -> SqlDatabase:
    return installation.database
