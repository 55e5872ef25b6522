"""A running case on a changed diagram: what keeps, what moves, what is blocked and by which element."""

import json
from datetime import timedelta

import pytest
from lxml import etree

from casesvc.cases.move import Blocked, Keeps, Moves
from casesvc.cases.step import StepFailed
from casesvc.diagrams.decision_tables import embed
from casesvc.diagrams.tree import bpmn, read_diagram
from casesvc.journeys.play_diagram import PlayedCase
from tests.diagrams.bpmn import (
    boundary,
    chain,
    choice,
    condition_definition,
    diagram,
    end,
    flow,
    fork,
    node,
    start,
    text,
    timer,
    user_task,
)
from tests.engine import edits
from tests.engine.moved_shapes import (
    asked_by_message,
    called_off_by_message,
    called_process,
    looped_task,
    other_systems,
    panels_of_two,
    some_of_three,
)
from tests.engine.play import NOW
from tests.engine.shapes import (
    both_timers_in_a_loop,
    event_gateway,
    interrupting_timer,
    parallel_instances,
    reminding_timer,
    return_loop,
    return_out_of_parallel,
    sequential_instances,
    straight,
    sub_process_with_timer,
    three_branches,
    two_branches,
    two_ends,
)
from tests.engine.standing import begun, finish, move, plan
from tests.engine.test_decisions import TABLE


def row(*tasks: str) -> bytes:
    """Draw tasks one after the other."""
    return diagram(start(), *map(user_task, tasks), end(), *chain("start", *tasks, "end"))


def stood(drawn: bytes, *done: str) -> PlayedCase:
    """Return a case after these tasks, timers and events: ``a``, ``review=return``, ``late``."""
    case = begun(drawn)
    for each in done:
        name, _, word = each.partition("=")
        key = case.occurrence(name)
        if key in case.timers:
            case.fire(key)
        elif key in case.events:
            case.receive(key)
        else:
            case.complete(key, word or None)
    return case


def elements(case: PlayedCase) -> list[str]:
    return sorted(opened.element for opened in case.open.values())


def way(case: PlayedCase) -> list[str]:
    """Complete whatever is open until the case ends; return the tasks in their order."""
    found: list[str] = []
    while case.ended is None:
        key = min(case.open)
        found.append(case.open[key].element)
        case.complete(key)
    return found


def blocked(case: PlayedCase, new: bytes, element: str, *words: str) -> Blocked:
    """Assert that a case is blocked at ``element``, in a sentence with ``words``, and that moving it says the same."""
    planned = plan(case.diagram, new, case.snapshot)
    assert isinstance(planned, Blocked), planned
    reason = next((each for each in planned.reasons if each.element == element), None)
    assert reason is not None, planned
    assert [word for word in words if word not in reason.message] == []
    with pytest.raises(StepFailed) as failed:
        move(case, new)
    assert (failed.value.code, failed.value.message) == ("move-blocked", planned.reasons[0].message)
    return planned


def moves(case: PlayedCase, new: bytes) -> Moves:
    planned = plan(case.diagram, new, case.snapshot)
    assert isinstance(planned, Moves), planned
    return planned


def messages(planned: Moves | Keeps) -> list[str]:
    return [change.message for change in planned.changes]


# The table of what has been tried on the library alone, row by row and the other way round.


def test_a_step_inserted_downstream_comes_and_one_removed_falls_away() -> None:
    case = stood(row("a", "b", "c"), "a")
    planned = moves(case, row("a", "b", "n", "c"))
    assert (planned.coming, planned.falling) == (("n",), ())
    assert "之后会增加环节n" in messages(planned)
    assert way(move(case, row("a", "b", "n", "c"))[0]) == ["b", "n", "c"]

    back = stood(row("a", "b", "n", "c"), "a")
    planned = moves(back, row("a", "b", "c"))
    assert (planned.coming, planned.falling) == ((), ("n",))
    assert "之后不再经过环节n" in messages(planned)
    assert way(move(back, row("a", "b", "c"))[0]) == ["b", "c"]


