"""Does things at the same moment."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from casesvc.cases.rejection import Rejection

T = TypeVar("T")


def at_once(jobs: Sequence[Callable[[], T]]) -> list[T | Rejection]:
    """Run all jobs from one starting line; a refusal is an answer, any other fault is raised."""
    line = threading.Barrier(len(jobs))

    def run(job: Callable[[], T]) -> T | Rejection:
        line.wait()
        try:
            return job()
        except Rejection as refusal:
            return refusal

    with ThreadPoolExecutor(len(jobs)) as people:
        return list(people.map(run, jobs))
