"""A condition on the border becomes true in the very step in which the activity completes: the completion wins.

13.5.3: an interrupting boundary event cancels the activity, then its own flow is followed; 13.3.2: an activity that has
completed leaves by its outgoing flows and its boundary events are over. Either may come first, never both.
"""

from typing import Any

import pytest

from casesvc.cases.step import Complete, Receive, Start, StepInput
from casesvc.engine import Engine
from tests.diagrams.bpmn import (
    Part,
    again,
    boundary,
    chain,
    condition_definition,
    diagram,
    end,
    message,
    multi,
    node,
    script_task,
    start,
    user_task,
)
from tests.engine.duel import Duel, Shape
from tests.engine.play import weekdays

Order = list[tuple[StepInput, dict[str, Any]]]
FALSE: dict[str, Any] = {"big": False, "more": False}
TRUE: dict[str, Any] = {"big": True, "more": False}


def _drawn(activity: Part, *, interrupting: bool) -> bytes:
    return diagram(
        start(), user_task("a"), activity, boundary("c", "l", condition_definition("big"), interrupting=interrupting),
        user_task("y"), user_task("z"), end(), end("e2"), *chain("start", "a", "l", "z", "end"), *chain("c", "y", "e2"),
        head=(message("paid"),),
    )  # fmt: skip


AT_ONCE: Order = [(Complete("a#1"), TRUE)]
FOUND: dict[str, tuple[Any, Order]] = {
    "loop that is not begun": (lambda: user_task("l", again("more", before=True)), AT_ONCE),
    "no instances": (lambda: user_task("l", multi(many="0")), AT_ONCE),
    "script": (lambda: script_task("l", "n = 1"), AT_ONCE),
    "last instance": (
        lambda: user_task("l", multi(many="2")),
        [(Complete("a#1"), FALSE), (Complete("l#1"), FALSE), (Complete("l#2"), TRUE)],
    ),
    "last instance in turn": (
        lambda: user_task("l", multi(many="2", sequential=True)),
        [(Complete("a#1"), FALSE), (Complete("l#1"), FALSE), (Complete("l#2"), TRUE)],
    ),
    "enough instances": (
        lambda: user_task("l", multi(many="2", until="big")),
        [(Complete("a#1"), FALSE), (Complete("l#1"), TRUE)],
    ),
    "receive task": (
        lambda: node("receiveTask", "l", messageRef="paid"),
        [(Complete("a#1"), FALSE), (Receive("l#1"), TRUE)],
    ),
    "last round": (lambda: user_task("l", again("more")), [(Complete("a#1"), FALSE), (Complete("l#1"), TRUE)]),
}


@pytest.mark.parametrize("interrupting", [True, False])
@pytest.mark.parametrize("found", FOUND)
def test_the_engine_stands_where_the_reference_stands(found: str, interrupting: bool) -> None:
    activity, order = FOUND[found]
    engine = Engine(weekdays)
    duel = Duel(Shape(_drawn(activity(), interrupting=interrupting)), lambda: engine, "")
    duel.lead(Start(), FALSE)
    for given, names in order:
        duel.lead(given, {**names, "level": 1})
