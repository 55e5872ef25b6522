"""Whoever answers first, several reviewers end where the diagram says."""

from itertools import permutations, product

import pytest

from casesvc.cases.step import StepFailed
from casesvc.diagrams.check import check_diagram
from tests.diagrams.bpmn import chain, choice, diagram, end, flow, fork, multi, start, user_task
from tests.engine.play import play

WORDS = ("approve", "return", "terminate")


def _sum(reviewers: tuple[str, ...], word: str) -> str:
    return " + ".join(f"count('{name}', '{word}')" for name in reviewers)


def _ways(reviewers: tuple[str, ...], everybody: int) -> tuple[object, ...]:
    returned, terminated = _sum(reviewers, "return"), _sum(reviewers, "terminate")
    return (
        flow("after", "granted", f"{_sum(reviewers, 'approve')} == {everybody}"),
        flow("after", "returned", f"{returned} > 0 and {terminated} == 0"),
        flow("after", "terminated", f"{terminated} > 0"),
    )


ENDS = (choice("after"), end("granted"), end("returned"), end("terminated"))


def _branches(reviewers: tuple[str, ...]) -> bytes:
    return diagram(
        start(), fork("split"), *(user_task(name) for name in reviewers), fork("join"), *ENDS,
        *chain("start", "split"), *(each for name in reviewers for each in chain("split", name, "join")),
        *chain("join", "after"), *_ways(reviewers, len(reviewers)),
    )  # fmt: skip


def _instances(many: int, until: str | None = None) -> bytes:
    return diagram(
        start(), user_task("m", multi(many=str(many), until=until)), *ENDS,
        *chain("start", "m", "after"), *_ways(("m",), many),
    )  # fmt: skip


def _expected(said: tuple[str, ...]) -> str:
    return "terminated" if "terminate" in said else "returned" if "return" in said else "granted"


@pytest.mark.row("JL-049")
@pytest.mark.parametrize("reviewers", [("a", "b"), ("a", "b", "c")])
def test_reviewers_on_branches_end_the_same_way_in_every_order(reviewers: tuple[str, ...]) -> None:
    drawn = _branches(reviewers)
    assert check_diagram(drawn) == ()
    for said in product(WORDS, repeat=len(reviewers)):
        for order in permutations(zip(reviewers, said, strict=True)):
            case = play(drawn)
            for name, word in order:
                case.complete(name, word)
            assert case.ended == _expected(said), order


@pytest.mark.parametrize("many", [2, 3])
def test_instances_that_must_all_agree_end_the_same_way_in_every_order(many: int) -> None:
    drawn = _instances(many)
    assert check_diagram(drawn) == ()
    for said in product(WORDS, repeat=many):
        for order in permutations(range(1, many + 1)):
            case = play(drawn)
            for number in order:
                case.complete(f"m#{number}", said[number - 1])
            assert case.ended == _expected(said), (order, said)


def test_the_first_return_withdraws_the_other_reviewers() -> None:
    drawn = diagram(
        start(), user_task("m", multi(many="3", until="outcome == 'return'")), choice("after"), end("granted"),
        end("returned"), *chain("start", "m", "after"), flow("after", "granted", "all('m', 'approve')"),
        flow("after", "returned", "count('m', 'return') == 1"),
    )  # fmt: skip
    assert check_diagram(drawn) == ()
    for said in product(("approve", "return"), repeat=3):
        for order in permutations((1, 2, 3)):
            case = play(drawn)
            spoken = []
            for number in order:
                if case.ended is None:
                    spoken.append(f"m#{number}")
                    case.complete(f"m#{number}", said[number - 1])
            assert case.ended == ("returned" if "return" in said else "granted")
            assert set(case.last.withdrawn) == {"m#1", "m#2", "m#3"} - set(spoken)


def test_two_of_three_decide_and_the_third_is_not_asked_any_more() -> None:
    share = "count('m', 'approve') >= 2 or count('m', 'return') >= 2"
    drawn = diagram(
        start(), user_task("m", multi(many="3", until=share)), choice("after"), end("granted"), end("returned"),
        *chain("start", "m", "after"), flow("after", "granted", "count('m', 'approve') >= 2"),
        flow("after", "returned", "count('m', 'return') >= 2"),
    )  # fmt: skip
    assert check_diagram(drawn) == ()
    for said in product(("approve", "return"), repeat=3):
        for order in permutations((1, 2, 3)):
            case = play(drawn)
            for number in order:
                if case.ended is None:
                    case.complete(f"m#{number}", said[number - 1])
            spoken = [said[int(key.removeprefix("m#")) - 1] for key in map("m#{}".format, order)]
            first_to_two = next(w for i in (2, 3) for w in ("approve", "return") if spoken[:i].count(w) >= 2)
            assert case.ended == ("granted" if first_to_two == "approve" else "returned")
            assert case.open == {}


@pytest.mark.parametrize("drawn", [_branches(("a", "b", "c")), _instances(3)], ids=["branches", "instances"])
@pytest.mark.parametrize("silent", [0, 1, 2])
def test_a_completion_without_a_word_never_goes_on(drawn: bytes, silent: int) -> None:
    case = play(drawn)
    for number, key in enumerate(sorted(case.open)):
        if number != silent:
            case.complete(key, "approve")
    left = next(iter(case.open))
    with pytest.raises(StepFailed) as failed:
        case.complete(left)
    assert failed.value.code == "outcome-missing"
    assert list(case.open) == [left]


def test_a_word_that_the_diagram_does_not_name_never_goes_on() -> None:
    case = play(_branches(("a", "b")))
    with pytest.raises(StepFailed) as failed:
        case.complete("a", "agree")
    assert (failed.value.code, failed.value.element) == ("outcome-unknown", "a")
