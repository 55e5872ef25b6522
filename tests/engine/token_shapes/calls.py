"""Called processes: twice at once, in instances, left by errors and escalations."""

from tests.diagrams.bpmn import (
    Part,
    again,
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
    event_sub_process,
    flow,
    fork,
    message,
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


def called_process_with_handlers() -> Shape:
    """The called process has handlers of its own, and what interrupts the call ends them."""
    noting = event_sub_process(
        "noting", on("message", "note"), user_task("n"), end("ne"), *chain("noting_on", "n", "ne"), interrupting=False
    )
    return Shape(diagram(
        start(), choice("back"), call("one", "checking"), boundary("late", "one", timer("timeDuration", "P1D")),
        user_task("decide"), choice("after"), end(), *chain("start", "back", "one", "decide", "after"),
        flow("late", "decide"), *by_outcome("after", approve="end", **{"return": "back"}), head=(message("note"),),
        called=(_checking(noting),),
    ))  # fmt: skip


def call_of_a_call() -> Shape:
    outer = called_process(
        "outer", start("os"), user_task("o"), call("deeper", "checking"), end("oe"), *chain("os", "o", "deeper", "oe"),
    )  # fmt: skip
    return Shape(diagram(
        start(), fork("two"), call("one", "outer"), call("other", "checking"), fork("both"), user_task("z"), end(),
        *chain("start", "two", "one", "both", "z", "end"), *chain("two", "other", "both"), called=(outer, _checking()),
    ))  # fmt: skip


def called_again_and_again() -> Shape:
    return Shape(diagram(
        start(), call("one", "checking", again("more", maximum=3)),
        boundary("late", "one", timer("timeDuration", "P1D")),
        user_task("z"), end(), *chain("start", "one", "z", "end"), flow("late", "z"), called=(_checking(),),
    ), names=("more",))  # fmt: skip


def called_process_that_terminates() -> Shape:
    """A terminate end of the called process ends that call only."""
    checking = called_process(
        "checking", start("cs"), fork("split"), user_task("a"), user_task("b"), end("ce"), end("stop", on("terminate")),
        *chain("cs", "split", "a", "stop"), *chain("split", "b", "ce"),
    )  # fmt: skip
    return Shape(diagram(
        start(), fork("two"), call("one", "checking"), call("other", "checking"), fork("both"), user_task("z"), end(),
        *chain("start", "two", "one", "both", "z", "end"), *chain("two", "other", "both"), called=(checking,),
    ))  # fmt: skip


SHAPES = (
    called_twice_at_once, called_twice_in_a_loop_with_timers, called_in_instances, called_process_left_by_an_error,
    called_process_with_handlers, call_of_a_call, called_again_and_again, called_process_that_terminates,
)  # fmt: skip
