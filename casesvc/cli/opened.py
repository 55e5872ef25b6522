"""The installation a command works on."""

import os

from casesvc.app import Installation, install
from casesvc.settings import read_settings
from casesvc.storage.migrate import migrate


def installation() -> Installation:
    """Return the installation the environment describes, its tables up to date."""
    settings = read_settings(os.environ)
    settings.home.mkdir(parents=True, exist_ok=True)
    found = install(settings)
    migrate(found.engines)
    return found
