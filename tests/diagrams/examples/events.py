"""Events that refer to nothing, catch nothing or stand where they mean nothing, and calls; and such that do."""

from tests.diagrams.bpmn import (
    Part,
    boundary,
    call,
    called_process,
    chain,
    diagram,
    end,
    error,
    error_definition,
    event_sub_process,
    external_task,
    flow,
    multi,
    node,
    on,
    start,
    sub_process,
    throw,
    timer,
    user_task,
)
from tests.diagrams.examples.example import Example
from tests.diagrams.findings import beside, inside, through

RETURNED = error("returned", "RETURNED")
REFUSED = error("refused", "REFUSED")
EMPTY_PROCESS = (start("p_s"), end("p_e"), *chain("p_s", "p_e"))


def _left_by_error(*more: Part, marker: tuple[Part, ...] = (), reference: str | None = "returned") -> bytes:
    """Return a sub-process left by an error end, with an event on its border that catches it."""
    left = end("left", on("error", reference))
    sub = sub_process("sub", start("s"), user_task("u"), left, *chain("s", "u", "left"), *marker)
    caught = boundary("caught", "sub", error_definition("returned"))
    parts = (start(), sub, caught, *more, end(), end("back"))
    return diagram(*parts, *chain("start", "sub", "end"), *chain("caught", "back"), head=(RETURNED, REFUSED))


def _cancelled(tag: str) -> bytes:
    parts = (start("s"), user_task("u"), end("stop", on("cancel")), *chain("s", "u", "stop"))
    caught = boundary("caught", "trip", on("cancel" if tag == "transaction" else "error"))
    ways = (*chain("start", "trip", "end"), *chain("caught", "back"))
    return diagram(start(), node(tag, "trip", *parts), caught, end(), end("back"), *ways)


def _event_sub_process(*more: Part) -> bytes:
    handler = event_sub_process("late", timer("timeDuration", "P1D"), end("e"), flow("late_on", "e"))
    return beside(handler, *more)


def _second_border(reference: str) -> bytes:
    more = (boundary("again", "sub", error_definition(reference)), end("end_2"), flow("again", "end_2"))
    return _left_by_error(*more)


def _calling(*inside_called: Part, name: str = "other") -> bytes:
    return through(call("c", name), called=(called_process("other", *inside_called),))


EXAMPLES = (
    Example(
        "unknown-reference", "said", through(throw("said", on("signal", "nowhere"))),
        through(throw("said", on("signal", "stop")), head=(node("signal", "stop", name="stop"),)),
    ),
    Example(
        "error-uncaught", "end_2", beside(end("end_2", on("error", "returned")), flow("a", "end_2"), head=(RETURNED,)),
        _left_by_error(), "warning",
    ),
    Example("error-not-said", "left", _left_by_error(reference=None), _left_by_error()),
    Example("caught-twice", "caught", _second_border("returned"), _second_border("refused")),
    Example("cancel-uncaught", "stop", _cancelled("subProcess"), _cancelled("transaction")),
    Example("instances-left-by-error", "caught", _left_by_error(marker=(multi(many="3"),)), _left_by_error()),
    Example(
        "event-sub-process-connected", "late", _event_sub_process(flow("a", "late")), _event_sub_process(),
    ),
    Example("called-process-not-said", "c", through(node("callActivity", "c")), _calling(*EMPTY_PROCESS)),
    Example("called-process-missing", "c", _calling(*EMPTY_PROCESS, name="nowhere"), _calling(*EMPTY_PROCESS)),
    Example(
        "called-process-starts", "c", _calling(*EMPTY_PROCESS, start("p_t"), flow("p_t", "p_e")),
        _calling(*EMPTY_PROCESS),
    ),
    Example(
        "calls-itself", "d",
        _calling(start("p_s"), call("d", "other"), end("p_e"), *chain("p_s", "d", "p_e")), _calling(*EMPTY_PROCESS),
    ),
    Example("topic-missing", "x", through(node("serviceTask", "x")), through(external_task("x")), "warning"),
    Example("not-supported", "x", through(node("complexGateway", "x")), through(inside(name="x"))),
)  # fmt: skip
