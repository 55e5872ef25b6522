"""Every shape, small edits of it, any standing: blocked by name, or from then on as if begun on the new diagram."""

import random

import pytest

from casesvc.cases.move import Blocked, Keeps, Moves
from casesvc.cases.step import Step, StepFailed
from casesvc.engine import Engine
from casesvc.engine.snapshots import dump
from casesvc.journeys.play_diagram import PlayedCase
from tests.engine.edits import Edit, some_edits
from tests.engine.moved_shapes import ALL
from tests.engine.play import weekdays
from tests.engine.standing import (
    Reached,
    attempt,
    copy_of,
    finish,
    kept,
    move,
    plan,
    running,
    same_choices,
    stands,
)

EDITS, STANDINGS = 14, 4  # of each shape, and of each edit
SEARCHED = 40


@pytest.mark.parametrize("shape", ALL)
def test_a_case_is_blocked_by_name_or_goes_on_as_one_that_was_begun_on_the_new_diagram(shape: str) -> None:
    chance, drawn = random.Random(shape), ALL[shape]()
    cases = Reached(drawn, SEARCHED).all()
    tried = compared = 0
    for edit in some_edits(drawn, EDITS, chance):
        fresh, elsewhere = Reached(edit.diagram, SEARCHED), Engine(weekdays)
        for case in chance.sample(cases, min(STANDINGS, len(cases))):
            tried += 1
            compared += moves_rightly(case, edit, fresh, elsewhere, chance)
    assert tried >= 28  # 1,246 of all shapes, 895 of them compared
    assert compared >= 12


def moves_rightly(case: PlayedCase, edit: Edit, fresh: Reached, elsewhere: Engine, chance: random.Random) -> bool:
    """Return whether the case could be compared with one that was begun on the new diagram."""
    planned = plan(case.diagram, edit.diagram, case.snapshot)
    if isinstance(planned, Blocked):
        refuses(case, edit, planned)
        return False
    moved, step = move(case, edit.diagram)
    nothing_is_lost(case, moved, step)
    assert move(case, edit.diagram, elsewhere)[1] == step
    assert isinstance(planned, Moves) or (step.timers_started, step.timers_stopped) == ((), ())
    other = fresh.at(stands(moved))
    assert other is not None or isinstance(planned, Keeps), f"{edit.name}: nobody can come to stand so"
    if other is not None:
        goes_the_same_way(copy_of(moved), copy_of(other), chance)
    assert finish(moved) is not None, f"{edit.name} {sorted(edit.touched)}: does not end"
    return other is not None


def refuses(case: PlayedCase, edit: Edit, planned: Blocked) -> None:
    named = {reason.element for reason in planned.reasons}
    assert named & edit.touched, f"{edit.name} {sorted(edit.touched)}: {planned.reasons}"
    assert all("，" in reason.message for reason in planned.reasons)
    before = case.snapshot
    with pytest.raises(StepFailed) as failed:
        move(case, edit.diagram)
    assert (failed.value.code, failed.value.element) == ("move-blocked", planned.reasons[0].element)
    assert case.snapshot == before


def nothing_is_lost(case: PlayedCase, moved: PlayedCase, step: Step) -> None:
    """The snapshot loads on a diagram parsed anew, and holds what was open under the keys it had."""
    assert dump(running(moved)) == step.snapshot == moved.snapshot
    gone = {*step.timers_stopped, *step.unsubscribed}
    come = {*(t.timer for t in step.timers_started), *(s.event for s in step.subscribed)}
    keys = {key for key, _, _ in kept(case) if "#" in key}
    assert {key for key, _, _ in kept(moved) if "#" in key} == (keys - gone) | come
    assert not keys & come
    assert {*moved.open, *moved.timers, *moved.events} == (keys - gone) | come
    assert (step.opened, step.withdrawn, step.thrown, step.travelled, step.ended) == ((), (), (), (), None)


def goes_the_same_way(moved: PlayedCase, other: PlayedCase, chance: random.Random) -> None:
    other.rounds = {name: dict(counts) for name, counts in moved.rounds.items()}
    for _ in range(8):
        possible = [] if moved.ended is not None else same_choices(moved, other)
        if not possible:
            break
        ours, theirs = chance.choice(possible)
        assert attempt(moved, ours) == attempt(other, theirs)
    assert stands(moved) == stands(other)
