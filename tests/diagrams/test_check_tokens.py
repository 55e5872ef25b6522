"""Joins that wait for ever or count a token twice, ways that meet without a join, and such that do not."""

from time import process_time

import pytest

from tests.diagrams.bpmn import (
    Part,
    boundary,
    by_outcome,
    call,
    called_process,
    catch,
    chain,
    choice,
    diagram,
    end,
    error,
    error_definition,
    escalation,
    event_sub_process,
    flow,
    fork,
    inclusive,
    message,
    node,
    on,
    script_task,
    start,
    sub_process,
    throw,
    timer,
    user_task,
)
from tests.diagrams.findings import beside, errors, inside, only, through, warnings

AFTER_A_DAY = ("timeDuration", "P1D")
REVIEWED = {"a": "ga", "b": "gb"}


def _side_by_side(*between: Part, split: Part, join: Part, after: tuple[Part, ...] = ()) -> bytes:
    """Return start -> split, what leads from it to join, join -> z -> end."""
    parts = (start(), split, join, user_task("z"), end(), *between, *after)
    return diagram(*parts, flow("start", str(split.get("id"))), *chain(str(join.get("id")), "z", "end"))


def _two(split: str, join: str, *conditions: str) -> tuple[Part, ...]:
    said: tuple[str | None, ...] = conditions or (None, None)
    parts = (user_task("a"), user_task("b"), flow("a", join), flow("b", join))
    return (*parts, *(flow(split, name, one) for name, one in zip("ab", said, strict=True)))


@pytest.mark.parametrize(
    ("split", "join", "conditions"),
    [
        (fork("split"), fork("join"), ()),
        (fork("split"), inclusive("join"), ()),
        (inclusive("split"), inclusive("join"), ("x > 1", "x > 2")),
        (inclusive("split", default="split_to_b"), inclusive("join"), ("x > 1",)),
        (choice("split"), choice("join"), ("x > 1", "x <= 1")),
        (choice("split"), inclusive("join"), ("x > 1", "x <= 1")),
    ],
    ids=["parallel", "parallel, inclusive", "inclusive", "default", "exclusive", "exclusive, inclusive"],
)
def test_a_split_and_its_join_are_fine(split: Part, join: Part, conditions: tuple[str, ...]) -> None:
    between = _two("split", "join", *conditions) if len(conditions) != 1 else (
        user_task("a"), user_task("b"), *chain("a", "join"), *chain("b", "join"), flow("split", "a", conditions[0]),
        flow("split", "b"),
    )  # fmt: skip
    data = _side_by_side(*between, split=split, join=join)
    assert (errors(data, ("x",)), warnings(data, ("x",))) == ([], [])


@pytest.mark.parametrize("split", [choice("split"), inclusive("split")], ids=["exclusive", "inclusive"])
def test_a_parallel_join_behind_a_choice_may_wait_for_ever(split: Part) -> None:
    data = _side_by_side(*_two("split", "join", "x > 1", "x <= 1"), split=split, join=fork("join"))
    assert errors(data, ("x",)) == [("join-may-wait", "join")]


def test_ways_that_meet_without_a_join_are_pointed_at() -> None:
    for split, conditions in ((fork("split"), ()), (inclusive("split"), ("x > 1", "x > 2"))):
        data = _side_by_side(*_two("split", "join", *conditions), split=split, join=choice("join"))
        assert (errors(data, ("x",)), warnings(data, ("x",))) == ([], [("meets-without-join", "join")])


def test_ways_that_meet_at_an_activity_are_pointed_at() -> None:
    drawn = diagram(
        start(), fork("split"), user_task("a"), script_task("robot", "x = 1"), user_task("z"), end(),
        *chain("start", "split", "a", "z", "end"), *chain("split", "robot", "z"),
    )  # fmt: skip
    assert (errors(drawn), warnings(drawn)) == ([], [("meets-without-join", "z")])


def test_only_the_place_where_ways_meet_is_pointed_at_and_not_all_behind_it() -> None:
    after = (user_task("y"), choice("g"), flow("g", "y", "x > 1"), flow("g", "f", "x <= 1"), end("f"), flow("y", "g"))
    parts = (start(), fork("split"), choice("join"), *_two("split", "join"), flow("start", "split"), flow("join", "y"))
    assert warnings(diagram(*parts, *after), ("x",)) == [("meets-without-join", "join")]


