"""Single steps: what they report, and what they refuse to do."""

import pytest

from casesvc.cases.step import Complete, Facts, Start, StepFailed
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
    text,
    timer,
    user_task,
)
from tests.engine.play import ENGINE, NOW, play
from tests.engine.shapes import return_loop, return_out_of_parallel, straight, terminate, two_ends


def test_the_first_step_opens_the_first_task() -> None:
    step = play(straight()).last
    assert [(o.task, o.element, o.index) for o in step.opened] == [("a#1", "a", 0)]
    assert step.travelled == ("start", "start_to_a")
    assert step.ended is None


def test_travelled_names_elements_and_flows_in_order() -> None:
    case = play(return_loop())
    assert case.complete("apply").travelled == ("apply", "apply_to_review")
    assert case.complete("review", "return").travelled == ("review", "review_to_after", "after", "after_return")
    case.complete("apply")
    step = case.complete("review", "approve")
    assert step.travelled == ("review", "review_to_after", "after", "after_approve", "granted")
    assert step.ended == "granted"


def test_travelled_names_every_way_out_of_a_split_and_every_way_into_a_join() -> None:
    drawn = diagram(
        start(), fork("split"), user_task("a"), user_task("b"), fork("join"), end(),
        *chain("start", "split", "a", "join", "end"), *chain("split", "b", "join"),
    )  # fmt: skip
    case = play(drawn)
    assert case.last.travelled == ("start", "start_to_split", "split", "split_to_a", "split_to_b")
    assert case.complete("b").travelled == ("b", "b_to_join")
    assert case.complete("a").travelled == ("a", "a_to_join", "join", "join_to_end", "end")


def test_of_two_flows_between_the_same_elements_the_one_whose_condition_holds_is_named() -> None:
    drawn = diagram(
        start(), user_task("a"), choice("g"), end(), *chain("start", "a", "g"),
        flow("g", "end", "outcome == 'approve'", "one"), flow("g", "end", "outcome == 'skip'", "two"),
    )  # fmt: skip
    assert play(drawn).complete("a", "skip").travelled == ("a", "a_to_g", "g", "two", "end")
    assert play(drawn).complete("a", "approve").travelled == ("a", "a_to_g", "g", "one", "end")


def test_a_case_with_two_ends_ends_at_the_last_one() -> None:
    case = play(two_ends())
    assert case.complete("b").ended is None
    assert case.complete("a").ended == "end_a"


def test_a_terminating_end_withdraws_what_is_open() -> None:
    step = play(terminate()).complete("a")
    assert (step.ended, step.withdrawn) == ("stop", ("b#1",))


def test_a_task_that_is_not_open_is_not_completed() -> None:
    case = play(return_loop())
    done = case.open["apply#1"]
    case.complete("apply#1")
    case.open["apply#1"] = done
    with pytest.raises(StepFailed) as failed:
        case.complete("apply#1")
    assert (failed.value.code, failed.value.element) == ("task-not-open", "apply")


def test_a_case_begins_once_and_first() -> None:
    case = play(straight())
    for snapshot, given, code in ((case.snapshot, Start(), "already-started"), (None, Complete("a#1"), "not-started")):
        with pytest.raises(StepFailed) as failed:
            ENGINE.step(diagram=case.diagram, digest="straight", snapshot=snapshot, given=given, facts=Facts(), now=NOW)
        assert failed.value.code == code


def test_no_condition_that_holds_is_an_incident_and_not_a_default() -> None:
    drawn = diagram(
        start(), user_task("a"), choice("g"), end(), end("end_2"), *chain("start", "a", "g"),
        flow("g", "end", "amount > 100"), flow("g", "end_2", "amount < 100"),
    )  # fmt: skip
    case = play(drawn)
    with pytest.raises(StepFailed) as failed:
        case.complete("a", amount=100)
    assert (failed.value.code, failed.value.element) == ("no-flow", "g")
    with pytest.raises(StepFailed) as unknown:
        case.complete("a")
    assert (unknown.value.code, unknown.value.element) == ("unknown-name", "g")
    with pytest.raises(StepFailed) as misfit:
        case.complete("a", amount="much")
    assert (misfit.value.code, misfit.value.element) == ("values-do-not-fit", "g")
    assert case.complete("a", amount=99).ended == "end_2"


def test_the_mere_presence_of_a_value_is_no_condition() -> None:
    drawn = diagram(
        start(), user_task("a"), choice("g", default="g_to_end_2"), end(), end("end_2"), *chain("start", "a", "g"),
        flow("g", "end", "remark"), flow("g", "end_2"),
    )  # fmt: skip
    with pytest.raises(StepFailed) as failed:
        play(drawn).complete("a", remark="return")
    assert failed.value.code == "not-a-condition"


def test_the_layout_of_a_drawing_does_not_decide_which_condition_is_tried_first() -> None:
    drawn = diagram(
        start(), user_task("a"), choice("g"), end("first"), end("second"), *chain("start", "a", "g"),
        flow("g", "first", "amount > 1"), flow("g", "second", "amount > 0"),
    ).replace(
        b"</bpmn:definitions>",
        b'<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC">'
        b'<di:BPMNPlane><di:BPMNShape bpmnElement="first"><dc:Bounds x="9" y="900"/></di:BPMNShape>'
        b'<di:BPMNShape bpmnElement="second"><dc:Bounds x="9" y="1"/></di:BPMNShape></di:BPMNPlane></di:BPMNDiagram>'
        b"</bpmn:definitions>",
    )  # fmt: skip
    assert play(drawn).complete("a", amount=5).ended == "first"


