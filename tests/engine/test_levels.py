"""Level after level with returns: the recommended chain against an oracle that knows no BPMN."""

import random

import pytest

from casesvc.diagrams.check import check_diagram
from tests.diagrams.bpmn import levels_diagram
from tests.engine.play import play

Way = list[tuple[str, int]]


def _oracle(levels: int, words: list[str]) -> tuple[Way, str]:
    """Return the tasks that must come up, with their level, and the end, for reviewers who say ``words`` in turn."""
    chain = [("unit", 0), *(("competent", level) for level in range(levels)), ("province", 0)]
    way: Way = [("apply", 0)]
    said = iter(words)
    position = 0
    while position < len(chain):
        way.append(chain[position])
        match next(said):
            case "approve":
                position += 1
            case "return":
                way.append(("correct", 0))
                position = 0
            case _:
                return way, "terminated"
    return [*way, ("result", 0)], "granted"


def _words(chance: random.Random, levels: int) -> list[str]:
    words: list[str] = []
    for _ in range(chance.choice((0, 1, 3, 6))):
        words += ["approve"] * chance.randint(0, levels + 1) + ["return"]
    if chance.random() < 0.3:
        return [*words, *["approve"] * chance.randint(0, levels + 1), "terminate"]
    return words + ["approve"] * (levels + 2)


def test_the_recommended_chain_has_nothing_to_find() -> None:
    assert check_diagram(levels_diagram()) == ()


@pytest.mark.row("JL-047")
@pytest.mark.parametrize("levels", range(5))
@pytest.mark.parametrize("seed", range(10))
def test_every_level_is_asked_in_turn_and_a_return_begins_again(levels: int, seed: int) -> None:
    words = _words(random.Random(f"{levels} {seed}"), levels)
    expected, end = _oracle(levels, words)
    case = play(levels_diagram(), competent_units=[f"u{n}" for n in range(levels)], levels=levels)
    said = iter(words)
    way = []
    while case.ended is None:
        (task,) = case.open.values()
        way.append((task.element, task.index))
        word = next(said) if task.element in ("unit", "competent", "province") else None
        case.complete(task.task, "granted" if task.element == "result" else word)
        assert len(case.last.snapshot) <= 12_000
    assert (way, case.ended) == (expected, end)


def test_occurrences_are_numbered_by_opening_of_the_element() -> None:
    case = play(levels_diagram(), competent_units=["county", "city"], levels=2)
    case.complete("apply#1")
    case.complete("unit#1", "approve")
    case.complete("competent#1", "return")
    case.complete("correct#1")
    case.complete("unit#2", "approve")
    assert [(o.task, o.index) for o in case.last.opened] == [("competent#2", 0)]
    case.complete("competent#2", "approve")
    assert [(o.task, o.index) for o in case.last.opened] == [("competent#3", 1)]