def test_ways_that_meet_at_an_end_do_no_harm() -> None:
    drawn = diagram(
        start(), fork("split"), user_task("a"), user_task("b"), choice("m"), end(), *chain("start", "split", "a", "m"),
        *chain("split", "b", "m", "end"),
    )  # fmt: skip
    assert (errors(drawn), warnings(drawn)) == ([], [])


def test_several_tokens_of_one_activity_are_done_once_each() -> None:
    quantity = user_task("a", completionQuantity="3")
    drawn = diagram(start(), quantity, user_task("z"), end(), *chain("start", "a", "z", "end"))
    assert (errors(drawn), warnings(drawn)) == ([], [("meets-without-join", "a")])


def test_a_token_more_on_one_side_stays_at_the_join() -> None:
    between = (user_task("a", completionQuantity="2"), user_task("b"), *chain("split", "a", "join"))
    data = _side_by_side(*between, *chain("split", "b", "join"), split=fork("split"), join=fork("join"))
    assert errors(data) == [("join-may-wait", "join")]


def test_two_tokens_on_every_side_go_on_twice() -> None:
    between = (user_task("a", completionQuantity="2"), user_task("b", completionQuantity="2"))
    ways = (*chain("split", "a", "join"), *chain("split", "b", "join"))
    data = _side_by_side(*between, *ways, split=fork("split"), join=fork("join"))
    assert (errors(data), {code for code, _ in warnings(data)}) == ([], {"meets-without-join"})


def _returning(split: Part, join: Part, *, by: tuple[str, ...], around: bool) -> bytes:
    """Return reviews a and b side by side; a return of those in ``by`` leaves before the join or, else, behind it."""
    parts = [start(), user_task("apply"), split, join, user_task("a"), user_task("b"), end(), *chain("start", "apply")]
    parts += [flow("apply", "split"), flow("split", "a"), flow("split", "b"), user_task("r"), choice("gr")]
    for name, asked in REVIEWED.items():
        if around and name in by:
            after = by_outcome(asked, approve="join", **{"return": "apply"})
            parts += [choice(asked), flow(name, asked), *after]
        else:
            parts += [flow(name, "join")]
    back = {} if around else {"return": "apply"}
    return diagram(*parts, *chain("join", "r", "gr"), *by_outcome("gr", approve="end", **back))


@pytest.mark.parametrize("tag", ["parallelGateway", "inclusiveGateway"])
def test_a_return_behind_the_join_begins_the_region_anew(tag: str) -> None:
    data = _returning(node(tag, "split"), node(tag, "join"), by=("a",), around=False)
    assert (errors(data), warnings(data)) == ([], [])


@pytest.mark.parametrize("by", [("a",), ("b",), ("a", "b")])
@pytest.mark.parametrize(
    ("tag", "code"), [("parallelGateway", "join-may-wait"), ("inclusiveGateway", "join-counts-twice")]
)
def test_a_return_around_the_join_leaves_a_token_of_the_round_before(tag: str, code: str, by: tuple[str, ...]) -> None:
    data = _returning(node(tag, "split"), node(tag, "join"), by=by, around=True)
    assert errors(data) == [(code, "join")]
    assert "子流程" in only(data, code).message
    assert warnings(data) == []


def test_a_stale_token_is_found_also_where_the_end_would_sweep_it_away() -> None:
    data = _returning(fork("split"), fork("join"), by=("a",), around=True)
    swept = data.replace(
        b'<bpmn:endEvent id="end"/>', b'<bpmn:endEvent id="end"><bpmn:terminateEventDefinition/></bpmn:endEvent>'
    )
    assert errors(swept) == [("join-counts-twice", "join")]


def _enclosed(*leaving: Part, caught: Part, head: tuple[Part, ...]) -> bytes:
    """Return reviews side by side in a sub-process that a return leaves by ``leaving``, the element x."""
    parts = [start("s"), fork("split"), fork("join"), end("e"), user_task("a"), user_task("b"), choice("ga"), *leaving]
    parts += [*chain("s", "split", "a", "ga"), *by_outcome("ga", approve="join", **{"return": "x"})]
    sub = sub_process("sub", *parts, *chain("split", "b", "join", "e"))
    ways = (*chain("start", "apply", "sub", "end"), flow("caught", "apply"))
    return diagram(start(), user_task("apply"), sub, caught, end(), *ways, head=head)


