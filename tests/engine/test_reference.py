"""The reference on small diagrams, step by step, where BPMN 2.0.2 leaves no doubt."""

import pytest

from casesvc.cases.step import Complete, Facts, Fail, Fire, Receive, Start
from tests.diagrams.bpmn import (
    Part,
    again,
    boundary,
    by_outcome,
    catch,
    chain,
    choice,
    condition_definition,
    diagram,
    end,
    error,
    error_definition,
    escalation,
    event_sub_process,
    external_task,
    flow,
    fork,
    inclusive,
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
from tests.engine.reference import Reference, Stand
from tests.engine.reference.case import NoWay


class _Told:
    """A case told in elements: ``did("a", outcome="approve")`` completes the first open task of ``a``."""

    def __init__(self, drawn: bytes, **names: object) -> None:
        self._reference = Reference(drawn)
        self.stand: Stand = self._reference.step(Start(), Facts(names))

    def did(self, element: str, **names: object) -> list[str]:
        key = next(key for key, task in self.stand.tasks.items() if task[0] == element)
        self.stand = self._reference.step(Complete(key), Facts(names))
        return self.open

    def failed(self, element: str, code: str) -> list[str]:
        self.stand = self._reference.step(Fail(f"{element}#1", code), Facts())
        return self.open

    def fired(self, timer: str) -> list[str]:
        self.stand = self._reference.step(Fire(timer), Facts())
        return self.open

    def received(self, event: str) -> list[str]:
        self.stand = self._reference.step(Receive(event), Facts())
        return self.open

    @property
    def open(self) -> list[str]:
        return sorted(task[0] for task in self.stand.tasks.values())


def _two_tasks(*parts: Part, gateway: Part) -> bytes:
    return diagram(
        start(), fork("split"), user_task("a"), user_task("b"), gateway, user_task("z"), end(), *parts,
        *chain("start", "split", "a", "join", "z", "end"), *chain("split", "b", "join"),
    )  # fmt: skip


def test_a_parallel_join_waits_for_one_token_from_each_side() -> None:
    case = _Told(_two_tasks(gateway=fork("join")))
    assert case.did("a") == ["b"]
    assert case.did("b") == ["z"]
    case.did("z")
    assert (case.stand.ended, case.stand.stuck) == ("end", False)


def test_an_exclusive_gateway_lets_each_token_pass() -> None:
    case = _Told(_two_tasks(gateway=choice("join")))
    case.did("a")
    assert case.did("b") == ["z", "z"]


def test_an_inclusive_join_waits_only_for_what_may_still_come() -> None:
    case = _Told(diagram(
        start(), fork("split"), user_task("a"), user_task("b"), choice("after"), inclusive("join"), user_task("z"),
        end(),
        end("left"), *chain("start", "split", "a", "join", "z", "end"), *chain("split", "b", "after"),
        *by_outcome("after", approve="join", terminate="left"),
    ))  # fmt: skip
    assert case.did("a") == ["b"]
    assert case.did("b", outcome="terminate") == ["z"]


def test_an_inclusive_join_does_not_wait_for_a_token_that_may_come_where_one_is_already() -> None:
    case = _Told(diagram(
        start(), fork("split"), user_task("a"), user_task("b"), choice("after"), choice("m"), inclusive("join"),
        user_task("z"), end(), *chain("start", "split", "a", "m", "join", "z", "end"), *chain("split", "b", "after"),
        flow("after", "m", "outcome == 'approve'"), flow("after", "join", "outcome == 'return'", "other"),
    ))  # fmt: skip
    assert case.did("a") == ["b", "z"]


def test_an_inclusive_split_takes_every_way_that_holds_and_the_default_for_none() -> None:
    drawn = diagram(
        start(), inclusive("split", default="d"), user_task("a"), user_task("b"), user_task("c"), end(),
        flow("start", "split"), flow("split", "a", "big"), flow("split", "b", "urgent"), flow("split", "c", None, "d"),
        *(flow(name, "end") for name in "abc"),
    )  # fmt: skip
    assert _Told(drawn, big=True, urgent=True).open == ["a", "b"]
    assert _Told(drawn, big=False, urgent=False).open == ["c"]


def test_no_way_that_holds_is_an_incident() -> None:
    drawn = diagram(start(), choice("g"), end("e"), end("e2"), flow("start", "g"), flow("g", "e", "big"),
                    flow("g", "e2", "urgent"))  # fmt: skip
    with pytest.raises(NoWay):
        _Told(drawn, big=False, urgent=False)


def test_a_join_that_waits_for_ever_is_told() -> None:
    case = _Told(diagram(
        start(), fork("split"), user_task("a"), choice("after"), fork("join"), user_task("b"), end(), end("left"),
        *chain("start", "split", "a", "after"), *chain("split", "b", "join", "end"),
        *by_outcome("after", approve="join", terminate="left"),
    ))  # fmt: skip
    case.did("a", outcome="terminate")
    case.did("b")
    assert (case.stand.ended, case.stand.stuck) == (None, True)


def _errors(*handlers: Part) -> bytes:
    inner = (start("is"), user_task("a"), user_task("b"), fork("f"), end("x", error_definition("no")), end("ie"),
             *chain("is", "f", "a", "x"), *chain("f", "b", "ie"))  # fmt: skip
    return diagram(
        start(),
        sub_process("outer", start("os"), sub_process("inner", *inner), end("oe"), *chain("os", "inner", "oe")),
        user_task("z"), end(), *chain("start", "outer", "z", "end"), *handlers,
        head=(error("no", "NO"), error("other")),
    )  # fmt: skip


def test_an_error_goes_to_the_nearest_border_that_catches_its_code() -> None:
    drawn = _errors(
        boundary("any", "outer", node("errorEventDefinition", None)), boundary("no_", "outer", error_definition("no")),
        user_task("t"), user_task("u"), flow("any", "t"), flow("no_", "u"), flow("t", "end"), flow("u", "end"),
    )  # fmt: skip
    assert _Told(drawn).did("a") == ["u"]


def test_an_error_that_nobody_catches_ends_the_case_where_it_was_thrown() -> None:
    case = _Told(_errors(boundary("o", "outer", error_definition("other")), flow("o", "end")))
    assert case.did("a") == []
    assert case.stand.ended == "x"


def test_a_failed_task_leaves_by_its_border() -> None:
    case = _Told(diagram(
        start(), external_task("a", multi(many="2")), boundary("no_", "a", error_definition("no")), user_task("b"),
        end(),
        *chain("start", "a", "end"), *chain("no_", "b", "end"), head=(error("no", "NO"),),
    ))  # fmt: skip
    assert case.stand.tasks["a#2"] == ("a", 1, "external")
    assert case.failed("a", "NO") == ["b"]


def _escalating(*, interrupting: bool) -> _Told:
    inside = (start("s"), user_task("a"), throw("tell", on("escalation", "note")), user_task("b"), end("e"),
              *chain("s", "a", "tell", "b", "e"))  # fmt: skip
    return _Told(diagram(
        start(), sub_process("sub", *inside), user_task("c"), end(), *chain("start", "sub", "end"),
        *chain("heard", "c", "end"),
        boundary("heard", "sub", on("escalation", "note"), interrupting=interrupting), head=(escalation("note"),),
    ))  # fmt: skip


def test_an_escalation_interrupts_or_not() -> None:
    assert _escalating(interrupting=True).did("a") == ["c"]
    assert _escalating(interrupting=False).did("a") == ["b", "c"]


def test_a_terminate_end_ends_its_own_instance_only() -> None:
    inside = (start("s"), fork("f"), user_task("a"), user_task("b"), end("x", on("terminate")), end("e"),
              *chain("s", "f", "a", "x"), *chain("f", "b", "e"))  # fmt: skip
    case = _Told(diagram(
        start(), sub_process("sub", multi(many="2"), *inside), user_task("z"), end(),
        *chain("start", "sub", "z", "end"),
    ))  # fmt: skip
    assert case.did("a") == ["a", "b"]
    assert case.did("a") == ["z"]


def test_messages_come_as_often_as_they_like_and_a_reminder_once() -> None:
    case = _Told(diagram(
        start(), user_task("a"), boundary("noted", "a", on("message", "note"), interrupting=False), user_task("read"),
        boundary("remind", "a", timer("timeDuration", "P1D"), interrupting=False), end(), end("e2"),
        *chain("start", "a", "end"), *chain("noted", "read", "e2"), flow("remind", "e2"), head=(message("note"),),
    ))  # fmt: skip
    case.received("noted#1")
    assert case.received("noted#2") == ["a", "read", "read"]
    case.fired("remind#1")
    assert (case.stand.timers, case.stand.events) == ({}, {"noted#3": ("noted", "note")})
    case.did("a")
    assert case.stand.events == {}


def test_a_signal_reaches_all_that_wait_for_it() -> None:
    case = _Told(diagram(
        start(), fork("f"), user_task("a"), throw("tell", on("signal", "go")), catch("told", on("signal", "go")),
        user_task("b"), user_task("c"), boundary("heard", "c", on("signal", "go")), user_task("d"), end(),
        *chain("start", "f", "a", "tell", "end"), *chain("f", "told", "b", "end"), *chain("f", "c", "end"),
        *chain("heard", "d", "end"), head=(signal("go"),),
    ))  # fmt: skip
    assert case.did("a") == ["b", "d"]


def test_the_first_event_behind_a_gateway_decides() -> None:
    case = _Told(diagram(
        start(), node("eventBasedGateway", "g"), catch("paid", on("message", "payment")),
        catch("late", timer("timeDuration", "P1D")), user_task("a"), user_task("b"), end(),
        *chain("start", "g", "paid", "a", "end"), *chain("g", "late", "b", "end"), head=(message("payment"),),
    ))  # fmt: skip
    assert case.fired("late#1") == ["b"]
    assert case.stand.events == {}


def _handled(*, interrupting: bool) -> _Told:
    handler = event_sub_process(
        "h", on("message", "stop"), user_task("c"), end("he"), *chain("h_on", "c", "he"), interrupting=interrupting
    )
    return _Told(_two_tasks(handler, gateway=fork("join")).replace(
        b"<bpmn:process", b'<bpmn:message id="stop" name="stop"/><bpmn:process', 1
    ))  # fmt: skip


def test_a_handler_runs_instead_of_what_is_in_its_scope() -> None:
    case = _handled(interrupting=True)
    assert case.received("h_on#1") == ["c"]
    assert case.stand.events == {}
    case.did("c")
    assert case.stand.ended == "he"


def test_a_handler_runs_beside_what_is_in_its_scope_and_the_scope_waits_for_it() -> None:
    case = _handled(interrupting=False)
    case.received("h_on#1")
    assert case.received("h_on#2") == ["a", "b", "c", "c"]
    for element in ("a", "b", "z", "c"):
        case.did(element)
    assert case.stand.ended is None
    case.did("c")
    assert case.stand.ended == "end"


def test_instances_end_when_enough_are_complete() -> None:
    drawn = diagram(start(), user_task("m", multi(many="3", until="enough")), user_task("z"), end(),
                    *chain("start", "m", "z", "end"))  # fmt: skip
    case = _Told(drawn)
    assert case.did("m", enough=False) == ["m", "m"]
    assert case.did("m", enough=True) == ["z"]


def test_a_loop_goes_on_while_its_condition_holds_and_no_more_than_its_maximum() -> None:
    drawn = diagram(start(), user_task("l", again("more", maximum=2)), user_task("z"), end(),
                    *chain("start", "l", "z", "end"))  # fmt: skip
    case = _Told(drawn)
    assert case.did("l", more=True) == ["l"]
    assert case.did("l", more=True) == ["z"]
    assert _Told(drawn).did("l", more=False) == ["z"]


def test_a_condition_occurs_when_it_becomes_true_and_again_only_after_it_was_false() -> None:
    drawn = diagram(
        start(), user_task("a", again("True")), boundary("noted", "a", condition_definition("big"), interrupting=False),
        user_task("read"),
        end(), *chain("start", "a", "end"), *chain("noted", "read", "end"),
    )  # fmt: skip
    case = _Told(drawn, big=False)
    assert case.did("a", big=True) == ["a", "read"]
    assert case.did("a", big=True) == ["a", "read"]
    assert case.did("a", big=False) == ["a", "read"]
    assert case.did("a", big=True) == ["a", "read", "read"]
