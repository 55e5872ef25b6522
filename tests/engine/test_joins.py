"""Joins inside return loops open when all their branches are done, in every round."""

import random

import pytest

from tests.engine.play import play
from tests.engine.shapes import parallel_round_trip


@pytest.mark.parametrize("seed", range(20))
def test_a_join_in_a_loop_opens_only_when_no_branch_is_open(seed: int) -> None:
    chance = random.Random(seed)
    case = play(parallel_round_trip())
    for _ in range(40):
        key = chance.choice(list(case.open))
        case.complete(key, "return" if case.open[key].element == "decide" else None)
        assert case.elements() in (["apply"], ["a", "b"], ["a"], ["b"], ["decide"])
