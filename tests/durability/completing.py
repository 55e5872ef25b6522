"""A process that completes tasks until it is killed, writing down each completion it was told of."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path
from uuid import uuid4

from casesvc.cases.rejection import Rejection
from casesvc.settings import Settings
from tests.durability.relay import complete, state
from tests.furnished import put_up


@dataclass(frozen=True)
class Told:
    """One completion that somebody was told of."""

    case: str
    task: str
    key: str


def work_until_killed(settings: Settings, cases: Sequence[str], acknowledged: Path, working: Event) -> None:
    """Complete whatever is open, over and over; ``working`` is set once the first completion is through."""
    desk = put_up(settings).desk
    choose = random.SystemRandom()
    with acknowledged.open("a") as out:
        while True:
            case, key = choose.choice(cases), str(uuid4())
            task = next(iter(state(desk, case).tasks))
            try:
                complete(desk, case, task, key=key)
            except Rejection as refusal:
                if refusal.code != "task-done":
                    raise
                continue
            out.write(f"{case} {task} {key}\n")
            out.flush()
            working.set()


def told(folder: Path) -> list[Told]:
    """Return all that was acknowledged; a line cut off by a kill was not."""
    lines = [line for file in sorted(folder.glob("*.told")) for line in file.read_text().splitlines(keepends=True)]
    return [Told(*line.split()) for line in lines if line.endswith("\n")]
