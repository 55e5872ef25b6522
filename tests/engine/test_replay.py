"""Recorded inputs, fed to a fresh engine on the recorded diagram, give the recorded outputs."""

import random

import pytest

from casesvc.engine import Engine
from casesvc.engine.definitions import parse
from tests.engine.play import Play, play, weekdays
from tests.engine.shapes import SHAPES


def _played(shape: str, seed: int) -> Play:
    chance = random.Random(f"{shape} {seed}")
    case = play(SHAPES[shape](), levels=2)
    outcomes = parse(case.diagram).outcomes
    while (choices := [*case.open, *case.timers]) and len(case.steps) < 15:
        key = chance.choice(choices)
        if key in case.timers:
            case.fire(key)
        else:
            words = outcomes[case.open[key].element]
            case.complete(key, chance.choice(words) if words else None)
    return case


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("shape", SHAPES)
def test_a_history_replays_to_the_byte_whatever_the_order_of_its_branches(shape: str, seed: int) -> None:
    recorded = _played(shape, seed)
    engine, snapshot = Engine(weekdays), None
    for given, facts, step in recorded.recorded:
        again = engine.step(
            diagram=recorded.diagram, digest=shape, snapshot=snapshot, given=given, facts=facts, now=recorded.now
        )
        assert again == step
        snapshot = again.snapshot
