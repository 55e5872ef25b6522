"""The smaller constructs that docs/diagrams.md names as not supported are refused as that."""

import pytest

from casesvc.diagrams.check import check_diagram
from tests.architecture.source import ROOT
from tests.diagrams.bpmn import (
    Part,
    boundary,
    chain,
    diagram,
    end,
    error_definition,
    flow,
    multi,
    node,
    start,
    text,
    timer,
    user_task,
)
from tests.diagrams.findings import beside, through

PAGE = (ROOT / "docs" / "diagrams.md").read_text(encoding="utf-8")


def sub(*inside: Part, **attributes: str) -> Part:
    """Return a sub-process of one task, or of what is inside."""
    parts = inside or (start("s"), user_task("u"), end("e"), *chain("s", "u", "e"))
    return node("subProcess", "sub", *parts, **attributes)


def event_sub(*marker: Part, **attributes: str) -> Part:
    begin = node("startEvent", "s", node("errorEventDefinition", None), **attributes)
    return sub(begin, user_task("u"), end("e"), *chain("s", "u", "e"), *marker, triggeredByEvent="true")


def multi_with(part: Part) -> Part:
    """Return a multi-instance marker with a part more."""
    marker = multi(many="3")
    marker.append(part)
    return marker


def on(host: Part, definition: Part | None, *, interrupting: bool = True) -> bytes:
    """Return a diagram with an event on the border of ``host``."""
    event = boundary("b", str(host.get("id")), node("extensionElements", None), interrupting=interrupting)
    if definition is not None:
        event.append(definition)
    parts = (start(), host, event, end(), end("end_2"))
    return diagram(*parts, *chain("start", str(host.get("id")), "end"), flow("b", "end_2"))


def caught(kind: str) -> Part:
    return node(f"{kind}EventDefinition", None)


def behind_an_event_gateway(**attributes: str) -> bytes:
    events = (node("intermediateCatchEvent", name, timer("timeDuration", "P1D")) for name in ("x", "y"))
    return diagram(
        start(), node("eventBasedGateway", "g", **attributes), *events, end(),
        *chain("start", "g", "x", "end"), *chain("g", "y", "end"),
    )  # fmt: skip


SMALLER = {
    "event gateway": [
        behind_an_event_gateway(eventGatewayType="Parallel", instantiate="true"),
        behind_an_event_gateway(instantiate="true"),
        through(node("receiveTask", "r", instantiate="true")),
    ],
    "multi-instance without": [
        through(user_task("m", node("multiInstanceLoopCharacteristics", None))),
        through(user_task("m", node("standardLoopCharacteristics", None))),
    ],
    "`loopDataOutputRef`": [
        through(user_task("m", multi_with(text(part, "x"))))
        for part in ("loopDataOutputRef", "outputDataItem", "inputDataItem")
    ],
    "multi-instance or loop": [
        beside(event_sub(multi(many="3"))),
        beside(event_sub(node("standardLoopCharacteristics", None, loopMaximum="3"))),
    ],
    "error or cancel event": [
        on(user_task("a"), caught("error"), interrupting=False),
        on(node("transaction", "t", start("s"), end("e"), *chain("s", "e")), caught("cancel"), interrupting=False),
        beside(event_sub(isInterrupting="false")),
    ],
    "escalation on the border": [on(user_task("a"), caught("escalation")), on(sub(), caught("cancel"))],
    "error on the border": [on(node("scriptTask", "a", text("script", "x = 1")), error_definition("e"))],
    "catching or border event": [
        through(node("intermediateCatchEvent", "w")),
        on(user_task("a"), None),
        through(sub(node("startEvent", "s", caught("message")), end("e"), *chain("s", "e"))),
    ],
    "`completionQuantity`": [through(user_task("a", completionQuantity="21"))],
    "an event definition": [through(node("intermediateCatchEvent", "w", text("eventDefinitionRef", "nowhere")))],
}  # fmt: skip


def test_the_smaller_things_of_the_page_are_those_that_are_tried() -> None:
    table = PAGE.split("\nSmaller things that are `not-supported`:\n\n", 1)[1].split("\n\n")[0]
    rows = [line.strip("| ") for line in table.splitlines()[2:]]

    assert [begun for begun in SMALLER if not any(row.startswith(begun) for row in rows)] == []
    assert len(rows) == len(SMALLER)


@pytest.mark.parametrize("begun", SMALLER)
def test_a_smaller_thing_is_not_supported(begun: str) -> None:
    for data in SMALLER[begun]:
        assert "not-supported" in {finding.code for finding in check_diagram(data)}
