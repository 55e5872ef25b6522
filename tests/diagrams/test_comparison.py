"""Two drawings of one chain, compared element by element, in sentences."""

import pytest

from casesvc.diagrams.comparison import Difference, compare
from casesvc.diagrams.tree import read_diagram
from tests.diagrams.bpmn import (
    Part,
    boundary,
    chain,
    choice,
    diagram,
    end,
    flow,
    levels_diagram,
    message_definition,
    multi,
    node,
    said,
    start,
    text,
    timer,
    user_task,
)


def compared(old: bytes, new: bytes) -> tuple[Difference, ...]:
    return compare(read_diagram(old), read_diagram(new))


def told(old: bytes, new: bytes) -> list[str]:
    return [each.message for each in compared(old, new)]


def one(task: Part, *more: Part, head: tuple[Part, ...] = ()) -> bytes:
    """Draw one task between start and end, with whatever stands beside it."""
    return diagram(start(), task, end(), *chain("start", task.get("id") or "", "end"), *more, head=head)


def test_a_diagram_does_not_differ_from_itself_drawn_otherwise() -> None:
    drawn = levels_diagram()
    again = drawn.replace(b'id="unit_to_after_unit"', b'id="other_flow"').replace(
        b"</bpmn:definitions>",
        b'<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"><di:BPMNPlane/></di:BPMNDiagram>'
        b"</bpmn:definitions>",
    )
    assert again.count(b"other_flow") == 1
    assert compared(drawn, again) == ()


def test_what_comes_and_what_goes_is_named_with_its_kind() -> None:
    old = one(user_task("a", name="初审"))
    new = one(node("serviceTask", "b", name="联网核查", camunda_topic="check"))
    found = compared(old, new)
    assert [(each.element, each.what) for each in found if each.what != "changed"] == [("a", "removed"), ("b", "added")]
    assert "取消了环节“初审”" in told(old, new)
    assert "新增了系统任务“联网核查”" in told(old, new)


def test_ways_that_lead_elsewhere_are_told_at_where_they_come_from() -> None:
    old = diagram(start(), user_task("a", name="初审"), user_task("b"), end(), *chain("start", "a", "b", "end"))
    new = diagram(start(), user_task("a", name="初审"), user_task("b"), end(), *chain("start", "b", "a", "end"))
    assert told(old, new) == [
        "start的后面的去向由 “初审” 改为 b",
        "“初审”的后面的去向由 b 改为 end",
        "b的后面的去向由 end 改为 “初审”",
    ]
    assert {each.aspect for each in compared(old, new)} == {"flows"}


def test_conditions_and_defaults_are_told_with_where_they_lead() -> None:
    def drawn(condition: str, default: str | None = None) -> bytes:
        return diagram(
            start(), user_task("a"), choice("g", name="是否通过", default=default), end(), end("off", name="终止"),
            *chain("start", "a", "g"), flow("g", "end", "outcome == 'approve'"),
            flow("g", "off", None if default else condition),
        )  # fmt: skip

    assert told(drawn("outcome == 'return'"), drawn("outcome == 'terminate'")) == [
        "“是否通过”到“终止”的条件由 outcome == 'return' 改为 outcome == 'terminate'"
    ]
    assert told(drawn("outcome == 'return'"), drawn("", "g_to_off")) == [
        "“是否通过”到“终止”的条件由 outcome == 'return' 改为 其他情况"
    ]


def test_the_order_of_ways_counts_where_they_are_tried_in_order() -> None:
    def drawn(gateway: Part, *targets: str) -> bytes:
        ways = (flow("g", target, f"x > {number}") for target, number in (("end", 1), ("off", 2)))
        by_target = {each.get("targetRef"): each for each in ways}
        return diagram(start(), gateway, end(), end("off"), flow("start", "g"), *(by_target[each] for each in targets))

    assert [each.aspect for each in compared(drawn(choice("g"), "end", "off"), drawn(choice("g"), "off", "end"))] == [
        "flows"
    ]
    inclusive = (drawn(node("inclusiveGateway", "g"), *targets) for targets in (("end", "off"), ("off", "end")))
    assert compared(*inclusive) == ()