def test_a_step_inserted_right_after_the_current_one_comes_next_and_can_be_taken_out_again() -> None:
    case = stood(row("a", "b"), "a")
    moved, _ = move(case, row("a", "b", "n"))
    assert way(move(moved, row("a", "b"))[0]) == ["b"]
    assert way(moved) == ["b", "n"]


def test_a_step_inserted_or_removed_before_the_current_one_means_nothing_to_the_case() -> None:
    case = stood(row("a", "b", "c"), "a")
    for new in (row("a", "n", "b", "c"), row("b", "c")):
        assert plan(case.diagram, new, case.snapshot) == Keeps()
        assert way(move(case, new)[0]) == ["b", "c"]


def test_a_new_name_is_no_more_than_a_name() -> None:
    case = stood(row("a", "b", "c"), "a")
    for name in ("a", "b", "c"):
        planned = plan(case.diagram, edits.rename(case.diagram, name).diagram, case.snapshot)
        assert isinstance(planned, Keeps)
        assert [change.element for change in planned.changes] == ([] if name == "a" else [name])
        assert all(f"{name}改名为“改过的名称”" in each for each in messages(planned))


def test_another_id_of_the_current_step_is_another_step() -> None:
    case = stood(row("a", "b", "c"), "a")
    blocked(case, row("a", "x", "c"), "b", "没有它")
    assert plan(case.diagram, row("x", "b", "c"), case.snapshot) == Keeps()  # of a completed one


def test_the_current_step_cannot_be_removed() -> None:
    blocked(stood(row("a", "b", "c"), "a"), row("a", "c"), "b", "b", "保留")


def test_a_reviewer_cannot_be_added_to_open_parallel_reviews_nor_taken_out() -> None:
    more = edits.add_branch(two_branches(), "split", "join").diagram
    blocked(stood(two_branches()), more, "split", "增加了new", "汇合")
    blocked(stood(two_branches(), "a"), more, "join", "等待汇合")
    less = edits.remove_branch(three_branches(), "split", "b").diagram
    blocked(stood(three_branches()), less, "b", "没有它")
    blocked(stood(three_branches(), "a"), less, "b", "没有它")
    blocked(stood(three_branches(), "b"), less, "join", "等待汇合")


def test_a_reviewer_can_be_added_before_the_split_and_after_the_join() -> None:
    before = diagram(
        start(), user_task("p"), fork("split"), user_task("a"), user_task("b"), fork("join"), user_task("z"), end(),
        *chain("start", "p", "split", "a", "join", "z", "end"), *chain("split", "b", "join"),
    )  # fmt: skip
    after = edits.add_branch(before, "split", "join").diagram
    moved, _ = move(stood(before), after)
    moved.complete("p#1")
    assert elements(moved) == ["a", "b", "new"]
    assert plan(before, after, stood(before, "p", "a", "b").snapshot) == Keeps()
    moved, _ = move(stood(after), before)
    moved.complete("p#1")
    assert elements(moved) == ["a", "b"]
    blocked(stood(before, "p"), after, "split", "增加了new", "汇合")


def test_a_task_may_be_put_into_and_taken_out_of_a_branch_that_is_open() -> None:
    longer = edits.insert(two_branches(), "a_to_join").diagram
    moved, _ = move(stood(two_branches()), longer)
    for task in ("b1#1", "b2#1", "a#1"):
        moved.complete(task)
    assert elements(moved) == ["new"]
    moved, _ = move(stood(longer, "b1"), two_branches())
    moved.complete("a#1")
    moved.complete("b2#1")
    assert elements(moved) == ["z"]


# Events on the border of what is open.


