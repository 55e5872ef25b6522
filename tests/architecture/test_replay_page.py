"""The verifier that docs/replay.md gives to auditors agrees with ours, and sees a change."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from casesvc.journeys.start_case import start_case
from casesvc.journeys.verify_case import verify_case
from tests.architecture.source import ROOT
from tests.furnished import Clock, a_sqlite, put_up, settings_for, take_down

Verifier = Callable[[sqlite3.Connection, str], tuple[int, str]]
PERSON = "lin-wan"


@pytest.fixture
def last_digest() -> Verifier:
    """The function of the page."""
    page = (ROOT / "docs" / "replay.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert code is not None
    names: dict[str, Verifier] = {}
    exec(code[1], names)  # noqa: S102 - the code of our own page, to keep it true
    return names["last_digest"]


@pytest.fixture
def case(run_folder: Path, tmp_path: Path) -> str:
    """A case that has begun, in a SQLite database in ``tmp_path``."""
    installation = put_up(settings_for(tmp_path, a_sqlite(run_folder, tmp_path)), Clock())
    with installation.database.read() as reading:
        unit = reading.parties.person(PERSON).units[0]
    started = start_case(
        installation.desk, person=PERSON, line="talent-tiers", notice="2026-q4", unit=unit, key="one"
    ).case
    assert verify_case(installation.desk, case=started).broken is None
    take_down(installation)
    return started


@pytest.fixture
def database(case: str, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The database of that case, opened without our code."""
    with closing(sqlite3.connect(tmp_path / "casesvc.sqlite")) as opened:
        yield opened


def test_it_finds_the_length_and_the_last_digest_that_are_kept(
    database: sqlite3.Connection, case: str, last_digest: Verifier
) -> None:
    kept = database.execute("SELECT seq, digest FROM case_now WHERE case_id = ?", (case,)).fetchone()

    assert last_digest(database, case) == kept
    assert kept[0] >= 3


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE case_event SET actor = 'somebody-else' WHERE seq = 2",
        "UPDATE case_event SET at = '2026-11-19 02:00:00.000000' WHERE seq = 1",
        "UPDATE case_event SET payload_digest = previous WHERE seq = 2",
        "DELETE FROM case_event WHERE seq = 2",
    ],
)
def test_it_sees_a_change(database: sqlite3.Connection, case: str, last_digest: Verifier, change: str) -> None:
    database.execute(change)

    with pytest.raises(ValueError, match="step"):
        last_digest(database, case)
