"""Processes are killed at random moments: nothing acknowledged is lost, nothing is done twice."""

import multiprocessing
import random
from collections import Counter
from collections.abc import Sequence
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from sqlalchemy import func, select

from casesvc.app import Installation
from casesvc.cases.events import TaskDecided, TaskOpened
from casesvc.journeys.desk import Desk
from casesvc.settings import Settings
from casesvc.storage.tables.work import DeliveryRow, RepeatRow
from tests.durability.completing import told, work_until_killed
from tests.durability.relay import assert_proved, waiting

CASES = 6
AT_WORK = 2  # processes
LONGEST = 0.06  # seconds a process goes on after its first completion; a completion takes a few milliseconds
STARTED = 60  # seconds after which a process that did nothing is a fault

Running = tuple[ForkServerProcess, Event]

pytestmark = pytest.mark.slow


def start(settings: Settings, cases: Sequence[str], told_by: Path) -> Running:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.durability.completing"])
    working = context.Event()
    process = context.Process(target=work_until_killed, args=(settings, cases, told_by, working), daemon=True)
    process.start()
    return process, working


def kill(running: Running) -> None:
    """Kill a process at a random moment of its work."""
    process, working = running
    assert working.wait(STARTED)
    process.join(random.SystemRandom().uniform(0, LONGEST))
    process.kill()
    process.join()


def kill_over_and_over(settings: Settings, cases: Sequence[str], folder: Path, kills: int) -> None:
    """Let processes work and kill the longest running, one after the other."""
    running = [start(settings, cases, folder / f"{number}.told") for number in range(AT_WORK)]
    for number in range(kills):
        kill(running.pop(0))
        running.append(start(settings, cases, folder / f"{number + AT_WORK}.told"))
    for last in running:
        kill(last)


def decided(desk: Desk, case: str) -> Counter[str]:
    with desk.database.read() as reading:
        return Counter(entry.event.task for entry in reading.entries(case) if isinstance(entry.event, TaskDecided))


def looks(desk: Desk, case: str) -> int:
    with desk.database.read() as reading:
        return sum(
            isinstance(entry.event, TaskOpened) and entry.event.element == "look" for entry in reading.entries(case)
        )


def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(
    relay: Desk, installation: Installation, settings: Settings, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    kills = request.config.getoption("--kills")
    cases = [waiting(relay, str(number)) for number in range(CASES)]

    kill_over_and_over(settings, cases, tmp_path, kills)

    acknowledged, done = told(tmp_path), {case: decided(relay, case) for case in cases}
    total = sum(count.total() for count in done.values())
    assert len(acknowledged) >= kills
    assert [one for one in acknowledged if done[one.case][one.task] != 1] == []
    assert [(case, task) for case in cases for task, times in done[case].items() if times != 1] == []
    assert total - len(acknowledged) <= kills + AT_WORK  # what a kill cut off between the commit and the word of it
    with installation.engines.reading.connect() as connection:
        keys = {row.key for row in connection.execute(select(RepeatRow.key))}
        messages = connection.execute(select(func.count()).select_from(DeliveryRow)).scalar_one()
    assert {one.key for one in acknowledged} <= keys
    assert len(keys) == total + 2 * CASES  # each case was started and handed in
    assert messages == sum(looks(relay, case) for case in cases) + CASES
    for case in cases:
        assert_proved(relay, case)