def test_a_deadline_added_to_the_current_task_runs_from_the_move_and_counts() -> None:
    case = stood(straight())
    case.now = NOW + timedelta(days=4)
    new = edits.add_deadline(straight(), "a").diagram
    assert "a上新增的new从迁移时开始等待，时间从迁移时起算" in messages(moves(case, new))
    moved, step = move(case, new)
    assert [(t.timer, t.element, t.due) for t in step.timers_started] == [("new#1", "new", NOW + timedelta(days=13))]
    assert list(moved.open) == ["a#1"]
    assert moved.fire("new#1").withdrawn == ("a#1",)
    assert moved.ended == "new_end"
    moved, _ = move(case, new)
    assert moved.complete("a#1").timers_stopped == ("new#1",)


def test_a_deadline_taken_from_the_current_task_stops_and_one_to_come_is_not_started() -> None:
    case = stood(interrupting_timer(), "p")
    new = edits.remove_event(interrupting_timer(), "late").diagram
    assert "a上的late不再等待" in messages(moves(case, new))
    moved, step = move(case, new)
    assert step.timers_stopped == ("late#1",)
    assert way(moved) == ["a", "z"]
    moved, _ = move(stood(interrupting_timer()), new)
    assert moved.complete("p#1").timers_started == ()


def test_a_deadline_added_to_a_task_that_is_still_to_come_starts_with_it() -> None:
    new = edits.add_deadline(straight(), "b").diagram
    moved, step = move(stood(straight()), new)
    assert step.timers_started == ()
    assert [t.element for t in moved.complete("a#1").timers_started] == ["new"]


def test_one_deadline_may_take_the_place_of_another_with_an_id_of_its_own() -> None:
    without = edits.remove_event(both_timers_in_a_loop(), "remind").diagram
    new = edits.add_deadline(without, "review").diagram
    moved, step = move(stood(both_timers_in_a_loop(), "apply"), new)
    assert (step.timers_stopped, [t.timer for t in step.timers_started]) == (("remind#1",), ["new#1"])
    assert sorted(moved.timers) == ["late#1", "new#1"]
    assert moved.complete("review#1", "approve").timers_stopped == ("late#1", "new#1")


@pytest.mark.parametrize("edit", [edits.change_time, edits.change_interrupting])
def test_an_event_that_waits_on_the_current_task_cannot_be_changed(edit: object) -> None:
    case = stood(both_timers_in_a_loop(), "apply")
    for name in ("late", "remind"):
        blocked(case, edit(both_timers_in_a_loop(), name).diagram, name, "review", name)  # type: ignore[operator]
        planned = moves(stood(both_timers_in_a_loop()), edit(both_timers_in_a_loop(), name).diagram)  # type: ignore[operator]
        assert [change.element for change in planned.changes] == [name]


def test_an_event_on_the_current_task_cannot_go_to_another_one() -> None:
    root = etree.fromstring(interrupting_timer())
    next(e for e in root.iter(bpmn("boundaryEvent"))).set("attachedToRef", "p")
    blocked(stood(interrupting_timer(), "p"), etree.tostring(root), "late", "移到了别处")


def test_a_reminder_that_has_fired_leaves_its_task_open_when_it_is_removed() -> None:
    case = stood(both_timers_in_a_loop(), "apply", "remind")
    blocked(case, edits.remove_event(both_timers_in_a_loop(), "remind").diagram, "reminded", "已经到达")
    open_reminder = stood(reminding_timer(), "p", "remind")
    blocked(open_reminder, edits.remove_event(reminding_timer(), "remind").diagram, "reminded", "没有它")


def test_a_message_added_to_the_current_task_is_waited_for_and_one_removed_is_not() -> None:
    plain = edits.remove_event(asked_by_message(), "asked").diagram
    moved, step = move(stood(plain), asked_by_message())
    assert [(s.event, s.name) for s in step.subscribed] == [("asked#1", "已缴费")]
    moved.receive("asked#1")
    assert elements(moved) == ["a", "answer"]
    moved, step = move(stood(asked_by_message()), plain)
    assert (step.unsubscribed, moved.events) == (("asked#1",), {})


