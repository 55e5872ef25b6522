"""What is thrown is caught or ends the case, and every reference means something."""

import pytest

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
    escalation,
    event_sub_process,
    flow,
    message,
    multi,
    node,
    on,
    signal,
    start,
    sub_process,
    throw,
    user_task,
)
from tests.diagrams.findings import beside, errors, inside, line_of, only, through, warnings

HEAD = (error("r", "R"), error("q", "Q"), error("same", "R"))


def _throwing(*more: Part, name: str = "sub", marker: tuple[Part, ...] = ()) -> Part:
    """Return a sub-process that ends with the error r."""
    parts = (start("s"), user_task("u"), end("x", error_definition("r")), *chain("s", "u", "x"))
    return sub_process(name, *parts, *more, *marker)


def _caught_by(event: Part, *, host: str = "sub", name: str = "caught") -> tuple[Part, ...]:
    return (boundary(name, host, event), end(f"{name}_end"), flow(name, f"{name}_end"))


@pytest.mark.parametrize("caught", [on("error", "r"), on("error", "same"), on("error")], ids=["it", "its code", "any"])
def test_an_error_is_caught_on_the_border_by_its_code_or_as_any(caught: Part) -> None:
    data = through(_throwing(), *_caught_by(caught), head=HEAD)
    assert (errors(data), warnings(data)) == ([], [])


def test_an_error_that_nobody_catches_is_pointed_at() -> None:
    alone = diagram(start(), end("x", error_definition("r")), flow("start", "x"), head=HEAD)
    assert (errors(alone), warnings(alone)) == ([], [("error-uncaught", "x")])
    other = through(_throwing(), *_caught_by(on("error", "q")), head=HEAD)
    assert (errors(other), warnings(other)) == ([], [("error-uncaught", "x")])


def test_an_error_passes_borders_that_wait_for_another_one() -> None:
    inner = (_throwing(), *_caught_by(on("error", "q")), start("o_s"), end("o_e"), *chain("o_s", "sub", "o_e"))
    data = through(sub_process("outer", *inner), *_caught_by(on("error", "r"), host="outer", name="last"), head=HEAD)
    assert (errors(data), warnings(data)) == ([], [])


def test_an_event_sub_process_catches_what_is_thrown_beside_it() -> None:
    def handler(reference: str) -> Part:
        return event_sub_process("h", on("error", reference), end("h_e"), flow("h_on", "h_e"))

    assert warnings(through(_throwing(handler("r")), head=HEAD)) == []
    assert warnings(through(_throwing(), handler("r"), head=HEAD)) == []
    assert warnings(through(_throwing(), handler("q"), head=HEAD)) == [("error-uncaught", "x")]


def test_what_is_thrown_while_something_is_handled_is_not_for_the_handlers_beside_it() -> None:
    def handler(name: str, caught: str, last: Part) -> Part:
        return event_sub_process(name, on("error", caught), last, flow(f"{name}_on", str(last.get("id"))))

    again = handler("h", "r", end("x_2", error_definition("q")))
    data = through(_throwing(again, handler("k", "q", end("k_e"))), head=HEAD)
    assert warnings(data) == [("error-uncaught", "x_2")]
    outside = through(
        _throwing(handler("h", "r", end("x_2", error_definition("q")))), *_caught_by(on("error", "q")), head=HEAD
    )
    assert warnings(outside) == []


def test_an_error_out_of_a_called_process_is_caught_on_the_call() -> None:
    def calling(*around: Part) -> bytes:
        called = called_process("other", start("s"), end("x", error_definition("r")), flow("s", "x"))
        between = called_process("between", start("b_s"), call("b_c", "other"), end("b_e"), *chain("b_s", "b_c", "b_e"))
        return through(call("c", "between"), *around, head=HEAD, called=(between, called))

    assert warnings(calling()) == [("error-uncaught", "x")]
    assert warnings(calling(*_caught_by(on("error", "r"), host="c"))) == []


def test_an_error_end_says_which_error() -> None:
    assert errors(through(inside(end("x", on("error")), flow("u", "x")))) == [("error-not-said", "x")]


def test_two_events_on_one_border_do_not_catch_the_same() -> None:
    def twice(*references: str | None) -> bytes:
        borders = [p for n, r in enumerate(references) for p in _caught_by(on("error", r), name=f"c{n}")]
        return through(_throwing(), *borders, head=HEAD)

    assert errors(twice("r", "same")) == [("caught-twice", "c1")]
    assert errors(twice("r", "q", None)) == []


def test_two_timers_or_messages_on_one_border_are_fine() -> None:
    borders = [p for n in (1, 2) for p in _caught_by(on("message", "m"), host="a", name=f"c{n}")]
    assert errors(beside(*borders, head=(message("m"),))) == []


@pytest.mark.parametrize("what", ["message", "signal", "error", "escalation"])
def test_a_reference_to_what_the_file_does_not_define_is_found_at_its_line(what: str) -> None:
    edge = boundary("edge", "sub", on(what, "nowhere"))
    data = through(inside(), edge, end("f"), flow("edge", "f"))
    finding = only(data, "unknown-reference")
    assert (finding.element, finding.line) == ("edge", line_of(data, f"<bpmn:{what}EventDefinition"))


def test_a_reference_to_another_kind_of_thing_is_unknown() -> None:
    data = through(throw("x", on("message", "sig")), head=(signal("sig"),))
    assert errors(data) == [("unknown-reference", "x")]


def test_a_cancel_end_stands_in_a_transaction_with_a_cancel_event_on_its_border() -> None:
    def trip(tag: str, *border: Part) -> bytes:
        parts = (start("s"), end("x", on("cancel")), flow("s", "x"))
        return through(node(tag, "trip", *parts), *border)

    cancelled = _caught_by(on("cancel"), host="trip")
    assert errors(trip("transaction", *cancelled)) == []
    assert errors(trip("transaction")) == [("cancel-uncaught", "x")]
    assert ("cancel-uncaught", "x") in errors(trip("subProcess", *_caught_by(on("cancel"), host="trip")))


def test_an_escalation_that_nobody_catches_is_no_harm() -> None:
    data = through(throw("x", on("escalation", "e")), head=(escalation("e"),))
    assert (errors(data), warnings(data)) == ([], [])


def test_instances_of_a_sub_process_are_not_left_by_an_error() -> None:
    for sequential in (True, False):
        marker = (multi(many="levels", sequential=sequential),)
        data = through(_throwing(marker=marker), *_caught_by(on("error", "r")), head=HEAD)
        assert errors(data) == [("instances-left-by-error", "caught")]


def test_a_sub_process_around_the_instances_may_be_left_by_an_error() -> None:
    inner = (start("o_s"), _throwing(marker=(multi(many="levels", sequential=True),)), end("o_e"))
    outer = sub_process("outer", *inner, *chain("o_s", "sub", "o_e"))
    assert errors(through(outer, *_caught_by(on("error", "r"), host="outer"), head=HEAD)) == []


@pytest.mark.parametrize("where", ["in", "out", "border"])
def test_an_event_sub_process_has_neither_flows_nor_borders(where: str) -> None:
    handler = event_sub_process("h", on("error"), end("h_e"), flow("h_on", "h_e"))
    more = {
        "in": (flow("a", "h"),),
        "out": (flow("h", "end"),),
        "border": (boundary("edge", "h", on("error")), flow("edge", "end")),
    }
    assert ("event-sub-process-connected", "h") in errors(beside(handler, *more[where]))
