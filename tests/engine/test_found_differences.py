"""Small diagrams and orders on which an engine easily stands elsewhere than BPMN 2.0.2 says."""

from typing import Any

import pytest

from casesvc.cases.step import Complete, Fire, Receive, Start, StepInput
from casesvc.engine import Engine
from tests.diagrams.bpmn import (
    Part,
    again,
    boundary,
    chain,
    choice,
    condition_definition,
    diagram,
    end,
    escalation,
    event_sub_process,
    flow,
    fork,
    inclusive,
    message,
    multi,
    on,
    script_task,
    signal,
    start,
    sub_process,
    throw,
    timer,
    user_task,
)
from tests.engine.duel import Duel, Shape
from tests.engine.play import weekdays

Order = list[tuple[StepInput, dict[str, Any]]]
START: dict[str, Any] = {"big": False}


def _handler(name: str, trigger: Part, *, interrupting: bool) -> Part:
    way = chain(f"{name}_on", f"{name}_task", f"{name}_end")
    return event_sub_process(
        name, trigger, user_task(f"{name}_task"), end(f"{name}_end"), *way, interrupting=interrupting
    )


def _beside(*parts: Part, head: tuple[Part, ...] = ()) -> bytes:
    return diagram(start(), user_task("a"), end(), *chain("start", "a", "end"), *parts, head=head)


def interrupting_handler_ends_the_handlers_that_run() -> tuple[bytes, Order]:
    """10.5.6: an interrupting handler interrupts the parent; BPMN2-169: the parent ends when it is complete.

    13.3.4: everything inside the scope belongs to the parent, a handler that runs beside it too."""
    noting = _handler("noting", on("message", "note"), interrupting=False)
    stopping = _handler("stopping", on("message", "stop"), interrupting=True)
    drawn = _beside(noting, stopping, head=(message("note"), message("stop")))
    return drawn, [(Receive("noting_on#1"), {}), (Receive("stopping_on#1"), {})]


def handlers_start_as_long_as_their_parent_is_active() -> tuple[bytes, Order]:
    """10.3.5: each time the start event is triggered while the parent process is active, the event sub-process starts;
    13.3.4: the parent is complete when no token is left in it and none of its activities is active."""
    noting = _handler("noting", on("message", "note"), interrupting=False)
    return _beside(noting, head=(message("note"),)), [(Receive("noting_on#1"), {}), (Complete("a#1"), {})]


def reminder_that_has_not_come_is_no_token() -> tuple[bytes, Order]:
    """13.4.3: a path starts with a flow that has a token. The token in ``a`` may come to the side that waits, so it
    does not hold up the join; the reminder on its border holds no token of its own."""
    drawn = diagram(
        start(), fork("split"), user_task("a"),
        boundary("remind", "a", timer("timeDuration", "P1D"), interrupting=False),
        user_task("b"), choice("meet"), inclusive("join"), user_task("z"), end(),
        *chain("start", "split", "a", "meet", "join", "z", "end"), *chain("split", "b", "meet"), flow("remind", "join"),
    )  # fmt: skip
    return drawn, [(Complete("b#1"), {})]


def event_that_has_occurred_goes_its_way() -> tuple[bytes, Order]:
    """13.5.3: the event occurrence is consumed and execution follows the flow of the event. That a condition on the
    same border becomes true in the same step ends the task, not what has occurred already."""
    drawn = _beside(
        boundary("stopped", "a", condition_definition("big")), user_task("c"), end("e3"), user_task("b"), end("e2"),
        boundary("noted", "a", on("message", "note"), interrupting=False), *chain("noted", "b", "e2"),
        *chain("stopped", "c", "e3"), head=(message("note"),),
    )  # fmt: skip
    return drawn, [(Receive("noted#1"), {"big": True})]


def reminder_that_has_fired_goes_its_way() -> tuple[bytes, Order]:
    """The same of a timer."""
    drawn = _beside(
        boundary("stopped", "a", condition_definition("big")), user_task("c"), end("e3"), user_task("b"), end("e2"),
        boundary("remind", "a", timer("timeDuration", "P1D"), interrupting=False), *chain("remind", "b", "e2"),
        *chain("stopped", "c", "e3"),
    )  # fmt: skip
    return drawn, [(Fire("remind#1"), {"big": True})]


def instances_end_with_what_is_ready_in_them() -> tuple[bytes, Order]:
    """13.5.3: the activity is cancelled, of a multi-instance all its instances; nothing in them runs on."""
    inside = (start("s"), user_task("x"), end("e"), *chain("s", "x", "e"))
    drawn = diagram(
        start(), user_task("a"), sub_process("sub", multi(many="2"), *inside),
        boundary("stopped", "sub", condition_definition("big")), user_task("z"), end(),
        *chain("start", "a", "sub", "end"), *chain("stopped", "z", "end"),
    )  # fmt: skip
    return drawn, [(Complete("a#1"), {"big": True})]