def test_an_error_caught_on_the_current_external_task_from_now_on_is_caught() -> None:
    uncaught = edits.remove_event(other_systems(), "failed").diagram
    case = stood(uncaught)
    with pytest.raises(StepFailed, match="error-uncaught"):
        case.fail("check#1", "BAD")
    moved, step = move(case, other_systems())
    assert (step.timers_started, step.subscribed) == ((), ())
    assert moved.fail("check#1", "BAD").withdrawn == ()
    assert elements(moved) == ["by_hand", "review"]
    moved, _ = move(stood(other_systems()), uncaught)
    with pytest.raises(StepFailed, match="error-uncaught"):
        moved.fail("check#1", "BAD")


def test_a_condition_cannot_be_added_to_the_current_task() -> None:
    def with_event(definition: object) -> bytes:
        return diagram(
            start(), user_task("a"), boundary("event", "a", definition), end(), end("off"),  # type: ignore[arg-type]
            *chain("start", "a", "end"), flow("event", "off"),
        )  # fmt: skip

    blocked(stood(row("a")), with_event(condition_definition("levels > 1")), "event", "条件事件")
    assert isinstance(plan(row("a"), with_event(timer("timeDate", "2030-01-01")), stood(row("a")).snapshot), Moves)


def test_a_time_that_needs_facts_cannot_be_told_at_a_move() -> None:
    new = edits.add_deadline(straight(), "a").diagram.replace(b"P9D", b"deadline")
    blocked(stood(straight()), new, "new", "deadline")


# What has begun and cannot be begun otherwise.


def test_instances_under_way_keep_their_marker() -> None:
    for drawn, word in ((parallel_instances(), "多次办理"), (sequential_instances(), "多次办理")):
        for edit in (edits.change_many, edits.change_until):
            blocked(stood(drawn, "p"), edit(drawn, "m").diagram, "m", word)
            moves(stood(drawn), edit(drawn, "m").diagram)
    plain = diagram(
        start(), user_task("p"), user_task("m"), user_task("z"), end(), *chain("start", "p", "m", "z", "end")
    )
    blocked(stood(parallel_instances(), "p", "m"), plain, "m", "多次办理")
    blocked(stood(plain, "p"), parallel_instances(), "m", "多次办理")
    blocked(stood(looped_task(), "p"), looped_task().replace(b'"3"', b'"5"'), "m", "多次办理")


def test_instances_under_way_go_on_counting_after_a_change_behind_them() -> None:
    new = edits.insert(parallel_instances(), "m_to_z").diagram
    moved, _ = move(stood(parallel_instances(), "p", "m"), new)
    assert sorted(moved.open) == ["m#2", "m#3"]
    assert [moved.complete(key).opened for key in ("m#3",)] == [()]
    assert [opened.element for opened in moved.complete("m#2").opened] == ["new"]
    new = edits.insert(sequential_instances(), "after_approve").diagram
    moved, _ = move(stood(sequential_instances(), "p", "m=approve"), new)
    assert [(key, opened.index) for key, opened in moved.open.items()] == [("m#2", 1)]
    assert [opened.element for opened in moved.complete("m#2", "approve").opened] == ["new"]


def test_the_kind_and_the_scope_of_what_is_open_cannot_change() -> None:
    case = stood(straight(), "a")
    blocked(case, edits.change_kind(straight(), "b").diagram, "b", "类型")
    blocked(case, edits.enclose(straight(), "b").diagram, "b", "移到了别的")
    blocked(case, edits.change_process(straight()).diagram, "line", "another")
    moves(stood(straight()), edits.change_kind(straight(), "b").diagram)


