"""Event sub-processes: instead of what is in their scope, or beside it."""

from tests.diagrams.bpmn import (
    Part,
    boundary,
    by_outcome,
    chain,
    choice,
    condition_definition,
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
    signal,
    start,
    sub_process,
    throw,
    timer,
    user_task,
)
from tests.engine.duel import Shape


def _handler(name: str, trigger: Part, *, interrupting: bool = True) -> Part:
    """Return an event sub-process of one task."""
    way = chain(f"{name}_on", f"{name}_task", f"{name}_end")
    return event_sub_process(
        name, trigger, user_task(f"{name}_task"), end(f"{name}_end"), *way, interrupting=interrupting
    )


def _branches(*more: Part) -> tuple[Part, ...]:
    """Return the inside of a sub-process: two branches, a task behind them, and ``more``."""
    return (
        start("s"), fork("split"), user_task("a"), user_task("b"), fork("join"), user_task("c"), end("e"),
        *chain("s", "split", "a", "join", "c", "e"), *chain("split", "b", "join"), *more,
    )  # fmt: skip


def _in_a_loop(*inside: Part, head: tuple[Part, ...] = (), names: tuple[str, ...] = ()) -> Shape:
    """Return a return loop around a sub-process."""
    return Shape(diagram(
        start(), choice("back"), sub_process("sub", *inside), user_task("decide"), choice("after"), end(),
        *chain("start", "back", "sub", "decide", "after"), *by_outcome("after", approve="end", **{"return": "back"}),
        head=head,
    ), names=names)  # fmt: skip


def deadline_of_the_process() -> Shape:
    """When it is too late, all that is open is withdrawn and another task comes up; the process ends with it."""
    return Shape(diagram(
        start(), fork("split"), user_task("a"), user_task("b"), fork("join"), user_task("c"), end(),
        *chain("start", "split", "a", "join", "c", "end"), *chain("split", "b", "join"),
        _handler("late", timer("timeDuration", "P1D")),
    ))  # fmt: skip


def reminder_of_the_process() -> Shape:
    """The reminder is a task beside the others; the process is not over before it is done."""
    return Shape(diagram(
        start(), fork("split"), user_task("a"), user_task("b"), fork("join"), user_task("c"), end(),
        *chain("start", "split", "a", "join", "c", "end"), *chain("split", "b", "join"),
        _handler("remind", timer("timeDuration", "P1D"), interrupting=False),
    ))  # fmt: skip


def messages_to_the_process() -> Shape:
    """Notes may come at any time, each is read by itself; a withdrawal stops everything."""
    return Shape(diagram(
        start(), user_task("apply"), user_task("review"), choice("after"), end(),
        *chain("start", "apply", "review", "after"), *by_outcome("after", approve="end", **{"return": "apply"}),
        _handler("noting", on("message", "note"), interrupting=False), _handler("stopping", on("message", "stop")),
        head=(message("note"), message("stop")),
    ))  # fmt: skip


def deadline_of_a_sub_process() -> Shape:
    return _in_a_loop(*_branches(_handler("late", timer("timeDuration", "P1D"))))


def reminder_of_a_sub_process() -> Shape:
    return _in_a_loop(*_branches(_handler("remind", timer("timeDuration", "P1D"), interrupting=False)))


def messages_to_a_sub_process() -> Shape:
    handlers = (
        _handler("noting", on("message", "note"), interrupting=False),
        _handler("stopping", on("message", "stop")),
    )
    return _in_a_loop(*_branches(*handlers), head=(message("note"), message("stop")))


def handler_and_border() -> Shape:
    """A deadline on the border withdraws the sub-process whether its own handler runs or not."""
    inside = _branches(
        _handler("stopping", on("message", "stop")),
        _handler("remind", timer("timeDuration", "P1D"), interrupting=False),
    )
    return Shape(diagram(
        start(), user_task("p"), sub_process("sub", *inside), boundary("late", "sub", timer("timeDuration", "P7D")),
        user_task("z"), end(), *chain("start", "p", "sub", "z", "end"), flow("late", "p"), head=(message("stop"),),
    ))  # fmt: skip


def error_handled_inside() -> Shape:
    """An error is handled inside the sub-process, which then is complete; another passes to the border."""
    inside = (
        start("s"), fork("split"), user_task("a"), choice("after"), user_task("b"), fork("join"), end("e"),
        end("minor_end", error_definition("minor")), end("major_end", error_definition("major")),
        *chain("s", "split", "a", "after"), *chain("split", "b", "join", "e"),
        *by_outcome("after", approve="join", minor="minor_end", major="major_end"),
        _handler("mend", error_definition("minor")),
    )  # fmt: skip
    return Shape(diagram(
        start(), user_task("p"), sub_process("sub", *inside), boundary("large", "sub", error_definition("major")),
        user_task("z"), end(), *chain("start", "p", "sub", "z", "end"), flow("large", "p"),
        head=(error("minor"), error("major")),
    ))  # fmt: skip


