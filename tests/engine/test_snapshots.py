"""Snapshots: the same inputs give the same bytes, and age costs nothing."""

import json
import logging
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from casesvc.cases.step import Facts, StepFailed
from casesvc.engine import Engine
from casesvc.engine.definitions import parse
from casesvc.engine.facts import FactsEnvironment, script_engine
from casesvc.engine.snapshots import dump, load
from tests.engine.play import ENGINE, Play, play, weekdays
from tests.engine.shapes import SHAPES, both_timers_in_a_loop, parallel_round_trip, return_loop, return_out_of_parallel


def _round_of_review(case: Play) -> None:
    case.complete("apply")
    case.complete("review", "return")


def _round_of_two(case: Play) -> None:
    for element in ("apply", "b", "a"):
        case.complete(element)
    case.complete("decide", "return")


def _round_of_errors(case: Play) -> None:
    case.complete("apply")
    case.complete("a", "approve")
    case.complete("b", "return")


def _round_of_timers(case: Play) -> None:
    case.complete("apply")
    case.fire(next(key for key in case.timers if key.startswith("remind")))
    case.complete("review", "return")


@pytest.mark.row("ZG-044")
@pytest.mark.parametrize(
    ("drawn", "once_around"),
    [
        (return_loop, _round_of_review),
        (parallel_round_trip, _round_of_two),
        (return_out_of_parallel, _round_of_errors),
        (both_timers_in_a_loop, _round_of_timers),
    ],
)
def test_the_thousandth_step_keeps_no_more_than_the_tenth(
    drawn: Callable[[], bytes], once_around: Callable[[Play], None]
) -> None:
    case = play(drawn())
    sizes = {}
    while len(case.steps) < 1000:
        once_around(case)
        sizes[len(case.steps)] = len(re.sub(rb"\d+", b"0", case.last.snapshot))
        case.steps[:-1] = [None] * (len(case.steps) - 1)  # type: ignore[list-item]
    tenth = next(size for steps, size in sizes.items() if steps >= 10)
    assert sizes[max(sizes)] == tenth
    assert len(case.last.snapshot) <= tenth + 3 * 20  # numbers per element have grown by three digits at most


def _played(shape: str, seed: int) -> list[bytes]:
    chance = random.Random(seed)
    drawn = SHAPES[shape]()
    outcomes = parse(drawn).outcomes
    case = play(drawn, levels=2)
    for _ in range(10):
        choices = sorted([*case.open, *case.timers])
        if not choices:
            break
        key = chance.choice(choices)
        if key in case.timers:
            case.fire(key)
        else:
            words = outcomes[case.open[key].element]
            case.complete(key, chance.choice(words) if words else None)
    return [step.snapshot for step in case.steps]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("shape", SHAPES)
def test_two_replays_of_the_same_inputs_are_equal_to_the_byte(shape: str, seed: int) -> None:
    assert _played(shape, seed) == _played(shape, seed)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_snapshot_is_small_plain_and_free_of_the_librarys_ids_and_times(shape: str) -> None:
    for snapshot in _played(shape, 7):
        assert len(snapshot) <= 12_000
        envelope = json.loads(snapshot)
        assert json.dumps(envelope, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() == snapshot
        assert set(envelope) == {"format", "library", "counters", "variables", "ended", "trees"}
        assert not re.search(rb"[0-9a-f]{8}-[0-9a-f]{4}|typename|\d{9}", snapshot)


_ELSEWHERE = """
from hashlib import sha256
from tests.engine.shapes import SHAPES
from tests.engine.test_snapshots import _played
print(sha256(b"".join(snapshot for shape in SHAPES for snapshot in _played(shape, 5))).hexdigest())
"""


def test_the_bytes_do_not_depend_on_the_program_that_made_them() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", _ELSEWHERE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_the_library_does_not_report_its_own_ids_and_times(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    _played("two_branches", 1)
    assert [record.name for record in caplog.records if record.name.startswith("spiff")] == []


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_loaded_from_a_snapshot_is_what_was_written(shape: str) -> None:
    definition = parse(SHAPES[shape]())
    for snapshot in _played(shape, 11):
        assert dump(load(snapshot, definition, script_engine(FactsEnvironment(Facts(), {})))) == snapshot


@pytest.mark.parametrize("shape", SHAPES)
def test_a_case_goes_on_in_another_program_at_every_step(shape: str) -> None:
    chance = random.Random(shape)
    drawn = SHAPES[shape]()
    outcomes = parse(drawn).outcomes
    case, other = play(drawn, levels=2), Play(drawn, {"levels": 2}, Engine(weekdays)).begin()
    for _ in range(10):
        other.engine = Engine(weekdays)
        choices = sorted([*case.open, *case.timers])
        if not choices:
            break
        key = chance.choice(choices)
        for each in (case, other):
            if key in each.timers:
                each.fire(key)
            else:
                words = outcomes[each.open[key].element]
                each.complete(key, words[0] if words else None)
        assert other.snapshot == case.snapshot


def test_a_sub_process_that_is_over_leaves_nothing_in_the_snapshot() -> None:
    case = play(return_out_of_parallel())
    case.complete("apply")
    assert len(json.loads(case.last.snapshot)["trees"]) == 2
    case.complete("a", "approve")
    case.complete("b", "approve")
    assert case.elements() == ["z"]
    assert len(json.loads(case.last.snapshot)["trees"]) == 1


def test_a_snapshot_that_lost_a_token_is_noticed_before_the_case_waits_for_ever() -> None:
    case = play(SHAPES["two_branches"]())
    envelope = json.loads(case.last.snapshot)
    for task in envelope["trees"][0]["tasks"]:
        if task[0] == "b1":
            task[1:] = [256, task[2]]
    case.snapshot = json.dumps(envelope).encode()
    with pytest.raises(StepFailed) as failed:
        case.complete("a")
    assert (failed.value.code, failed.value.element) == ("stuck", "join")


def test_a_snapshot_of_another_format_or_library_is_not_guessed_at() -> None:
    case = play(return_loop())
    envelope = json.loads(case.last.snapshot)
    for key, value in (("format", 99), ("library", "0.0.1")):
        case.snapshot = json.dumps({**envelope, key: value}).encode()
        with pytest.raises(StepFailed) as failed:
            case.complete("apply#1")
        assert failed.value.code == "snapshot-format"


def test_a_snapshot_of_another_diagram_is_refused() -> None:
    other = play(return_loop())
    case = Play(SHAPES["two_branches"](), engine=ENGINE, snapshot=other.snapshot, open=dict(other.open))
    with pytest.raises(StepFailed) as failed:
        case.complete("apply#1")
    assert failed.value.code == "snapshot-mismatch"
