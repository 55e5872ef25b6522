"""``casesvc bench engine``: steps a second and what age does to a step, beside the library alone in memory."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median
from typing import Any

import click

from casesvc.cases.step import Facts
from casesvc.cli.bench.engine_diagrams import return_loop, twenty_tasks
from casesvc.engine import Engine
from casesvc.engine.bare import BareProcess
from casesvc.journeys.play_diagram import PlayedCase
from casesvc.outside.holidays import ChineseHolidays

NOW = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
FACTS = {"again": False, "first": True, "second": True}
AGES = (10, 100, 1_000, 10_000)  # steps
SAMPLES = 200
ROUNDS = 5  # measurements of each kind, taken in turn so that both see the same machine


@click.command()
@click.option("--cases", default=60, show_default=True, help="Cases of twenty tasks in each of the measurements.")
def engine(cases: int) -> None:
    """Measure load, step, prune and dump in processor seconds; nothing is written anywhere."""
    ours, library = rates(cases)
    click.echo(f"{'twenty tasks, start to end':<44}{'steps/s':>10}{'share':>8}")
    click.echo(f"{'load, step, prune and dump':<44}{ours:>10.0f}{ours / library:>8.2f}")
    click.echo(f"{'the library alone, in memory':<44}{library:>10.0f}{1:>8.2f}")
    took, sizes = ageing()
    for age in AGES:
        ratio = took[age] / took[AGES[0]]
        click.echo(f"{f'a step of a loop, {age} steps old':<44}{took[age]:>7.3f} ms{ratio:>8.2f}{sizes[age]:>8} bytes")


def rates(cases: int) -> tuple[float, float]:
    """Return the median steps a second of the engine and of the bare library, on the process of twenty tasks."""
    found, bare, diagram = Engine(ChineseHolidays().is_working_day), BareProcess(twenty_tasks()), twenty_tasks()
    ours, library = list[float](), list[float]()
    through(found, diagram)
    for _ in range(ROUNDS):
        ours.append(_rate(lambda: sum(through(found, diagram) for _ in range(cases))))
        library.append(_rate(lambda: sum(bare.run(Facts(FACTS), 100) for _ in range(cases))))
    return median(ours), median(library)


def through(found: Engine, diagram: bytes) -> int:
    """Play one case from start to end; return its steps."""
    case = PlayedCase(found, diagram, NOW, dict(FACTS))
    case.start()
    while case.open:
        case.complete(next(iter(case.open)))
    return len(case.steps)


def ageing() -> tuple[dict[int, float], dict[int, int]]:
    """Return by age the least milliseconds of a step in a case that goes round, and the size of its snapshot.

    A copy of the case is kept at each age; then all copies take a step in turn, so that all see the same machine.
    """
    case = PlayedCase(Engine(ChineseHolidays().is_working_day), return_loop(), NOW, {"again": True})
    case.start()
    kept: dict[int, PlayedCase] = {}
    for step in range(AGES[-1] + 1):
        if step in AGES:
            kept[step] = replace(case, open=dict(case.open), timers=dict(case.timers), rounds={}, steps=[])
        _step(case)
    took = {age: min(times) for age, times in zip(kept, zip(*_in_turn(kept), strict=True), strict=True)}
    return took, {age: len(aged.snapshot or b"") for age, aged in kept.items()}


def _in_turn(kept: Mapping[int, PlayedCase]) -> Iterator[list[float]]:
    for _ in range(SAMPLES):
        yield [1000 * _step(aged) for aged in kept.values()]


def _step(case: PlayedCase) -> float:
    """Complete the first open task; return the processor seconds it took."""
    case.steps.clear()
    begun = time.process_time()
    case.complete(next(iter(case.open)))
    return time.process_time() - begun


def _rate(work: Any) -> float:
    begun = time.process_time()
    done: int = work()
    return done / (time.process_time() - begun)
