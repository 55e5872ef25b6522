"""Whether tokens can stand as they do, and between whose branches they stand."""

import pytest

from casesvc.diagrams.ahead import ahead_of, differing
from casesvc.diagrams.graph import Graph, read_whole
from casesvc.diagrams.markings import Marking, TooManyWays, can_stand, changed_ways
from casesvc.diagrams.normalising import normalise
from casesvc.diagrams.regions import open_regions, same_branches
from casesvc.diagrams.tree import read_diagram
from tests.diagrams.bpmn import chain, choice, diagram, end, flow, fork, node, start, sub_process, user_task
from tests.engine.edits import insert, rename
from tests.engine.moved_shapes import ALL, called_process, some_of_three
from tests.engine.shapes import (
    nested_branches,
    parallel_round_trip,
    reminding_timer,
    straight,
    sub_process_with_timer,
    two_branches,
    two_ends,
)
from tests.engine.standing import Reached, markings_of


def graph(drawn: bytes) -> Graph:
    return read_whole(normalise(read_diagram(drawn)).tree)


@pytest.mark.parametrize("shape", ALL)
def test_wherever_the_engine_comes_to_stand_tokens_can_stand(shape: str) -> None:
    drawn = ALL[shape]()
    read = graph(drawn)
    for case in Reached(drawn, 25).all():
        assert [marking for marking in markings_of(case) if not can_stand(read, marking)] == []


@pytest.mark.parametrize(
    ("drawn", "marking"),
    [
        (straight(), Marking("line", ("a", "b"))),
        (straight(), Marking("line", ("a", "a"))),
        (two_branches(), Marking("line", ("a",))),
        (two_branches(), Marking("line", ("a", "z"))),
        (two_branches(), Marking("line", ("b1",), (("b2", "join"),))),
        (two_branches(), Marking("line", ("b1", "b2"))),
        (two_branches(), Marking("line", (), (("a", "join"),))),
        (nested_branches(), Marking("line", ("b", "d"))),
        (parallel_round_trip(), Marking("line", ("apply", "b"))),
        (some_of_three(), Marking("line", ("a", "z"))),
        (some_of_three(), Marking("line", ("c",), (("c", "join"),))),
        (sub_process_with_timer(), Marking("line", ("sub", "escalated"))),
        (sub_process_with_timer(), Marking("sub", ("i1",))),
        (called_process(), Marking("checking", ("c1", "c2"))),
    ],
)
def test_tokens_cannot_stand_where_no_way_brings_them(drawn: bytes, marking: Marking) -> None:
    assert not can_stand(graph(drawn), marking)


@pytest.mark.parametrize(
    ("drawn", "marking"),
    [
        (two_ends(), Marking("line", ("b",))),
        (two_branches(), Marking("line", ("b2",), (("a", "join"),))),
        (nested_branches(), Marking("line", ("c",), (("a", "j1"), ("b", "j2")))),
        (some_of_three(), Marking("line", ("b",), (("c", "join"),))),
        (reminding_timer(), Marking("line", ("reminded", "z"))),
        (reminding_timer(), Marking("line", ("a", "reminded"))),
    ],
)
def test_tokens_can_stand_where_outcomes_and_events_bring_them(drawn: bytes, marking: Marking) -> None:
    assert can_stand(graph(drawn), marking)


def test_a_search_that_would_take_too_long_is_given_up_and_not_guessed() -> None:
    many = [f"t{number}" for number in range(14)]
    wide = diagram(
        start(), node("inclusiveGateway", "split"), *map(user_task, many), end(), flow("start", "split"),
        *(flow("split", name, f"x > {number}") for number, name in enumerate(many)),
        *(flow(name, "end") for name in many),
    )  # fmt: skip
    with pytest.raises(TooManyWays):
        can_stand(graph(wide), Marking("line", ("t1", "t2")))