def test_inside_a_sub_process_what_follows_may_change_and_what_is_around_may_not() -> None:
    drawn = sub_process_with_timer()
    new = edits.insert(drawn, "sj_to_i3").diagram
    moved, _ = move(stood(drawn, "p", "i1"), new)
    assert [opened.element for opened in moved.complete("i2#1").opened] == ["new"]
    blocked(stood(drawn, "p", "i1"), edits.remove(drawn, "sub").diagram, "sub", "没有它")
    moved, step = move(stood(drawn, "p", "i1"), edits.remove_event(drawn, "late").diagram)
    assert step.timers_stopped == ("late#1",)
    assert finish(moved) == "end"
    moved, step = move(stood(drawn, "p"), edits.add_reminder(drawn, "i1").diagram)
    assert [t.timer for t in step.timers_started] == ["new#1"]
    moved.fire("new#1")
    assert elements(moved) == ["i1", "i2", "new_task"]


def test_each_instance_of_a_sub_process_moves_with_the_others() -> None:
    new = edits.insert(panels_of_two(), "i1_to_i2").diagram
    moved, _ = move(stood(panels_of_two(), "i1"), new)
    assert sorted(moved.open) == ["i1#2", "i2#1"]
    assert [opened.element for opened in moved.complete("i1#2").opened] == ["new"]
    assert finish(moved) == "end"
    moved, step = move(stood(panels_of_two()), edits.add_deadline(panels_of_two(), "i1").diagram)
    assert [t.timer for t in step.timers_started] == ["new#1", "new#2"]


def test_a_called_process_under_way_goes_on_changed_and_another_one_cannot_take_its_place() -> None:
    new = edits.insert(called_process(), "c1_to_c2").diagram
    moved, _ = move(stood(called_process(), "p"), new)
    assert [opened.element for opened in moved.complete("c1#1").opened] == ["new"]
    assert finish(moved) == "end"
    other = called_process().replace(b'"checking"', b'"looking"')
    blocked(stood(called_process(), "p"), other, "call", "调用的流程")
    assert plan(called_process(), other, stood(called_process(), "p", "c1", "c2").snapshot) == Keeps()


def test_an_event_gateway_that_waits_keeps_its_events() -> None:
    for name in ("one", "two"):
        blocked(stood(event_gateway(), "q"), edits.change_time(event_gateway(), name).diagram, "wait", "后面的事件")
    more = diagram(
        start(), user_task("q"), node("eventBasedGateway", "wait"),
        node("intermediateCatchEvent", "one", timer("timeDuration", "P1D"), name="等待"),
        node("intermediateCatchEvent", "two", timer("timeDuration", "P2D"), name="等待"),
        node("intermediateCatchEvent", "three", timer("timeDuration", "P3D"), name="等待"),
        user_task("a"), user_task("b"), end("end_a"), end("end_b"),
        *chain("start", "q", "wait", "one", "a", "end_a"), *chain("wait", "two", "b", "end_b"), flow("wait", "three"),
        flow("three", "b"),
    )  # fmt: skip
    blocked(stood(event_gateway(), "q"), more, "wait", "增减")
    blocked(stood(more, "q"), event_gateway(), "wait", "增减")
    moved, _ = move(stood(event_gateway()), more)
    assert len(moved.complete("q#1").timers_started) == 3
    moved, _ = move(stood(event_gateway(), "q"), edits.insert(event_gateway(), "one_to_a").diagram)
    assert [opened.element for opened in moved.fire("one#1").opened] == ["new"]


def test_what_is_waited_for_cannot_change_while_it_is() -> None:
    new = asked_by_message().replace("已缴费".encode(), b"other")
    assert new != asked_by_message()
    blocked(stood(asked_by_message(), "a"), new, "wait", "等待的内容")


def test_event_sub_processes_around_what_is_open_stay_as_they_are() -> None:
    without = edits.remove_event(called_off_by_message(), "off").diagram
    blocked(stood(called_off_by_message()), without, "off", "事件子流程")
    blocked(stood(without), called_off_by_message(), "off", "事件子流程")
    moved, step = move(stood(called_off_by_message()), edits.insert(called_off_by_message(), "a_to_b").diagram)
    assert (step.subscribed, list(moved.events)) == ((), ["off_s#1"])
    assert moved.receive("off_s#1").withdrawn == ("a#1",)
    moved, _ = move(
        stood(called_off_by_message(), "off_s"), edits.insert(called_off_by_message(), "close_to_closed").diagram
    )
    assert way(moved) == ["close", "new"]