def escalation_handled_inside() -> Shape:
    inside = (
        start("s"), fork("split"), user_task("a"), throw("tell", on("escalation", "note")), user_task("a2"),
        user_task("b"), fork("join"), end("e"), *chain("s", "split", "a", "tell", "a2", "join", "e"),
        *chain("split", "b", "join"), _handler("noted", on("escalation", "note"), interrupting=False),
    )  # fmt: skip
    return _in_a_loop(*inside, head=(escalation("note"),))


def signal_to_a_handler() -> Shape:
    """A task beside the sub-process throws the signal that its handler waits for."""
    inside = _branches(_handler("heard", on("signal", "go")))
    return Shape(diagram(
        start(), fork("two"), sub_process("sub", *inside), user_task("w"), throw("tell", on("signal", "go")),
        user_task("w2"),
        fork("both"), user_task("z"), end(), *chain("start", "two", "sub", "both", "z", "end"),
        *chain("two", "w", "tell", "w2", "both"), head=(signal("go"),),
    ))  # fmt: skip


def handler_with_branches() -> Shape:
    """A handler has branches and a deadline of its own."""
    handler = event_sub_process(
        "stopping", on("message", "stop"), fork("hs"), user_task("h1"), user_task("h2"), fork("hj"), user_task("h3"),
        end("he"),
        boundary("h_late", "h1", timer("timeDuration", "P1D")), choice("hm"),
        *chain("stopping_on", "hs", "h1", "hm", "hj", "h3"),
        *chain("h3", "he"), *chain("hs", "h2", "hj"), flow("h_late", "hm"),
    )  # fmt: skip
    return _in_a_loop(*_branches(handler), head=(message("stop"),))


def handler_in_each_instance() -> Shape:
    """Each instance of a sub-process has its own handlers."""
    inside = (
        start("s"), user_task("a"), user_task("b"), end("e"), *chain("s", "a", "b", "e"),
        _handler("late", timer("timeDuration", "P1D")),
    )  # fmt: skip
    return Shape(diagram(
        start(), sub_process("sub", multi(many="2"), *inside), user_task("z"), end(),
        *chain("start", "sub", "z", "end"),
    ))  # fmt: skip


def condition_handled_inside() -> Shape:
    inside = _branches(_handler("urgent_one", condition_definition("urgent")))
    return Shape(diagram(
        start(), user_task("p"), sub_process("sub", *inside), user_task("z"), end(),
        *chain("start", "p", "sub", "z", "end"),
    ), names=("urgent",))  # fmt: skip


def handler_inside_a_handler() -> Shape:
    inner = _handler("inner", on("message", "more"), interrupting=False)
    outer = event_sub_process(
        "outer", on("message", "note"), user_task("o1"), user_task("o2"), end("oe"),
        *chain("outer_on", "o1", "o2", "oe"), inner, interrupting=False,
    )  # fmt: skip
    return _in_a_loop(*_branches(outer), head=(message("note"), message("more")))


def handler_that_terminates() -> Shape:
    """A terminate end in a handler ends the handler and leaves what runs beside it."""
    handler = event_sub_process(
        "noting", on("message", "note"), fork("hf"), user_task("h1"), user_task("h2"), end("stop", on("terminate")),
        end("he"), *chain("noting_on", "hf", "h1", "stop"), *chain("hf", "h2", "he"), interrupting=False,
    )  # fmt: skip
    return _in_a_loop(*_branches(handler), head=(message("note"),))


def handler_that_throws_an_error() -> Shape:
    """What goes wrong in a handler leaves the sub-process around it by its border."""
    handler = event_sub_process(
        "noting", on("message", "note"), user_task("h"), choice("ha"), end("he"), end("hx", error_definition("bad")),
        *chain("noting_on", "h", "ha"), *by_outcome("ha", approve="he", terminate="hx"), interrupting=False,
    )  # fmt: skip
    return Shape(diagram(
        start(), user_task("p"), sub_process("sub", *_branches(handler)),
        boundary("out", "sub", error_definition("bad")),
        user_task("z"), end(), *chain("start", "p", "sub", "z", "end"), flow("out", "p"),
        head=(message("note"), error("bad")),
    ))  # fmt: skip


