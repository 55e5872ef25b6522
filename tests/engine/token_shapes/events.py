"""Messages, signals, escalations and conditions: caught on the way, on a border, at an event gateway."""

from tests.diagrams.bpmn import (
    again,
    boundary,
    by_outcome,
    catch,
    chain,
    choice,
    diagram,
    end,
    escalation,
    external_task,
    flow,
    fork,
    message,
    multi,
    node,
    on,
    signal,
    start,
    sub_process,
    throw,
    timer,
    user_task,
)
from tests.engine.duel import Shape


def messages_on_the_way() -> Shape:
    return Shape(diagram(
        start(), choice("back"), fork("split"), catch("paid", on("message", "payment")),
        node("receiveTask", "papers", messageRef="letter"), boundary("late", "papers", timer("timeDuration", "P1D")),
        choice("meet"), fork("join"), user_task("decide"), choice("after"), end(),
        *chain("start", "back", "split", "paid", "join", "decide", "after"), *chain("split", "papers", "meet", "join"),
        flow("late", "meet"), *by_outcome("after", approve="end", **{"return": "back"}),
        head=(message("payment"), message("letter")),
    ))  # fmt: skip


def message_on_a_border() -> Shape:
    """A message may withdraw a task at any time; another is noted as often as it comes."""
    return Shape(diagram(
        start(), choice("back"), user_task("a"), boundary("stopped", "a", on("message", "stop")),
        boundary("noted", "a", on("message", "note"), interrupting=False), user_task("read"), end("done"),
        user_task("z"), choice("after"), end(), *chain("start", "back", "a", "z", "after"), flow("stopped", "z"),
        *chain("noted", "read", "done"), *by_outcome("after", approve="end", **{"return": "back"}),
        head=(message("stop"), message("note")),
    ))  # fmt: skip


def message_on_a_sub_process() -> Shape:
    inside = (
        start("s"), fork("split"), user_task("a"), user_task("b"), fork("join"), user_task("c"), end("e"),
        *chain("s", "split", "a", "join", "c", "e"), *chain("split", "b", "join"),
    )  # fmt: skip
    return Shape(diagram(
        start(), user_task("p"), sub_process("sub", *inside), boundary("stopped", "sub", on("message", "stop")),
        boundary("noted", "sub", on("message", "note"), interrupting=False), end("done"), user_task("z"), end(),
        *chain("start", "p", "sub", "z", "end"), flow("stopped", "p"), flow("noted", "done"),
        head=(message("stop"), message("note")),
    ))  # fmt: skip


def whichever_event_comes_first() -> Shape:
    """An event gateway before a message, a signal, a timer and a receive task, in a return loop."""
    return Shape(diagram(
        start(), user_task("ask"), node("eventBasedGateway", "wait"), catch("paid", on("message", "payment")),
        catch("stopped", on("signal", "stop")), catch("late", timer("timeDuration", "P1D")),
        node("receiveTask", "papers", messageRef="letter"), user_task("a"), user_task("b"), choice("meet"),
        user_task("decide"), choice("after"), end(),
        *chain("start", "ask", "wait", "paid", "a", "meet", "decide", "after"),
        *chain("wait", "stopped", "b", "meet"), *chain("wait", "late", "meet"), *chain("wait", "papers", "meet"),
        *by_outcome("after", approve="end", **{"return": "ask"}),
        head=(message("payment"), message("letter"), signal("stop")),
    ))  # fmt: skip


def signals_between_branches() -> Shape:
    """One branch throws what two others wait for: on the way, and on the border of a task."""
    return Shape(diagram(
        start(), fork("split"), user_task("a"), throw("tell", on("signal", "go")), user_task("a2"),
        user_task("b"), catch("told", on("signal", "go")), user_task("b2"), user_task("c"),
        boundary("hurried", "c", on("signal", "go")), user_task("c2"), choice("meet"), fork("join"), user_task("z"),
        end(),
        *chain("start", "split", "a", "tell", "a2", "join", "z", "end"), *chain("split", "b", "told", "b2", "join"),
        *chain("split", "c", "meet", "join"), *chain("hurried", "c2", "meet"), head=(signal("go"),),
    ))  # fmt: skip