def test_branches_of_an_inclusive_split_that_is_open_stay_as_they_are() -> None:
    drawn = some_of_three()
    assert elements(stood(drawn, "p")) == ["a", "b"]
    more = edits.add_branch(drawn, "split", "join").diagram
    blocked(stood(drawn, "p"), more, "split", "增加了new")
    blocked(stood(drawn, "p", "b"), more, "join", "等待汇合")
    blocked(stood(drawn, "p"), edits.remove_branch(drawn, "split", "c").diagram, "split", "取消了c")
    assert plan(drawn, more, stood(drawn, "p", "a", "b").snapshot) == Keeps()
    moved, _ = move(stood(drawn, "p"), edits.insert(drawn, "b_to_join").diagram)
    moved.complete("a#1")
    assert elements(moved) == ["b"]
    moved.complete("b#1")
    assert elements(moved) == ["new"]


def test_ways_out_of_a_task_are_a_split_of_that_task() -> None:
    drawn = diagram(
        start(), user_task("p"), user_task("a"), user_task("b"), end("end_a"), end("end_b"),
        *chain("start", "p", "a", "end_a"), *chain("p", "b", "end_b"),
    )  # fmt: skip
    root = etree.fromstring(drawn)
    process = next(iter(root.iter(bpmn("process"))))
    process.extend([user_task("c"), end("end_c"), *chain("p", "c", "end_c")])
    blocked(stood(drawn, "p"), etree.tostring(root).replace(b"end_b", b"end_x"), "p", "p的分支", "增加了c")


def test_a_task_cannot_find_itself_between_a_split_and_a_join() -> None:
    parallel = diagram(
        start(), user_task("a"), fork("split"), user_task("b"), user_task("c"), fork("join"), end(),
        *chain("start", "a", "split", "b", "join", "end"), *chain("split", "c", "join"),
    )  # fmt: skip
    blocked(stood(row("a", "b"), "a"), parallel, "split", "并行分支")
    moved, _ = move(stood(row("a", "b")), parallel)
    assert finish(moved) == "end"
    blocked(stood(parallel, "a", "c"), row("a", "b"), "join", "没有它")


def test_tokens_that_could_never_stand_together_on_the_new_diagram_are_seen() -> None:
    """The task of the reminder becomes a step behind the one it reminded of: nobody stands at both of them then."""
    in_a_row = diagram(
        start(), user_task("p"), user_task("a"), user_task("reminded"), user_task("z"), end(), end("end_2"),
        choice("g"), *chain("start", "p", "a", "reminded", "g"), flow("g", "z", "levels > 1"),
        flow("g", "end_2", "levels < 1"), flow("z", "end"),
    )  # fmt: skip
    blocked(stood(reminding_timer(), "p", "remind"), in_a_row, "g", "a、reminded", "走不下去")
    moves(stood(reminding_timer(), "p"), in_a_row)


def test_an_end_that_a_branch_has_reached_has_to_stay() -> None:
    new = edits.remove_branch(two_ends(), "split", "a").diagram
    blocked(stood(two_ends(), "a"), new, "end_a", "已经到达")


# What a case keeps.


def test_occurrences_keep_their_numbers_and_the_next_ones_follow() -> None:
    case = stood(return_loop(), "apply", "review=return", "apply")
    assert list(case.open) == ["review#2"]
    moved, _ = move(case, edits.insert(return_loop(), "apply_to_review").diagram)
    assert list(moved.open) == ["review#2"]
    moved.complete("review#2", "return")
    moved.complete("apply#3")
    moved.complete("new#1")
    assert list(moved.open) == ["review#3"]
    back, _ = move(moved, return_loop())
    assert json.loads(back.snapshot or b"")["counters"] == {"apply": 3, "new": 1, "review": 3}