def handler_that_escalates() -> Shape:
    handler = event_sub_process(
        "noting", on("message", "note"), user_task("h"), throw("up", on("escalation", "asked")), user_task("h2"),
        end("he"),
        *chain("noting_on", "h", "up", "h2", "he"), interrupting=False,
    )  # fmt: skip
    return Shape(diagram(
        start(), user_task("p"), sub_process("sub", *_branches(handler)),
        boundary("heard", "sub", on("escalation", "asked"), interrupting=False), user_task("hear"), end("done"),
        user_task("z"), end(), *chain("start", "p", "sub", "z", "end"), *chain("heard", "hear", "done"),
        head=(message("note"), escalation("asked")),
    ))  # fmt: skip


def sub_process_inside_a_handler() -> Shape:
    handler = event_sub_process(
        "stopping", on("message", "stop"), sub_process("deep", start("ds"), user_task("d1"), user_task("d2"), end("de"),
        *chain("ds", "d1", "d2", "de")), boundary("deep_late", "deep", timer("timeDuration", "P1D")), user_task("h"),
        end("he"), *chain("stopping_on", "deep", "h", "he"), flow("deep_late", "he"),
    )  # fmt: skip
    return _in_a_loop(*_branches(handler), head=(message("stop"),))


def terminate_beside_handlers() -> Shape:
    """A terminate end of the process also ends the handlers that run."""
    return Shape(diagram(
        start(), fork("split"), user_task("a"), user_task("b"), sub_process("sub", start("s"), user_task("c"), end("e"),
        *chain("s", "c", "e")), end("stop", on("terminate")), end(), *chain("start", "split", "a", "stop"),
        *chain("split", "b", "end"), *chain("split", "sub", "end"), _handler("noting", on("message", "note"),
        interrupting=False), head=(message("note"),),
    ))  # fmt: skip


def error_that_nobody_catches() -> Shape:
    """An error that nobody catches ends the whole case where it was thrown, however deep."""
    inside = (
        start("s"), user_task("a"), choice("after"), end("e"), end("x", error_definition("bad")),
        *chain("s", "a", "after"), *by_outcome("after", approve="e", terminate="x"),
    )  # fmt: skip
    return Shape(diagram(
        start(), fork("split"), sub_process("sub", *inside), user_task("b"),
        boundary("remind", "b", timer("timeDuration", "P1D"), interrupting=False), user_task("c"), fork("join"),
        user_task("z"), end(), *chain("start", "split", "sub", "join", "z", "end"), *chain("split", "b", "join"),
        *chain("remind", "c", "end"), _handler("noting", on("message", "note"), interrupting=False),
        head=(error("bad"), message("note")),
    ))  # fmt: skip


def condition_that_is_handled_beside() -> Shape:
    inside = _branches(_handler("urgent_one", condition_definition("urgent"), interrupting=False))
    return _in_a_loop(*inside, names=("urgent",))


def deadlines_of_three_levels() -> Shape:
    """Handlers and borders on three levels: what is outside ends what is inside."""
    innermost = _branches(_handler("in_late", timer("timeDuration", "P1D")))
    middle = (
        start("ms"), sub_process("inner", *innermost), user_task("m"), end("me"), *chain("ms", "inner", "m", "me"),
        boundary("inner_late", "inner", timer("timeDuration", "P2D")), flow("inner_late", "m"),
        _handler("mid_remind", timer("timeDuration", "P1D"), interrupting=False),
    )  # fmt: skip
    return Shape(diagram(
        start(), sub_process("middle", *middle), boundary("mid_late", "middle", timer("timeDuration", "P3D")),
        user_task("z"),
        end(), *chain("start", "middle", "z", "end"), flow("mid_late", "z"),
        _handler("late", timer("timeDuration", "P9D")),
    ))  # fmt: skip


def terminate_beside_a_handler() -> Shape:
    """A terminate end of a sub-process also ends the handlers that run in it."""
    inside = (
        start("s"), user_task("a"), end("e", on("terminate")), *chain("s", "a", "e"),
        _handler("noting", on("message", "note"), interrupting=False),
    )  # fmt: skip
    return _in_a_loop(*inside, head=(message("note"),))


SHAPES = (
    deadline_of_the_process, reminder_of_the_process, messages_to_the_process, deadline_of_a_sub_process,
    reminder_of_a_sub_process, messages_to_a_sub_process, handler_and_border, error_handled_inside,
    escalation_handled_inside, signal_to_a_handler, handler_with_branches, handler_in_each_instance,
    condition_handled_inside,
    handler_inside_a_handler, handler_that_terminates, handler_that_throws_an_error, handler_that_escalates,
    sub_process_inside_a_handler, terminate_beside_handlers, error_that_nobody_catches,
    condition_that_is_handled_beside, deadlines_of_three_levels,
    terminate_beside_a_handler,
)  # fmt: skip
