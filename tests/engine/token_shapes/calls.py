"""Called processes: twice at once, in instances, left by errors and escalations."""

from tests.diagrams.bpmn import (
    Part,
    boundary,
    by_outcome,
    call,
    called_process,
    chain,
    choice,
    diagram,
    end,
    error,
    error_definition,
    escalation,
    flow,
    fork,
    multi,
    on,
    start,
    throw,
    timer,
    user_task,
)
from tests.engine.duel import Shape


def _checking(*more: Part) -> Part:
    """Return a called process: two branches and a task behind them."""
    return called_process(
        "checking", start("cs"), fork("split"), user_task("a"), user_task("b"), fork("join"), user_task("c"), end("ce"),
        *chain("cs", "split", "a", "join", "c", "ce"), *chain("split", "b", "join"), *more,
    )  # fmt: skip


def called_twice_at_once() -> Shape:
    return Shape(diagram(
        start(), fork("two"), call("one", "checking"), call("other", "checking"), fork("both"), user_task("z"), end(),
        *chain("start", "two", "one", "both", "z", "end"), *chain("two", "other", "both"), called=(_checking(),),
    ))  # fmt: skip


def called_twice_in_a_loop_with_timers() -> Shape:
    return Shape(diagram(
        start(), choice("back"), fork("two"), call("one", "checking"),
        boundary("late", "one", timer("timeDuration", "P1D")),
        call("other", "checking"), boundary("remind", "other", timer("timeDuration", "P1D"), interrupting=False),
        end("reminded"), choice("meet"), fork("both"), user_task("decide"), choice("after"), end(),
        *chain("start", "back", "two", "one", "meet", "both", "decide", "after"), *chain("two", "other", "both"),
        flow("late", "meet"), flow("remind", "reminded"), *by_outcome("after", approve="end", **{"return": "back"}),
        called=(_checking(),),
    ))  # fmt: skip


def called_in_instances() -> Shape:
    return Shape(diagram(
        start(), call("one", "checking", multi(many="2")), user_task("z"), end(), *chain("start", "one", "z", "end"),
        called=(_checking(),),
    ))  # fmt: skip


def called_process_left_by_an_error() -> Shape:
    """What the called process does not handle leaves it by the border of the call, with an escalation on the way."""
    checking = called_process(
        "checking", start("cs"), fork("split"), user_task("a"), throw("tell", on("escalation", "note")),
        user_task("a2"),
        user_task("b"), choice("asked"), fork("join"), end("ce"), end("cx", error_definition("returned")),
        *chain("cs", "split", "a", "tell", "a2", "join", "ce"), *chain("split", "b", "asked"),
        *by_outcome("asked", approve="join", **{"return": "cx"}),
    )  # fmt: skip
    return Shape(diagram(
        start(), user_task("p"), call("one", "checking"), boundary("back", "one", error_definition("returned")),
        boundary("noted", "one", on("escalation", "note"), interrupting=False), user_task("read"), end("done"),
        user_task("z"), end(), *chain("start", "p", "one", "z", "end"), flow("back", "p"),
        *chain("noted", "read", "done"),
        head=(error("returned"), escalation("note")), called=(checking,),
    ))  # fmt: skip


SHAPES = (
    called_twice_at_once, called_twice_in_a_loop_with_timers, called_in_instances, called_process_left_by_an_error,
)  # fmt: skip
