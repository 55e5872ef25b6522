"""Every element lies on a way from a start to an end, and every loop can be left."""

import pytest

from tests.diagrams.bpmn import (
    Part,
    boundary,
    by_outcome,
    catch,
    chain,
    choice,
    diagram,
    end,
    error,
    error_definition,
    event_sub_process,
    flow,
    fork,
    node,
    on,
    start,
    sub_process,
    timer,
    user_task,
)
from tests.diagrams.findings import beside, errors, inside, line_of, only, through

WAYS = ("unreachable", "no-way-to-end", "loop-without-choice")
AFTER_A_DAY = ("timeDuration", "P1D")


def test_a_node_that_nothing_leads_to_is_found() -> None:
    data = beside(user_task("island"), flow("island", "end"))
    finding = only(data, "unreachable")
    assert (finding.element, finding.line) == ("island", line_of(data, '<bpmn:userTask id="island"'))


def test_a_node_inside_a_sub_process_that_nothing_leads_to_is_found() -> None:
    assert errors(through(inside(user_task("island"), flow("island", "e")))) == [("unreachable", "island")]


def test_a_node_that_leads_to_no_end_is_found() -> None:
    data = diagram(
        start(), choice("g"), user_task("trap"), choice("m"), user_task("trap_2"), end(), *chain("start", "g"),
        flow("g", "end", "x > 1"), flow("g", "m", "x <= 1"), *chain("m", "trap", "trap_2", "m"),
    )  # fmt: skip
    assert {element for code, element in errors(data, ("x",)) if code == "no-way-to-end"} == {"m", "trap", "trap_2"}


def test_what_no_flow_leaves_ends_there() -> None:
    assert errors(diagram(start(), user_task("a"), *chain("start", "a"))) == []
    data = diagram(start(), user_task("a"), end(), *chain("start", "a"))
    assert errors(data) == [("unreachable", "end")]


def test_what_no_flow_enters_begins_at_once_where_there_is_no_start_event() -> None:
    assert errors(diagram(user_task("a"), user_task("b"), end(), *chain("a", "end"), *chain("b", "end"))) == []


def test_the_way_over_a_border_reaches_and_leads() -> None:
    late = boundary("late", "a", timer(*AFTER_A_DAY))
    assert errors(beside(late, user_task("b"), end("f"), *chain("late", "b", "f"))) == []


def test_event_sub_processes_stand_apart() -> None:
    def handler() -> Part:
        return event_sub_process("h", on("error"), user_task("told"), end("h_e"), *chain("h_on", "told", "h_e"))

    assert errors(beside(handler())) == []
    assert errors(through(inside(handler()))) == []


def test_what_is_refused_by_name_is_not_called_unreachable_as_well() -> None:
    undo = (boundary("undo", "a", on("compensate")), user_task("undone", isForCompensation="true"))
    assert not any(code in WAYS for code, _ in errors(beside(*undo)))
    link = node("linkEventDefinition", None, name="there")
    arriving = catch("arrive", link)
    assert not any(code in WAYS for code, _ in errors(beside(arriving, flow("arrive", "end"))))
    loose = node("adHocSubProcess", "loose", user_task("u"), user_task("v"))
    assert not any(code in WAYS for code, _ in errors(through(loose)))


def _again(*parts: Part, back: str) -> bytes:
    """Return a -> b, and from ``back`` to a again."""
    return diagram(start(), user_task("a"), user_task("b"), *parts, *chain("start", "a", "b"), flow(back, "a"))


def test_a_loop_that_nothing_leaves_is_found_once() -> None:
    split = _again(fork("f"), end(), *chain("b", "f", "end"), back="f")
    assert errors(split) == [("loop-without-choice", "a")]
    assert errors(_again(user_task("c"), end(), *chain("b", "c", "end"), back="b")) == [("loop-without-choice", "a")]


@pytest.mark.parametrize(
    "parts",
    [
        (choice("g"), end(), flow("b", "g"), *by_outcome("g", approve="end", **{"return": "a"})),
        (boundary("late", "b", timer(*AFTER_A_DAY)), end(), flow("late", "end")),
        (fork("f"), end("end", on("terminate")), *chain("b", "f", "end")),
        (event_sub_process("h", timer(*AFTER_A_DAY), end("e"), flow("h_on", "e")),),
    ],
    ids=["a gateway", "a border", "an end that stops all", "an event sub-process"],
)
def test_a_loop_is_left_by_a_choice_or_stopped(parts: tuple[Part, ...]) -> None:
    way_back = () if parts[0].get("id") == "g" else (flow("b", "a"),)
    data = diagram(start(), user_task("a"), user_task("b"), *parts, *chain("start", "a", "b"), *way_back)
    assert errors(data) == []


def test_a_loop_in_a_sub_process_is_left_over_its_border() -> None:
    looping = sub_process("sub", start("s"), user_task("u"), user_task("v"), *chain("s", "u", "v", "u"))
    late = boundary("late", "sub", timer(*AFTER_A_DAY))
    assert ("loop-without-choice", "u") in errors(through(looping))
    left = through(looping, late, end("f"), flow("late", "f"))
    assert errors(left) == []


def test_a_loop_of_errors_is_left_where_none_occurs() -> None:
    sub = sub_process("sub", start("s"), user_task("u"), end("x", error_definition("err")), *chain("s", "u", "x"))
    caught = boundary("caught", "sub", error_definition("err"))
    data = diagram(
        start(), sub, caught, end(), *chain("start", "sub", "end"), flow("caught", "sub"), head=(error("err"),)
    )
    assert errors(data) == []
