"""What an event waits for or throws, with its references resolved."""

import pytest

from casesvc.diagrams.events import Trigger, triggers_of
from casesvc.diagrams.graph import read_whole
from casesvc.diagrams.tree import read_diagram
from tests.diagrams.bpmn import (
    Part,
    boundary,
    catch,
    condition_definition,
    end,
    error,
    escalation,
    flow,
    message,
    node,
    on,
    signal,
    throw,
    timer,
    user_task,
)
from tests.diagrams.findings import beside

HEAD = (
    error("e", "LATE"), error("nameless"), message("m"), node("message", "silent"), signal("s"),
    node("escalation", "up", escalationCode="UP"), escalation("esc"),
)  # fmt: skip


def _triggers(part: Part) -> tuple[Trigger, ...]:
    graph = read_whole(read_diagram(beside(part, flow("a", "x"), head=HEAD)))
    return triggers_of(graph.nodes["x"])


@pytest.mark.parametrize(
    ("part", "trigger"),
    [
        (end("x", on("error", "e")), Trigger("error", "LATE")),
        (end("x", on("error", "nameless")), Trigger("error", "nameless")),
        (boundary("x", "a", on("error")), Trigger("error")),
        (throw("x", on("escalation", "up")), Trigger("escalation", "UP")),
        (boundary("x", "a", on("escalation")), Trigger("escalation")),
        (catch("x", on("message", "m")), Trigger("message", "m")),
        (catch("x", on("message", "silent")), Trigger("message", "silent")),
        (catch("x", on("message", "nowhere")), Trigger("message", "nowhere")),
        (catch("x", on("signal", "s")), Trigger("signal", "s")),
        (node("receiveTask", "x", messageRef="m"), Trigger("message", "m")),
        (node("receiveTask", "x"), Trigger("message", "x")),
        (catch("x", condition_definition(" levels > 1 ")), Trigger("condition", "levels > 1")),
        (catch("x", timer("timeDuration", " 'P1D' ")), Trigger("timer", "'P1D'")),
        (catch("x", node("timerEventDefinition", None)), Trigger("timer", "")),
        (end("x", on("terminate")), Trigger("terminate")),
        (end("x", on("cancel")), Trigger("cancel")),
        (throw("x", on("compensate")), Trigger("compensation")),
        (throw("x", on("link")), Trigger("link")),
    ],
)
def test_an_event_is_told_apart_by_name_code_condition_or_time(part: Part, trigger: Trigger) -> None:
    assert _triggers(part) == (trigger,)


def test_an_event_of_several_definitions_waits_for_any_of_them() -> None:
    either = node("intermediateCatchEvent", "x", on("message", "m"), timer("timeDate", "'2026-12-31'"))
    assert _triggers(either) == (Trigger("message", "m"), Trigger("timer", "'2026-12-31'"))


def test_what_is_no_event_waits_for_nothing() -> None:
    assert _triggers(user_task("x")) == _triggers(node("intermediateThrowEvent", "x")) == ()
