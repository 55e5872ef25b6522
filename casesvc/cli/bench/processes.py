"""The same work without pages: the journeys alone, and the recorded statements alone, in as many processes."""

import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from casesvc.app import install
from casesvc.catalog.scenarios import ScenarioStep
from casesvc.cli.bench.measured import Measured, side_by_side, together
from casesvc.cli.bench.templates import Template
from casesvc.cli.demo import sample_picture
from casesvc.journeys.play_scenario import Player
from casesvc.settings import Settings
from casesvc.storage.engines import Engines
from casesvc.storage.recording import run_again

Jobs = list[list[Callable[[], object]]]
Cases = Sequence[Sequence[str]]  # by thread


@dataclass(frozen=True)
class Journeys:
    """Officers decide through the journeys."""

    settings: Settings
    steps: tuple[ScenarioStep, ...]
    cases: Cases

    def jobs(self) -> Jobs:
        """Return the jobs of each thread."""
        player = Player(install(self.settings).desk, sample_picture)
        return [
            [partial(player.take, case, step, key=str(uuid4())) for case in mine for step in self.steps]
            for mine in self.cases
        ]


@dataclass(frozen=True)
class Statements:
    """The recorded statements, through SQLAlchemy and nothing else."""

    settings: Settings
    templates: Sequence[Template]
    cases: Cases

    def jobs(self) -> Jobs:
        """Return the jobs of each thread."""
        engines = Engines(self.settings.database_url)
        return [
            [partial(run_again, engines, step, template.names_for(case)) for case in mine for step in template.steps]
            for template, mine in zip(self.templates, self.cases, strict=True)
        ]


def in_processes(parts: Sequence[Journeys] | Sequence[Statements]) -> Measured:
    """Measure parts at the same time, each in a process of its own."""
    context = multiprocessing.get_context("spawn")
    line, results = context.Barrier(len(parts)), context.SimpleQueue()
    processes = [context.Process(target=measure_part, args=(part, line, results)) for part in parts]
    for process in processes:
        process.start()
    found = [results.get() for _ in processes]
    for process in processes:
        process.join()
    return together(found)


def measure_part(part: Journeys | Statements, line: Any, results: Any) -> None:
    """Prepare one part, begin when all are ready, and hand in what was measured."""
    jobs = part.jobs()
    line.wait()
    results.put(side_by_side(jobs))
