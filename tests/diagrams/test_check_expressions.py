"""Expressions and scripts that a diagram is refused for, each at its element and line."""

import pytest

from casesvc.diagrams.check import check_diagram
from tests.diagrams.bpmn import boundary, chain, diagram, end, flow, multi, node, start, text, timer, user_task
from tests.diagrams.findings import conditions_behind_a, errors, line_of, only, through


@pytest.mark.parametrize(
    "condition",
    ["__import__('os').system('id')", "().__class__.__base__.__subclasses__()", "open('/etc/passwd')", "9**9**9",
     "len('%400000000d' % 1) > 1", "${execution.setVariable('x', 1)}", "${a ? b : c}", "outcome.upper() == 'X'"],
)  # fmt: skip
def test_an_unsafe_condition_is_named_at_its_line(condition: str) -> None:
    data = conditions_behind_a(condition, "outcome == 'approve'")
    finding = only(data, "unsafe-expression")
    assert (finding.severity, finding.element) == ("error", "g_to_end_0")
    assert finding.line == line_of(data, "g_to_end_0") + 1


@pytest.mark.parametrize("script", ["import os", "x = open('f')", "print('x')", "x = 9**9**9", ""])
def test_a_script_that_does_more_than_assign_is_named_at_its_line(script: str) -> None:
    data = through(node("scriptTask", "robot", text("script", script)))
    finding = only(data, "unsafe-script")
    assert (finding.element, finding.line) == ("robot", line_of(data, "</bpmn:script>"))


def test_an_unsafe_completion_condition_cardinality_or_timer_is_named() -> None:
    task = user_task("m", multi(many="9**9", until="open('f')"))
    data = diagram(
        start(), task, boundary("late", "m", timer("timeDuration", "${now().plus(5)}")), end(), end("end_2"),
        *chain("start", "m", "end"), flow("late", "end_2"),
    )  # fmt: skip
    found = {(f.element, f.line) for f in check_diagram(data) if f.code == "unsafe-expression"}
    assert found == {
        ("m", line_of(data, "<bpmn:loopCardinality")),
        ("m", line_of(data, "<bpmn:completionCondition")),
        ("late", line_of(data, "<bpmn:timeDuration")),
    }


def test_a_condition_in_another_script_language_is_refused() -> None:
    data = conditions_behind_a("outcome == 'approve'", "outcome == 'return'").replace(
        b"<bpmn:conditionExpression>outcome == 'return'",
        b"<bpmn:conditionExpression language='groovy'>outcome == 'return'",
    )
    finding = only(data, "unsafe-expression")
    assert (finding.element, finding.line) == ("g_to_end_1", line_of(data, "groovy"))


def test_a_name_that_no_step_knows_is_found_with_those_that_it_does() -> None:
    data = conditions_behind_a("amount > 1", "amount <= 1 and levels > 2 and not urgent")
    assert errors(data) == [
        ("unknown-name", "g_to_end_0"),
        ("unknown-name", "g_to_end_1"),
        ("unknown-name", "g_to_end_1"),
    ]
    assert check_diagram(data, ("amount", "urgent")) == ()


def test_a_script_may_not_take_a_name_of_the_system() -> None:
    data = through(node("scriptTask", "robot", text("script", "level = 1")))
    finding = only(data, "reserved-name")
    assert (finding.element, finding.line) == ("robot", line_of(data, "<bpmn:script>"))


def test_counting_an_element_that_is_no_user_task_is_found() -> None:
    assert ("unknown-element", "g_to_end_0") in errors(
        conditions_behind_a("count('nobody', 'approve') > 1", "count('a', 'return') > 0")
    )


@pytest.mark.parametrize("condition", ["'yes'", "1", "levels + 1", "len(competent_units)", "-1", "['a']"])
def test_what_can_never_be_true_or_false_is_no_condition(condition: str) -> None:
    assert ("not-a-condition", "g_to_end_0") in errors(conditions_behind_a(condition, "levels > 1"))


@pytest.mark.parametrize("many", ["levels > 2", "True", "not levels"])
def test_what_can_never_be_a_number_is_no_number_of_instances(many: str) -> None:
    assert ("not-a-number", "m") in errors(through(user_task("m", multi(many=many))))


def test_neither_a_number_of_instances_nor_a_time_depends_on_an_outcome() -> None:
    late = boundary("late", "m", timer("timeDate", "outcome"))
    data = diagram(
        start(), user_task("m", multi(many="len(outcome)")), late, end(), end("end_2"), *chain("start", "m", "end"),
        flow("late", "end_2"),
    )  # fmt: skip
    assert {("outcome-undefined", "m"), ("outcome-undefined", "late")} <= set(errors(data))