def test_a_return_out_of_a_sub_process_around_the_region_is_fine() -> None:
    by_error = _enclosed(
        end("x", error_definition("r")), caught=boundary("caught", "sub", error_definition("r")), head=(error("r"),)
    )
    assert (errors(by_error), warnings(by_error)) == ([], [])
    by_escalation = _enclosed(
        throw("x", on("escalation", "r")), end("f"), flow("x", "f"),
        caught=boundary("caught", "sub", on("escalation", "r")), head=(escalation("r"),),
    )  # fmt: skip
    assert (errors(by_escalation), warnings(by_escalation)) == ([], [])


def test_an_escalation_that_does_not_interrupt_leaves_the_join_waiting() -> None:
    caught = boundary("caught", "sub", on("escalation", "r"), interrupting=False)
    data = _enclosed(end("x", on("escalation", "r")), caught=caught, head=(escalation("r"),))
    assert ("join-may-wait", "join") in errors(data)


def test_a_transaction_is_left_by_its_cancel_end() -> None:
    parts = [start("s"), fork("split"), fork("join"), end("e"), user_task("a"), user_task("b"), choice("ga")]
    parts += [end("x", on("cancel")), *chain("s", "split", "a", "ga"), *chain("split", "b", "join", "e")]
    parts += by_outcome("ga", approve="join", **{"return": "x"})
    caught = boundary("caught", "trip", on("cancel"))
    data = through(node("transaction", "trip", *parts), caught, end("f"), flow("caught", "f"))
    assert (errors(data), warnings(data)) == ([], [])


def test_an_end_that_stops_all_leaves_no_join_waiting() -> None:
    between = (user_task("a"), choice("ga"), user_task("b"), *chain("split", "a", "ga"), *chain("split", "b", "join"))
    ways = by_outcome("ga", approve="join", **{"return": "x"})
    for stopping, found in ((end("x", on("terminate")), []), (end("x"), [("join-may-wait", "join")])):
        data = _side_by_side(*between, *ways, stopping, split=fork("split"), join=fork("join"))
        assert errors(data) == found


def test_an_interrupted_side_never_comes_to_the_join() -> None:
    for target, found in (("late_end", [("join-may-wait", "join")]), ("m", [])):
        between = (user_task("a"), user_task("b"), choice("m"), *chain("split", "a", "m", "join"), flow("b", "join"))
        late = (boundary("late", "a", timer(*AFTER_A_DAY)), flow("late", target), flow("split", "b"))
        ends = (end("late_end"),) if target == "late_end" else ()
        data = _side_by_side(*between, *late, *ends, split=fork("split"), join=fork("join"))
        assert errors(data) == found


def test_a_reminder_that_runs_into_its_own_end_is_fine() -> None:
    remind = boundary("remind", "a", timer(*AFTER_A_DAY), interrupting=False)
    data = beside(remind, user_task("reminded"), end("end_2"), *chain("remind", "reminded", "end_2"))
    assert (errors(data), warnings(data)) == ([], [])


def test_a_reminder_in_a_loop_may_go_out_again_while_the_first_is_under_way() -> None:
    remind = boundary("remind", "a", timer(*AFTER_A_DAY), interrupting=False)
    parts = (start(), user_task("a"), remind, user_task("told"), choice("g"), end(), end("end_2"))
    ways = (*chain("start", "a", "g"), *chain("remind", "told", "end_2"))
    data = diagram(*parts, *ways, *by_outcome("g", approve="end", **{"return": "a"}))
    assert (errors(data), warnings(data)) == ([], [])


def test_a_reminder_that_runs_into_the_main_way_is_pointed_at() -> None:
    remind = boundary("remind", "a", timer(*AFTER_A_DAY), interrupting=False)
    parts = (start(), user_task("a"), remind, choice("m"), user_task("z"), end())
    data = diagram(*parts, *chain("start", "a", "m", "z", "end"), flow("remind", "m"))
    assert (errors(data), warnings(data)) == ([], [("meets-without-join", "m")])


def test_of_several_start_events_one_begins() -> None:
    parts = (start(), start("again"), user_task("a"), user_task("b"), choice("m"), user_task("z"), end())
    ways = (*chain("start", "a", "m", "z", "end"), *chain("again", "b", "m"))
    assert warnings(diagram(*parts, *ways)) == []
    joined = diagram(*(fork("m") if part.get("id") == "m" else part for part in parts), *ways)
    assert errors(joined) == [("join-may-wait", "m")]


