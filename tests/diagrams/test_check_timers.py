"""Times that a diagram says are read before a case waits for them."""

import pytest

from casesvc.diagrams.check import check_diagram
from tests.diagrams.bpmn import Part, boundary, diagram, end, event_sub_process, flow, node, start, timer, user_task
from tests.diagrams.findings import beside, errors, line_of, only, through


def _late(definition: Part) -> bytes:
    return beside(boundary("late", "a", definition), end("end_2"), flow("late", "end_2"))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("timeDuration", "P5D"), ("timeDuration", "'PT2H'"), ("timeDuration", "working_days(5)"),
        ("timeDuration", "${working_days(5)}"), ("timeDate", "2026-12-31"), ("timeDate", "2026-12-31T17:00:00Z"),
        ("timeCycle", "R3/PT1H"), ("timeCycle", "R/P1D"), ("timeCycle", "'R2/2026-12-31T00:00:00Z/P1D'"),
    ],
)  # fmt: skip
def test_a_time_that_can_be_read_is_fine(kind: str, value: str) -> None:
    assert errors(_late(timer(kind, value))) == []


@pytest.mark.parametrize("value", ["P", "P1X", "PT1H", "0 0/5 * * * ?", "R3/soon", "levels"])
def test_a_repetition_without_times_and_interval_is_found_at_its_line(value: str) -> None:
    data = _late(timer("timeCycle", value))
    finding = only(data, "cycle-timer")
    assert (finding.element, finding.line) == ("late", line_of(data, "timeCycle"))


@pytest.mark.parametrize("value", ["soon", "P", "R3/PT1H", "R0/PT1H", "working_days(0)", "'年底'", "2026-13-01"])
def test_a_time_that_cannot_be_read_is_found_before_a_case_waits_for_it(value: str) -> None:
    codes = {f.code for f in check_diagram(_late(timer("timeDate", value))) if f.element == "late"}
    assert codes & {"wrong-time", "unsafe-expression", "unknown-name"}


@pytest.mark.parametrize("value", ["R0/PT1H", "R1001/PT1H"])
def test_a_repetition_is_bounded_or_has_no_number(value: str) -> None:
    assert only(_late(timer("timeCycle", value)), "wrong-time").element == "late"


def test_a_timer_says_one_time() -> None:
    both = timer("timeDate", "2026-12-31")
    both.extend(timer("timeDuration", "P5D"))
    for definition in (both, node("timerEventDefinition", None)):
        assert ("no-time", "late") in errors(_late(definition))


def test_a_time_that_depends_on_the_case_is_read_when_it_starts() -> None:
    assert errors(_late(timer("timeDate", "deadline"))) == [("unknown-name", "late")]
    assert check_diagram(_late(timer("timeDate", "deadline")), ("deadline",)) == ()


def test_a_start_event_waits_for_no_time_but_that_of_an_event_sub_process_does() -> None:
    begin = node("startEvent", "start", timer("timeDate", "whenever"))
    assert errors(diagram(begin, end(), flow("start", "end"))) == []
    handler = event_sub_process("h", node("timerEventDefinition", None), end("e"), flow("h_on", "e"))
    assert ("no-time", "h_on") in errors(beside(handler))


def test_a_due_date_that_cannot_be_read_is_found() -> None:
    for wrong in ("${deadline}", "R3/P1D", "soon"):
        assert only(through(user_task("a", camunda_dueDate=wrong)), "wrong-time").element == "a"
    for right in ("${working_days(5)}", "P5D", "2026-12-31"):
        assert check_diagram(through(user_task("a", camunda_dueDate=right))) == ()


def test_a_repeating_timer_is_fine_where_it_does_not_interrupt() -> None:
    remind = boundary("remind", "a", timer("timeCycle", "R3/P1D"), interrupting=False)
    data = diagram(
        start(), user_task("a"), remind, user_task("told"), end(), end("e"), flow("start", "a"), flow("a", "end"),
        flow("remind", "told"), flow("told", "e"),
    )  # fmt: skip
    assert check_diagram(data) == ()
