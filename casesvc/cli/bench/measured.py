"""What was measured: how many completions in how long, and how long each took; and what the disk does meanwhile."""

import os
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SYNC_SECONDS = 1.0
WARM = 5  # jobs before the measuring: one case
PAGE = b"\0" * 4096


@dataclass(frozen=True)
class Measured:
    """Completions between ``begun`` and ``ended`` (monotonic seconds), and the seconds each took."""

    begun: float
    ended: float
    took: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Completions a second."""
        return len(self.took) / (self.ended - self.begun)

    def milliseconds(self, share: float) -> float:
        """Return the time within which ``share`` of the completions were through."""
        ordered = sorted(self.took)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def together(parts: Sequence[Measured]) -> Measured:
    """Return what several measured at the same time, e.g. processes."""
    took = tuple(seconds for part in parts for seconds in part.took)
    return Measured(min(part.begun for part in parts), max(part.ended for part in parts), took)


def side_by_side(workers: Sequence[Sequence[Callable[[], object]]]) -> Measured:
    """Run the jobs of each worker in a thread of its own, one after the other, the first few before the measuring.

    A job that raises ends the measuring.
    """
    took: list[list[float]] = [[] for _ in workers]
    faults: list[BaseException] = []
    line = threading.Barrier(len(workers) + 1)

    def work(number: int) -> None:
        try:
            for job in workers[number][:WARM]:
                job()
            line.wait()
            for job in workers[number][WARM:]:
                begun = time.monotonic()
                job()
                took[number].append(time.monotonic() - begun)
        except BaseException as fault:
            faults.append(fault)
            line.abort()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(workers))]
    for thread in threads:
        thread.start()
    with suppress(threading.BrokenBarrierError):
        line.wait()
    begun = time.monotonic()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return Measured(begun, time.monotonic(), tuple(seconds for one in took for seconds in one))


def disk_syncs(folder: Path) -> float:
    """Return how many times a second a page can be made durable in ``folder``."""
    count, until = 0, time.monotonic() + SYNC_SECONDS
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        while time.monotonic() < until:
            os.pwrite(file.fileno(), PAGE, 0)
            os.fdatasync(file.fileno())
            count += 1
    return count / SYNC_SECONDS
