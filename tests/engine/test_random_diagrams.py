"""Random processes of nested branches, loops, panels, levels and sub-processes stand where an oracle says."""

import random

import pytest

from casesvc.diagrams.check import check_diagram
from tests.engine.blocks import Reviewed, Together
from tests.engine.play import play
from tests.engine.random_blocks import all_blocks, draw, random_block, words_of
from tests.engine.special_blocks import Enclosed, Levels, Panel, Timed

STEPS = 40


@pytest.mark.parametrize("seed", range(80))
def test_a_random_process_stands_where_the_oracle_says_after_every_step(seed: int) -> None:
    chance = random.Random(seed)
    block = random_block(chance, depth=3)
    words = words_of(block)
    drawn = draw(block)
    assert [f for f in check_diagram(drawn) if f.severity == "error"] == []
    case = play(drawn)
    done = block.begin()
    for _ in range(STEPS):
        assert case.elements() == ([] if done else sorted(block.open()))
        assert (case.ended == "end") is done
        assert sorted(key.partition("#")[0] for key in case.timers) == ([] if done else sorted(block.timers()))
        if done:
            break
        key = chance.choice(sorted([*case.open, *case.timers]))
        if key in case.timers:
            case.fire(key)
            done = block.fire(key.partition("#")[0])
            continue
        element = case.open[key].element
        said = chance.choices(("approve", "return"), (3, 1))[0] if element in words else None
        case.complete(key, said)
        done = block.complete(element, said)
    assert len(case.last.snapshot) <= 12_000


def test_the_random_processes_hold_every_kind_of_block() -> None:
    kinds = {type(block) for seed in range(80) for block in all_blocks(random_block(random.Random(seed), depth=3))}
    assert {Together, Reviewed, Panel, Levels, Enclosed, Timed} <= kinds
