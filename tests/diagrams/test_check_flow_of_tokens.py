"""Errors nobody catches, joins that wait for ever, ways that meet without a join."""

from casesvc.diagrams.check import check_diagram
from tests.diagrams.bpmn import (
    boundary,
    chain,
    choice,
    diagram,
    end,
    error,
    error_definition,
    flow,
    fork,
    node,
    start,
    timer,
    user_task,
)
from tests.diagrams.findings import errors


def test_an_error_that_nobody_catches_is_found() -> None:
    data = diagram(
        start(), choice("g"), end("lost", error_definition("returned")), end(), *chain("start", "g"),
        flow("g", "lost", "x > 1"), flow("g", "end", "x < 1"), head=(error("returned"),),
    )  # fmt: skip
    assert ("error-uncaught", "lost") in errors(data, ("x",))


def test_errors_that_are_not_declared_or_caught_twice_or_on_a_task_are_found() -> None:
    inside = (start("s"), user_task("u"), end("e", error_definition("r")), *chain("s", "u", "e"))
    data = diagram(
        start(), node("subProcess", "sub", *inside), boundary("one", "sub", error_definition("r")),
        boundary("two", "sub", error_definition("r")), boundary("three", "sub", error_definition("nobody")),
        user_task("a"), boundary("four", "a", error_definition("r")), end(), choice("m"),
        *chain("start", "sub", "a", "m", "end"), *(flow(name, "m") for name in ("one", "two", "three", "four")),
        head=(error("r"),),
    )  # fmt: skip
    found = set(errors(data))
    assert {("error-caught-twice", "two"), ("unknown-reference", "three"), ("not-supported", "four")} <= found


def test_a_join_that_can_wait_for_ever_is_found() -> None:
    data = diagram(
        start(), choice("g"), user_task("a"), user_task("b"), fork("join"), end(), *chain("start", "g"),
        flow("g", "a", "x > 1"), flow("g", "b", "x < 1"), *chain("a", "join", "end"), flow("b", "join"),
    )  # fmt: skip
    assert errors(data, ("x",)) == [("join-may-wait", "join")]


def test_parallel_ways_that_meet_without_a_join_are_found() -> None:
    data = diagram(
        start(), fork("split"), user_task("a"), user_task("b"), choice("m"), user_task("z"), end(),
        *chain("start", "split", "a", "m", "z", "end"), *chain("split", "b", "m"),
    )  # fmt: skip
    assert errors(data) == [("meets-without-join", "m")]


def test_a_reminder_that_runs_into_its_own_end_is_fine() -> None:
    data = diagram(
        start(), user_task("a"), boundary("remind", "a", timer("timeDuration", "P1D"), interrupting=False),
        user_task("reminded"), end(), end("end_2"), *chain("start", "a", "end"), *chain("remind", "reminded", "end_2"),
    )  # fmt: skip
    assert check_diagram(data) == ()
