"""Call activities, loops and instances of sub-processes."""

from lxml import etree

from casesvc.diagrams.linking import link
from casesvc.diagrams.tree import read_diagram
from casesvc.journeys.play_diagram import PlayedCase
from tests.diagrams.bpmn import (
    boundary,
    by_outcome,
    chain,
    choice,
    diagram,
    end,
    error,
    error_definition,
    flow,
    fork,
    multi,
    node,
    start,
    sub_process,
    text,
    user_task,
)
from tests.engine.play import ENGINE, NOW


def begun(data: bytes, **facts: object) -> PlayedCase:
    case = PlayedCase(ENGINE, data, NOW, dict(facts))
    case.start()
    return case


def elements(case: PlayedCase) -> list[str]:
    return sorted(opened.element for opened in case.open.values())


def linked(main: bytes, *others: bytes) -> bytes:
    return etree.tostring(link(read_diagram(main), [read_diagram(other) for other in others]))


def check_process() -> bytes:
    return diagram(
        start(), user_task("check"), choice("after"), end("fine"), end("bad", error_definition("wrong")),
        *chain("start", "check", "after"), *by_outcome("after", approve="fine", terminate="bad"),
        process="checking", head=(error("wrong", "BAD"),),
    )  # fmt: skip


def caller() -> bytes:
    return diagram(
        start(), node("callActivity", "call", calledElement="checking"),
        boundary("caught", "call", error_definition("e")), end(), end("failed"), *chain("start", "call", "end"),
        flow("caught", "failed"), head=(error("e", "BAD"),),
    )  # fmt: skip


def test_a_called_process_of_another_file_runs_inside_the_case_and_its_error_is_caught_on_the_call() -> None:
    data = linked(caller(), check_process())
    case = begun(data)
    assert elements(case) == ["check"]
    assert case.complete("check#1", "approve").ended == "end"
    assert begun(data).complete("check#1", "terminate").ended == "failed"


def test_two_calls_of_one_process_at_once_are_two_runs_of_it() -> None:
    main = diagram(
        start(), fork("f"), node("callActivity", "one", calledElement="checking"),
        node("callActivity", "two", calledElement="checking"), fork("j"), end(),
        *chain("start", "f", "one", "j", "end"), *chain("f", "two", "j"),
    )  # fmt: skip
    case = begun(linked(main, check_process()))
    assert sorted(case.open) == ["check#1", "check#2"]
    assert case.complete("check#2", "approve").ended is None
    assert case.complete("check#1", "approve").ended == "end"


def test_a_loop_goes_on_while_its_condition_holds_and_no_longer_than_its_maximum() -> None:
    def loop(condition: str, **attributes: str) -> bytes:
        marker = node("standardLoopCharacteristics", None, text("loopCondition", condition), **attributes)
        return diagram(start(), user_task("a", marker), end(), *chain("start", "a", "end"))

    case = begun(loop("more == True"), more=True)
    case.complete("a#1")
    assert list(case.open) == ["a#2"]
    assert case.complete("a#2", facts={"more": False}).ended == "end"
    assert begun(loop("more == True", testBefore="true"), more=False).ended == "end"
    case = begun(loop("more == True", loopMaximum="2"), more=True)
    case.complete("a#1")
    assert case.complete("a#2").ended == "end"


def test_instances_of_a_sub_process_count_their_inner_tasks_by_their_own_number() -> None:
    inner = [start("s"), user_task("a"), user_task("m", multi(many="2")), end("e"), *chain("s", "a", "m", "e")]
    data = diagram(
        start(), sub_process("sub", *inner, multi(many="2")), user_task("z"), end(), *chain("start", "sub", "z", "end")
    )
    case = begun(data)
    assert [(key, opened.index) for key, opened in case.open.items()] == [("a#1", 0), ("a#2", 1)]
    case.complete("a#2")
    assert sorted((opened.element, opened.index) for opened in case.open.values()) == [("a", 0), ("m", 0), ("m", 1)]
    case.complete("m#1")
    case.complete("m#2")
    case.complete("a#1")
    case.complete("m#4")
    assert elements(case) == ["m"]
    case.complete("m#3")
    assert elements(case) == ["z"]


def test_a_completion_condition_withdraws_the_instances_of_a_sub_process_that_still_run() -> None:
    inner = [start("s"), user_task("a"), end("e"), *chain("s", "a", "e")]
    data = diagram(
        start(),
        sub_process("sub", *inner, multi(many="3", until="enough == True")),
        end(),
        *chain("start", "sub", "end"),
    )
    case = begun(data, enough=False)
    case.complete("a#2")
    step = case.complete("a#1", facts={"enough": True})
    assert (step.withdrawn, step.ended) == (("a#3",), "end")