@pytest.mark.parametrize(
    ("before", "after", "aspect", "sentence"),
    [
        ({"name": "初审"}, {"name": "复审"}, "name", "“初审”改名为“复审”"),
        ({"camunda_candidateGroups": "x"}, {"camunda_candidateGroups": "y"}, "role", "a的办理角色由 x 改为 y"),
        ({}, {"camunda_assignee": "${applicant}"}, "assignee", "a的办理人原来没有，现为：${applicant}"),
        ({"camunda_formKey": "x/one"}, {"camunda_formKey": "x/two"}, "form", "a的表单由 x/one 改为 x/two"),
        ({"camunda_dueDate": "P5D"}, {}, "due", "a的办理期限取消了，原为：P5D"),
        ({"camunda_async": "true"}, {}, "other", "a的其他设置有变化"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_task_is_compared_by_name(
    before: dict[str, str], after: dict[str, str], aspect: str, sentence: str
) -> None:
    found = compared(one(user_task("a", **before)), one(user_task("a", **after)))
    assert [(each.aspect, each.message) for each in found] == [(aspect, sentence)]
    assert found[0].is_name is (aspect == "name")


@pytest.mark.parametrize(
    ("before", "after", "aspect", "words"),
    [
        (said(status="待初审"), said(status="待复审"), "status", "状态文字由 待初审 改为 待复审"),
        (said(document="notice"), said(), "document", "文书取消了，原为：notice"),
        (said(other="1"), said(another="1"), "other", "其他设置"),
        (multi(many="3"), multi(many="3", sequential=True), "marker", "由 同时办理 3 次 改为 依次办理 3 次"),
        (multi(many="3"), multi(many="3", until="count('a', 'x') > 1"), "marker", "直到 count('a', 'x') > 1"),
        (node("standardLoopCharacteristics", None, loopMaximum="3"), multi(many="3"), "marker", "3 次 改为 同时办理"),
    ],
)  # fmt: skip
def test_what_stands_inside_a_task_is_compared_by_name(before: Part, after: Part, aspect: str, words: str) -> None:
    found = compared(one(user_task("a", before)), one(user_task("a", after)))
    assert [each.aspect for each in found] == [aspect]
    assert words in found[0].message


def test_roles_come_from_lanes_too() -> None:
    def drawn(lane: str) -> bytes:
        lanes = node("laneSet", None, node("lane", "l", text("flowNodeRef", "a"), name=lane))
        return diagram(lanes, start(), user_task("a"), end(), *chain("start", "a", "end"))

    assert told(drawn("单位"), drawn("市局")) == ["a的办理角色由 单位 改为 市局"]


def test_events_are_compared_by_what_they_wait_for_and_where_they_sit() -> None:
    def drawn(host: str, days: str, *, interrupting: bool = True) -> bytes:
        return diagram(
            start(), user_task("a"), user_task("b"), end(), end("late_end"), *chain("start", "a", "b", "end"),
            boundary("late", host, timer("timeDuration", days), interrupting=interrupting), flow("late", "late_end"),
        )  # fmt: skip

    assert told(drawn("a", "P1D"), drawn("a", "P2D")) == ["late的触发方式由 定时 P1D 改为 定时 P2D"]
    assert told(drawn("a", "P1D"), drawn("a", "P1D", interrupting=False)) == ["late的中断方式由 会中断 改为 不中断"]
    moved = compared(drawn("a", "P1D"), drawn("b", "P1D"))
    assert {(each.element, each.aspect) for each in moved} == {("a", "border"), ("b", "border"), ("late", "host")}


def test_messages_are_compared_by_their_names() -> None:
    def drawn(name: str) -> bytes:
        head = (node("message", "m", name=name),)
        return one(node("intermediateCatchEvent", "wait", message_definition("m")), head=head)

    assert told(drawn("已缴费"), drawn("已退费")) == ["wait的触发方式由 消息 已缴费 改为 消息 已退费"]


def test_a_task_put_into_a_sub_process_is_told_to_be_elsewhere() -> None:
    old = one(user_task("a"))
    inner = node("subProcess", "sub", start("s"), user_task("a"), end("e"), *chain("s", "a", "e"))
    found = {(each.element, each.what, each.aspect) for each in compared(old, one(inner))}
    assert {("sub", "added", ""), ("a", "changed", "scope")} <= found