def signal_that_stops_its_own_sub_process() -> Shape:
    """A signal thrown inside leaves the sub-process by its border, and starts something beside another."""
    inside = (
        start("s"), fork("split"), user_task("a"), choice("after"), throw("tell", on("signal", "stop")),
        user_task("a2"),
        user_task("b"), fork("join"), choice("meet"), end("e"), *chain("s", "split", "a", "after"),
        *by_outcome("after", approve="meet", terminate="tell"), *chain("tell", "a2", "meet", "join", "e"),
        *chain("split", "b", "join"),
    )  # fmt: skip
    return Shape(diagram(
        start(), fork("two"), sub_process("sub", *inside), boundary("stopped", "sub", on("signal", "stop")),
        user_task("instead"), user_task("w"), boundary("heard", "w", on("signal", "stop"), interrupting=False),
        user_task("listen"), end("end_2"), choice("out"), fork("both"), user_task("z"), end(),
        *chain("start", "two", "sub", "out", "both", "z", "end"), *chain("two", "w", "both"),
        *chain("stopped", "instead", "out"), *chain("heard", "listen", "end_2"), head=(signal("stop"),),
    ))  # fmt: skip


def ends_that_tell() -> Shape:
    """Signal and message ends: the branch ends there, and who waits for the signal goes on."""
    return Shape(diagram(
        start(), fork("split"), user_task("a"), end("tell", on("signal", "go")), user_task("b"),
        end("write", on("message", "letter")), catch("told", on("signal", "go")), user_task("c"), end(),
        *chain("start", "split", "a", "tell"), *chain("split", "b", "write"), *chain("split", "told", "c", "end"),
        head=(signal("go"), message("letter")),
    ))  # fmt: skip


def escalations() -> Shape:
    """One is only noted and the work goes on, one interrupts, one is caught by nobody."""
    inside = (
        start("s"), fork("split"), user_task("a"), throw("tell", on("escalation", "note")), user_task("a2"),
        user_task("b"),
        choice("after"), throw("ask", on("escalation", "other")), fork("join"), choice("meet"),
        end("e"), end("give_up", on("escalation", "over")), *chain("s", "split", "a", "tell", "a2", "join"),
        *chain("split", "b", "after"), *by_outcome("after", approve="meet", more="ask", terminate="give_up"),
        *chain("ask", "meet", "join", "e"),
    )  # fmt: skip
    return Shape(diagram(
        start(), user_task("p"), sub_process("sub", *inside),
        boundary("noted", "sub", on("escalation", "note"), interrupting=False), user_task("read"), end("done"),
        boundary("left", "sub", on("escalation", "over")), user_task("z"), end(),
        *chain("start", "p", "sub", "z", "end"),
        *chain("noted", "read", "done"), flow("left", "p"),
        head=(escalation("note"), escalation("over"), escalation("other")),
    ))  # fmt: skip


def escalation_from_each_instance() -> Shape:
    """Every instance escalates to the border of all of them, which notes it each time."""
    inside = (
        start("s"), user_task("a"), throw("tell", on("escalation", "note")), user_task("b"), end("e"),
        *chain("s", "a", "tell", "b", "e"),
    )  # fmt: skip
    return Shape(diagram(
        start(), sub_process("sub", multi(many="2"), *inside),
        boundary("noted", "sub", on("escalation", "note"), interrupting=False), user_task("read"), end("done"),
        user_task("z"), end(), *chain("start", "sub", "z", "end"), *chain("noted", "read", "done"),
        head=(escalation("note"),),
    ))  # fmt: skip


def transaction() -> Shape:
    """A cancel end leaves the transaction by its cancel border; an error by another."""
    inside = (
        start("s"), fork("split"), user_task("a"), choice("after"), external_task("b"), fork("join"), end("e"),
        end("cancelled", on("cancel")), *chain("s", "split", "a", "after"), *chain("split", "b", "join", "e"),
        *by_outcome("after", approve="join", terminate="cancelled"),
    )  # fmt: skip
    return Shape(diagram(
        start(), user_task("p"), node("transaction", "sub", *inside), boundary("undone", "sub", on("cancel")),
        boundary("late", "sub", timer("timeDuration", "P1D")), user_task("z"), end(),
        *chain("start", "p", "sub", "z", "end"), flow("undone", "p"), flow("late", "z"),
    ))  # fmt: skip


def either_of_two_triggers() -> Shape:
    """An event with two triggers happens with the first of them."""
    either = node("boundaryEvent", "stopped", on("message", "stop"), timer("timeDuration", "P1D"), attachedToRef="a")
    return Shape(diagram(
        start(), user_task("p"), user_task("a"), either,
        node("intermediateCatchEvent", "told", on("message", "payment"),
        on("signal", "go")), user_task("z"), choice("after"), end(), *chain("start", "p", "a", "told", "z", "after"),
        flow("stopped", "z"), *by_outcome("after", approve="end", **{"return": "p"}),
        head=(message("stop"), message("payment"), signal("go")),
    ))  # fmt: skip