def test_of_the_events_behind_an_event_gateway_one_happens() -> None:
    events = (catch("w", timer(*AFTER_A_DAY)), catch("v", on("message", "m")))
    for join, found in ((choice("join"), []), (fork("join"), [("join-may-wait", "join")])):
        parts = (start(), node("eventBasedGateway", "g"), *events, join, end())
        ways = (*chain("start", "g", "w", "join", "end"), *chain("g", "v", "join"))
        assert errors(diagram(*parts, *ways, head=(message("m"),))) == found


def test_the_inside_of_every_sub_process_is_played_by_itself() -> None:
    def waiting(behind: str) -> tuple[Part, ...]:
        parts = (choice("g"), user_task("p"), user_task("q"), fork("join"), end("f"), flow(behind, "g"))
        ways = by_outcome("g", approve="p", **{"return": "q"})
        return (*parts, *ways, *chain("p", "join", "f"), flow("q", "join"))

    assert errors(through(inside(*waiting("u")))) == [("join-may-wait", "join")]
    handler = event_sub_process("h", on("error"), user_task("v"), flow("h_on", "v"), *waiting("v"))
    assert errors(beside(handler)) == [("join-may-wait", "join")]


def test_a_call_is_one_activity_and_the_called_process_is_played_as_well() -> None:
    called = called_process(
        "other", start("o_s"), choice("g"), user_task("p"), user_task("q"), fork("join"), end("o_e"),
        flow("o_s", "g"), flow("g", "p", "x > 1"), flow("g", "q", "x <= 1"), *chain("p", "join", "o_e"),
        flow("q", "join"),
    )  # fmt: skip
    data = through(call("c", "other"), called=(called,))
    assert errors(data, ("x",)) == [("join-may-wait", "join")]


def test_an_inclusive_join_waits_for_what_can_still_come() -> None:
    nested = (user_task("a"), inclusive("inner"), user_task("p"), user_task("q"), inclusive("inner_join"))
    ways = (*chain("split", "a", "inner"), flow("inner", "p", "x > 1"), flow("inner", "q", "x > 2"))
    more = (*chain("p", "inner_join", "join"), flow("q", "inner_join"), user_task("b"), *chain("split", "b", "join"))
    data = _side_by_side(*nested, *ways, *more, split=fork("split"), join=inclusive("join"))
    assert (errors(data, ("x",)), warnings(data, ("x",))) == ([], [])


def test_two_inclusive_joins_that_wait_for_each_other_are_found() -> None:
    parts = (start(), fork("split"), inclusive("one"), inclusive("two"), choice("out"), choice("out_2"), end())
    ways = (*chain("start", "split", "one", "out"), *chain("split", "two", "out_2"))
    cross = (flow("out", "two", "x > 1"), flow("out", "end", "x <= 1"), flow("out_2", "one", "x > 1"))
    data = diagram(*parts, *ways, *cross, flow("out_2", "end", "x <= 1"))
    assert {("join-may-wait", "one"), ("join-may-wait", "two")} <= set(errors(data, ("x",)))


def test_what_is_refused_by_name_is_not_played() -> None:
    between = _two("split", "join")
    data = _side_by_side(*between, split=fork("split"), join=node("complexGateway", "join"))
    assert (errors(data), warnings(data)) == ([("not-supported", "join")], [])


def _many(ways: int, long: int, *more: Part) -> bytes:
    parts: list[Part] = [*more]
    for way in range(ways):
        names = [f"t{way}_{number}" for number in range(long)]
        parts += [*map(user_task, names), *chain("split", *names, "join")]
    return _side_by_side(*parts, split=fork("split"), join=fork("join"))


@pytest.mark.parametrize(("ways", "long"), [(3, 3), (8, 4), (40, 2), (150, 1)])
def test_many_ways_side_by_side_are_checked_whole_and_soon(ways: int, long: int) -> None:
    data = _many(ways, long)
    before = process_time()
    assert (errors(data), warnings(data)) == ([], [])
    assert process_time() - before < 10


def test_a_join_that_waits_is_found_among_many_ways() -> None:
    late = boundary("late", "t7_1", timer(*AFTER_A_DAY))
    assert errors(_many(12, 3, late, end("late_end"), flow("late", "late_end"))) == [("join-may-wait", "join")]


def test_more_tokens_than_can_be_followed_are_said_to_be_unchecked() -> None:
    assert warnings(_many(250, 1)) == [("too-many-orders", "line")]
