"""What tests are given: databases of both kinds, a furnished installation, a clock, the site, and a browser."""

import os
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from casesvc.app import Installation, create_app
from casesvc.journeys.desk import Desk
from casesvc.settings import Settings
from tests import postgres
from tests.furnished import Clock, a_postgresql, a_sqlite, put_up, settings_for, take_down

RUN = "CASESVC_TEST_RUN"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--kills", type=int, default=50, help="how often the durability tests kill a process, per database"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder of the run; workers inherit its name."""
    if not hasattr(config, "workerinput"):
        os.environ[RUN] = tempfile.mkdtemp(prefix="casesvc-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Throw the folder of the run away, with the server in it."""
    if not hasattr(config, "workerinput"):
        run = Path(os.environ.pop(RUN))
        postgres.stop(run)
        shutil.rmtree(run, ignore_errors=True)


def missing(what: str) -> None:
    """Skip a test for want of a program; where the whole suite has to run, that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def run_folder() -> Path:
    """The folder all workers of this run share."""
    return Path(os.environ[RUN])


@pytest.fixture
def clock() -> Clock:
    """A clock to set."""
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, run_folder: Path, tmp_path: Path) -> Iterator[str]:
    """A database of each kind, migrated, with the demonstration's people and all lines published."""
    if request.param == "sqlite":
        yield a_sqlite(run_folder, tmp_path)
        return
    try:
        address, name = a_postgresql(run_folder)
    except postgres.PostgresMissing as why:
        missing(str(why))
        return
    yield postgres.at(address, name)
    postgres.drop(address, name)


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """Settings of an installation of its own."""
    return settings_for(tmp_path, database_url)


@pytest.fixture
def installation(settings: Settings, clock: Clock) -> Iterator[Installation]:
    """An installation with the clock above."""
    made = put_up(settings, clock)
    yield made
    take_down(made)


@pytest.fixture
def desk(installation: Installation) -> Desk:
    """The desk of that installation."""
    return installation.desk


@pytest.fixture
def site(installation: Installation) -> Flask:
    """The web application of that installation."""
    app = create_app(installation)
    app.testing = True
    return app


@pytest.fixture
def served(settings: Settings, clock: Clock) -> Iterator[str]:
    """The address at which the site answers a browser."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        made = put_up(settings_for(settings.home, settings.database_url, base_url=address), clock)
        server = make_server("127.0.0.1", 0, create_app(made), threaded=True, fd=listening.fileno())
        answering = threading.Thread(target=server.serve_forever)
        answering.start()
        yield address
        server.shutdown()
        answering.join()
        server.server_close()
        take_down(made)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    if not CHROMIUM.exists():
        missing("Chromium is not installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield opened
        opened.close()