def test_variables_of_scripts_are_kept() -> None:
    def drawn(*between: str) -> bytes:
        names = ("s", "a", *between, "b")
        return diagram(
            start(), node("scriptTask", "s", text("script", "limit = 3")), *map(user_task, names[1:]), choice("g"),
            end("few"), end("many"), *chain("start", *names, "g"), flow("g", "few", "limit < 5"),
            flow("g", "many", "limit > 5"),
        )  # fmt: skip

    moved, _ = move(stood(drawn(), "a"), drawn("n"))
    assert way(moved) == ["b"]
    assert moved.ended == "few"


def test_a_case_whose_diagram_could_not_go_on_can_be_moved_to_one_that_can() -> None:
    case = stood(return_loop(), "apply")
    dead = return_loop().replace(b"outcome == 'terminate'", b"outcome == 'terminate' and levels &gt; 7")
    case.diagram = dead
    with pytest.raises(StepFailed, match="no-flow"):
        case.complete("review#1", "terminate")
    moved, _ = move(case, return_loop())
    assert moved.complete("review#1", "terminate").ended == "refused"


def test_a_return_out_of_parallel_reviews_begins_the_new_ones_afresh() -> None:
    more = edits.add_branch(return_out_of_parallel(), "ss", "sj").diagram
    case = stood(return_out_of_parallel(), "apply", "a=approve")
    blocked(case, more, "sj", "等待汇合")
    case.complete("b#1", "return")
    moved, _ = move(case, more)
    moved.complete("apply#2")
    assert elements(moved) == ["a", "b", "new"]


def test_what_becomes_different_is_told_for_the_open_task_first_and_by_name() -> None:
    def drawn(**attributes: str) -> bytes:
        return diagram(
            start(), user_task("a", name="初审", **attributes), choice("g"), user_task("b", name="终审"), end(),
            end("off"), *chain("start", "a", "g"),
            flow("g", "b", "outcome == 'approve'"), flow("g", "off", "outcome == 'refuse'"), flow("b", "end"),
        )  # fmt: skip

    old = drawn(camunda_candidateGroups="unit", camunda_formKey="line/one")
    new = drawn(camunda_candidateGroups="office", camunda_formKey="line/two").replace(b"'refuse'", b"'terminate'")
    assert messages(moves(stood(old), new)) == [
        "“初审”的办理角色由 unit 改为 office",
        "“初审”的表单由 line/one 改为 line/two",
        "g到off的条件由 outcome == 'refuse' 改为 outcome == 'terminate'",
    ]
    assert plan(old, new, stood(old, "a=approve").snapshot) == Keeps()


def test_other_rules_of_a_decision_ahead_are_a_change_of_the_diagram() -> None:
    rate = node("businessRuleTask", "rate", camunda_decisionRef="tier", camunda_resultVariable="tier")
    drawn = diagram(start(), user_task("a"), rate, user_task("b"), end(), *chain("start", "a", "rate", "b", "end"))
    old, new = (
        etree.tostring(embed(read_diagram(drawn), [table])) for table in (TABLE, TABLE.replace(b"[5..10]", b"[5..20]"))
    )
    assert messages(moves(stood(old), new)) == ["rate引用的决策表内容有变化"]
    case = stood(old)
    case.complete("a#1", facts={"years": 6})
    assert plan(old, new, case.snapshot) == Keeps()
    moved, _ = move(stood(old), new)
    moved.complete("a#1", facts={"years": 15})
    assert elements(moved) == ["b"]


def test_the_same_diagram_keeps_every_case() -> None:
    assert plan(straight(), straight(), stood(straight()).snapshot) == Keeps()


def test_a_diagram_that_cannot_be_run_is_no_diagram_to_move_to() -> None:
    broken = diagram(start(), node("complexGateway", "x"), end(), *chain("start", "x", "end"))
    with pytest.raises(StepFailed, match="diagram-refused"):
        plan(straight(), broken, stood(straight()).snapshot)