def repeated_reminders() -> Shape:
    """One reminder comes three times, one without end, as long as the task is open."""
    return Shape(diagram(
        start(), user_task("a"), boundary("thrice", "a", timer("timeCycle", "R3/P1D"), interrupting=False),
        user_task("b"),
        boundary("ever", "a", timer("timeCycle", "R/P1D"), interrupting=False), end("reminded"), user_task("z"),
        choice("after"), end(), end("done"), *chain("start", "a", "z", "after"), *chain("thrice", "b", "done"),
        flow("ever", "reminded"), *by_outcome("after", approve="end", **{"return": "a"}),
    ))  # fmt: skip


def instances_that_receive() -> Shape:
    """Each instance of a receive task waits for its own message."""
    return Shape(diagram(
        start(), user_task("p"), node("receiveTask", "papers", multi(many="2"), messageRef="letter"),
        boundary("late", "papers", timer("timeDuration", "P1D")), user_task("z"), choice("after"), end(),
        *chain("start", "p", "papers", "z", "after"), flow("late", "z"),
        *by_outcome("after", approve="end", **{"return": "p"}), head=(message("letter"),),
    ))  # fmt: skip


def receiving_again_and_again() -> Shape:
    return Shape(diagram(
        start(), node("receiveTask", "papers", again("more"), messageRef="letter"), user_task("z"), end(),
        *chain("start", "papers", "z", "end"), head=(message("letter"),),
    ), names=("more",))  # fmt: skip


def one_of_several_starts() -> Shape:
    return Shape(diagram(
        start(), node("startEvent", "called_in", on("message", "call")), node("startEvent", "on_time", timer("timeDate",
        "2026-12-31T17:00:00")), user_task("a"), user_task("b"), choice("meet"), user_task("z"), end(),
        *chain("start", "a", "meet", "z", "end"), *chain("called_in", "b", "meet"), flow("on_time", "meet"),
        head=(message("call"),),
    ), at="called_in")  # fmt: skip


def escalation_that_nobody_hears() -> Shape:
    return Shape(diagram(
        start(), fork("split"), user_task("a"), end("up", on("escalation", "note")), user_task("b"), end(),
        *chain("start", "split", "a", "up"), *chain("split", "b", "end"), head=(escalation("note"),),
    ))  # fmt: skip


def signal_among_instances() -> Shape:
    """An instance throws a signal: it stops a task in every instance, also in its own."""
    inside = (
        start("s"), fork("f"), user_task("a"), throw("tell", on("signal", "go")), user_task("a2"), user_task("b"),
        boundary("heard", "b", on("signal", "go")), user_task("b2"), choice("m"), fork("j"), end("e"),
        *chain("s", "f", "a", "tell", "a2", "j", "e"), *chain("f", "b", "m", "j"), *chain("heard", "b2", "m"),
    )  # fmt: skip
    return Shape(diagram(
        start(), sub_process("sub", multi(many="2"), *inside), user_task("z"), end(),
        *chain("start", "sub", "z", "end"),
        head=(signal("go"),),
    ))  # fmt: skip


def transaction_in_instances() -> Shape:
    inside = (
        start("s"), user_task("a"), user_task("b"), choice("after"), end("e"), end("cancelled", on("cancel")),
        *chain("s", "a", "b", "after"), *by_outcome("after", approve="e", terminate="cancelled"),
    )  # fmt: skip
    return Shape(diagram(
        start(), user_task("p"), node("transaction", "sub", multi(many="2"), *inside),
        boundary("undone", "sub", on("cancel")), user_task("z"), end(), *chain("start", "p", "sub", "z", "end"),
        flow("undone", "p"),
    ))  # fmt: skip


SHAPES = (
    messages_on_the_way, message_on_a_border, message_on_a_sub_process, whichever_event_comes_first,
    signals_between_branches, signal_that_stops_its_own_sub_process, ends_that_tell, escalations,
    escalation_from_each_instance, transaction, either_of_two_triggers, repeated_reminders, instances_that_receive,
    receiving_again_and_again, one_of_several_starts, escalation_that_nobody_hears, signal_among_instances,
    transaction_in_instances,
)  # fmt: skip