def test_a_return_out_of_parallel_reviews_withdraws_the_other_review() -> None:
    case = play(return_out_of_parallel())
    case.complete("apply")
    assert case.complete("a", "return").withdrawn == ("b#1",)
    assert case.elements() == ["apply"]
    case.complete("apply")
    case.complete("b", "approve")
    assert case.complete("a", "approve").travelled[-2:] == ("reviews", "reviews_to_z")


def test_an_error_is_caught_by_its_own_sub_process_and_not_by_a_neighbour() -> None:
    def sub_process(name: str) -> object:
        inside = [start(f"{name}_s"), user_task(f"{name}_u"), choice(f"{name}_g"), end(f"{name}_e")]
        inside += [end(f"{name}_x", error_definition("returned")), *chain(f"{name}_s", f"{name}_u", f"{name}_g")]
        inside += by_outcome(f"{name}_g", approve=f"{name}_e", **{"return": f"{name}_x"})
        return node("subProcess", name, *inside)

    drawn = diagram(
        start(), fork("split"), sub_process("one"), sub_process("two"), fork("join"), end(), user_task("fix_one"),
        user_task("fix_two"), boundary("back_one", "one", error_definition("returned")),
        boundary("back_two", "two", error_definition("returned")), choice("m1"), choice("m2"),
        *chain("start", "split", "one", "m1", "join", "end"), *chain("split", "two", "m2", "join"),
        *chain("back_one", "fix_one", "m1"), *chain("back_two", "fix_two", "m2"), head=(error("returned"),),
    )  # fmt: skip
    case = play(drawn)
    case.complete("one_u", "return")
    assert case.elements() == ["fix_one", "two_u"]
    case.complete("fix_one")
    case.complete("two_u", "approve")
    assert case.ended == "end"


def test_a_loop_that_needs_nobody_is_stopped() -> None:
    drawn = diagram(
        start(), user_task("a"), choice("m"), node("scriptTask", "tick", text("script", "x = 1")), choice("g"), end(),
        *chain("start", "a", "m", "tick", "g"), flow("g", "m", "x == 1"), flow("g", "end", "x == 2"),
    )  # fmt: skip
    with pytest.raises(StepFailed) as failed:
        play(drawn).complete("a")
    assert failed.value.code == "step-cap"


def test_scripts_keep_their_variables_from_step_to_step() -> None:
    drawn = diagram(
        start(), node("scriptTask", "begin", text("script", "rounds = 0")), choice("m"), user_task("a"),
        node("scriptTask", "next", text("script", "rounds = rounds + 1")), choice("g"), end(),
        *chain("start", "begin", "m", "a", "next", "g"), flow("g", "m", "rounds < 3"), flow("g", "end", "rounds == 3"),
    )  # fmt: skip
    case = play(drawn)
    case.complete("a")
    case.complete("a")
    assert case.complete("a").ended == "end"


@pytest.mark.parametrize("many", [-1, 501, 10**9, True, 2.5, "3", None])
def test_a_number_of_instances_out_of_bounds_is_an_incident(many: object) -> None:
    drawn = diagram(
        start(), user_task("a"), user_task("m", multi(many="number")), end(), *chain("start", "a", "m", "end")
    )
    with pytest.raises(StepFailed) as failed:
        play(drawn).complete("a", number=many)
    assert (failed.value.code, failed.value.element) == ("not-a-number", "m")


def test_a_diagram_with_a_refused_element_never_runs() -> None:
    drawn = diagram(start(), node("complexGateway", "robot"), end(), *chain("start", "robot", "end"))
    with pytest.raises(StepFailed) as failed:
        play(drawn)
    assert (failed.value.code, failed.value.element) == ("diagram-refused", "robot")


def test_a_failed_step_leaves_the_snapshot_usable() -> None:
    case = play(return_loop())
    case.complete("apply")
    before = case.snapshot
    with pytest.raises(StepFailed):
        case.complete("review", "perhaps")
    assert case.snapshot == before
    assert case.complete("review", "approve").ended == "granted"


def test_timers_inside_a_sub_process_stop_when_it_is_left_by_an_error() -> None:
    inside = [
        start("s"), user_task("u"), choice("g"), end("e"), end("x", error_definition("returned")),
        boundary("late", "u", timer("timeDuration", "P3D")), *chain("s", "u", "g"), flow("late", "x"),
        *by_outcome("g", approve="e", **{"return": "x"}),
    ]  # fmt: skip
    drawn = diagram(
        start(), node("subProcess", "sub", *inside), boundary("back", "sub", error_definition("returned")), end(),
        end("left"), *chain("start", "sub", "end"), flow("back", "left"), head=(error("returned"),),
    )  # fmt: skip
    assert play(drawn).complete("u", "return").timers_stopped == ("late#1",)
    assert play(drawn).fire("late#1").ended == "left"


def test_an_error_stops_what_is_still_to_run_inside_the_sub_process_it_leaves() -> None:
    inside = [
        start("s"), user_task("u"), fork("f"), end("x", error_definition("returned")), end("e"),
        *(node("scriptTask", f"t{number}", text("script", "touched = 1")) for number in (1, 2)),
        *chain("s", "u", "f", "t1", "e"), flow("f", "x"), *chain("f", "t2"), flow("t2", "e"),
    ]  # fmt: skip
    drawn = diagram(
        start(), node("subProcess", "sub", *inside), boundary("back", "sub", error_definition("returned")), end(),
        end("left"), *chain("start", "sub", "end"), flow("back", "left"), head=(error("returned"),),
    )  # fmt: skip
    step = play(drawn).complete("u")
    assert step.ended == "left"
    assert "t2" not in step.travelled