def test_only_a_change_of_ways_is_one() -> None:
    old, inserted = graph(two_branches()), graph(insert(two_branches(), "b1_to_b2").diagram)
    assert changed_ways(old, graph(rename(two_branches(), "a").diagram), "line") == ()
    assert changed_ways(old, inserted, "line") == ("b1", "new")


def test_a_region_is_open_while_a_token_is_between_its_split_and_its_join() -> None:
    read = graph(nested_branches())

    def opened(*tokens: str, arrivals: tuple[tuple[str, str], ...] = ()) -> set[str]:
        return set(open_regions(read, Marking("line", tokens, arrivals)))

    assert opened("a", "b", "c") == {"s1", "s2"}
    assert opened("a", "d") == {"s1"}
    assert opened("c", arrivals=(("b", "j2"), ("a", "j1"))) == {"s1", "s2"}
    assert opened("d", arrivals=(("a", "j1"),)) == {"s1"}
    assert opened("z") == set()
    assert set(open_regions(graph(parallel_round_trip()), Marking("line", ("decide",)))) == set()


def test_branches_are_known_by_a_place_that_both_have() -> None:
    a, b, longer, c = frozenset("a"), frozenset("b"), frozenset("an"), frozenset("c")
    assert same_branches((a, b), (longer, b))
    assert same_branches((a, b), (b, a))
    assert same_branches((a, frozenset()), (frozenset(), a))
    assert not same_branches((a, b), (a, c))
    assert not same_branches((a, b), (a, b, c))
    assert not same_branches((a, b), (frozenset("ab"), c))


def test_ahead_lies_what_can_be_reached_and_what_is_inside_of_it() -> None:
    read = graph(sub_process_with_timer())
    assert ahead_of(read, ["escalated"]) == {"escalated", "meet", "z", "end"}
    assert {"sub", "i1", "i3", "late", "escalated", "z"} <= ahead_of(read, ["p"])
    inside = ahead_of(read, ["sub", "i3"])
    assert {"sub", "late", "i3", "se", "z"} <= inside
    assert not {"p", "ss", "i1", "i2"} & inside
    assert {"c1", "c2"} <= ahead_of(graph(called_process()), ["call", "c1"])


def test_event_sub_processes_lie_ahead_of_what_is_around_them_alone() -> None:
    def drawn(*more: object) -> Graph:
        event = node("startEvent", "es", node("messageEventDefinition", None, messageRef="m"))
        off = sub_process(
            "off", event, user_task("close"), end("ee"), *chain("es", "close", "ee"), triggeredByEvent="true"
        )
        inner = (start("s"), user_task("i"), end("e"), *chain("s", "i", "e"), off)
        return graph(
            diagram(
                start(), user_task("a"), sub_process("sub", *inner), user_task("z"), end(),
                *chain("start", "a", "sub", "z", "end"), head=(node("message", "m", name="x"),),
            )
        )  # fmt: skip

    assert "close" in ahead_of(drawn(), ["sub", "i"])
    assert "close" in ahead_of(drawn(), ["a"])
    assert "close" not in ahead_of(drawn(), ["z"])


def test_what_differs_ahead_is_what_runs_otherwise_not_what_is_called_otherwise() -> None:
    old = graph(straight())
    assert differing(old, graph(rename(straight(), "b").diagram), ["a", "b"]) == ()
    assert differing(old, graph(insert(straight(), "a_to_b").diagram), ["a", "b", "new"]) == ("a", "new")


def test_a_join_differs_when_another_side_comes_to_it() -> None:
    def drawn(*more: object) -> Graph:
        parts = (start(), fork("split"), user_task("a"), user_task("b"), fork("join"), end(), choice("g"))
        ways = (*chain("start", "split", "a", "join", "end"), *chain("split", "b", "g", "join"))
        return graph(diagram(*parts, *ways, *more))  # type: ignore[arg-type]

    more = drawn(user_task("c"), flow("split", "c"), flow("c", "join"))
    assert "join" in differing(drawn(), more, ["join"])