def sub_process_in_instances_ends_with_what_is_ready_in_it() -> tuple[bytes, Order]:
    """The same with one more sub-process in each."""
    deep = (start("ds"), user_task("x"), end("de"), *chain("ds", "x", "de"))
    inside = (start("s"), sub_process("deep", *deep), end("e"), *chain("s", "deep", "e"))
    drawn = diagram(
        start(), user_task("a"), sub_process("sub", multi(many="2", sequential=True), *inside),
        boundary("stopped", "sub", condition_definition("big")), user_task("z"), end(),
        *chain("start", "a", "sub", "end"), *chain("stopped", "z", "end"),
    )  # fmt: skip
    return drawn, [(Complete("a#1"), {"big": True})]


def escalation_of_an_instance_beside_a_condition() -> tuple[bytes, Order]:
    """The same when the instance is about to throw."""
    inside = (start("s"), user_task("x"), end("e", on("escalation", "up")), *chain("s", "x", "e"))
    drawn = diagram(
        start(), sub_process("sub", multi(many="2"), *inside), boundary("stopped", "sub", condition_definition("big")),
        user_task("z"), end(), *chain("start", "sub", "end"), *chain("stopped", "z", "end"), head=(escalation("up"),),
    )  # fmt: skip
    return drawn, [(Complete("x#1"), {"big": True})]


def condition_handled_in_an_instance_that_ends() -> tuple[bytes, Order]:
    """An instance throws what ends all of them, in the step in which a handler in it is to begin."""
    inside = (
        start("s"), user_task("x"), end("e", on("signal", "stop")), *chain("s", "x", "e"),
        _handler("urgent", condition_definition("big"), interrupting=False),
    )  # fmt: skip
    drawn = diagram(
        start(), sub_process("sub", multi(many="2"), *inside), boundary("stopped", "sub", on("signal", "stop")),
        user_task("z"), end(), *chain("start", "sub", "end"), *chain("stopped", "z", "end"), head=(signal("stop"),),
    )  # fmt: skip
    return drawn, [(Complete("x#1"), {"big": True})]


def loop_ends_with_what_is_ready_in_it() -> tuple[bytes, Order]:
    """The same of a standard loop."""
    deep = (start("ds"), user_task("x"), end("de"), *chain("ds", "x", "de"))
    inside = (start("s"), sub_process("deep", *deep), end("e"), *chain("s", "deep", "e"))
    drawn = diagram(
        start(), user_task("a"), sub_process("sub", again("big"), *inside),
        boundary("stopped", "sub", condition_definition("big")), user_task("z"), end(),
        *chain("start", "a", "sub", "end"), *chain("stopped", "z", "end"),
    )  # fmt: skip
    return drawn, [(Complete("a#1"), {"big": True})]


def signal_of_an_instance_that_ends_all_of_them() -> tuple[bytes, Order]:
    """The same when a signal thrown in one instance interrupts them all while another token in it could go on."""
    inside = (
        start("s"), user_task("x"), fork("f"), throw("tell", on("signal", "stop")), script_task("count", "n = 1"),
        end("e"),
        *chain("s", "x", "f", "tell", "e"), *chain("f", "count", "e"),
    )  # fmt: skip
    drawn = diagram(
        start(), sub_process("sub", multi(many="2"), *inside), boundary("stopped", "sub", on("signal", "stop")),
        user_task("z"), end(), *chain("start", "sub", "end"), *chain("stopped", "z", "end"), head=(signal("stop"),),
    )  # fmt: skip
    return drawn, [(Complete("x#1"), {})]


def terminate_beside_a_handler() -> tuple[bytes, Order]:
    """13.3.4: a terminate end ends its sub-process, and the process goes on behind it."""
    inside = (
        start("s"), user_task("x"), end("e", on("terminate")), *chain("s", "x", "e"),
        _handler("noting", on("message", "note"), interrupting=False),
    )  # fmt: skip
    drawn = diagram(
        start(), sub_process("sub", *inside), user_task("z"), end(), *chain("start", "sub", "z", "end"),
        head=(message("note"),),
    )  # fmt: skip
    return drawn, [(Receive("noting_on#1"), {}), (Complete("x#1"), {})]


FOUND = (
    interrupting_handler_ends_the_handlers_that_run,
    handlers_start_as_long_as_their_parent_is_active,
    reminder_that_has_not_come_is_no_token,
    event_that_has_occurred_goes_its_way,
    reminder_that_has_fired_goes_its_way,
    instances_end_with_what_is_ready_in_them,
    sub_process_in_instances_ends_with_what_is_ready_in_it,
    escalation_of_an_instance_beside_a_condition,
    condition_handled_in_an_instance_that_ends,
    loop_ends_with_what_is_ready_in_it,
    signal_of_an_instance_that_ends_all_of_them,
    terminate_beside_a_handler,
)


@pytest.mark.parametrize("found", FOUND, ids=lambda found: found.__name__)
def test_the_engine_stands_where_the_reference_stands(found: Any) -> None:
    drawn, order = found()
    engine = Engine(weekdays)
    duel = Duel(Shape(drawn), lambda: engine, "")
    duel.lead(Start(), START)
    for given, names in order:
        duel.lead(given, {**START, **names, "level": 1})
