"""Threads share one parsed definition and nothing else."""

import sys
from concurrent.futures import ThreadPoolExecutor

from casesvc.engine import Engine
from tests.diagrams.bpmn import levels_diagram
from tests.engine.play import Play, weekdays
from tests.engine.shapes import parallel_instances_until_return


def _case(engine: Engine, number: int) -> tuple[str | None, bytes]:
    case = Play(levels_diagram(), {"competent_units": ["a", "b"], "levels": 2}, engine).begin()
    case.complete("apply")
    for element in ("unit", "competent", "competent", "province"):
        case.complete(element, "approve")
    case.complete("result", "granted" if number % 2 else "not-granted")
    return case.ended, case.last.snapshot


def _instances(engine: Engine, number: int) -> list[str]:
    case = Play(parallel_instances_until_return(), {}, engine).begin()
    case.complete("p")
    for key in ("m#2", "m#4", "m#1"):
        case.complete(key, "approve")
    case.complete("m#3", "return" if number % 2 else "approve")
    return case.elements()


def test_cases_that_share_a_fresh_definition_do_not_disturb_each_other() -> None:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for engine in (Engine(weekdays) for _ in range(5)):
            with ThreadPoolExecutor(4) as pool:
                ends = list(pool.map(_case, [engine] * 12, range(12)))
                stands = list(pool.map(_instances, [engine] * 12, range(12)))
            assert [end for end, _ in ends] == ["not_granted", "granted"] * 6
            assert len(set(ends)) == 2
            assert stands == [["z"], ["correct"]] * 6
    finally:
        sys.setswitchinterval(interval)
