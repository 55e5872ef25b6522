"""What a diagram says: tasks, ends, outcomes, lanes, the straight way."""

import pytest

from casesvc.diagrams.finding import DiagramRefused
from casesvc.diagrams.process import read_process
from casesvc.diagrams.tree import read_diagram
from tests.diagrams.bpmn import (
    by_outcome,
    chain,
    choice,
    diagram,
    end,
    flow,
    fork,
    levels_diagram,
    multi,
    node,
    said,
    start,
    text,
    user_task,
)


def test_attributes_and_properties_of_a_task_are_read_as_drawn() -> None:
    task = user_task(
        "correct",
        said(status="被退回", correction="marked", document="overview", notify="sms"),
        name="修改被退回的申报",
        camunda_assignee="${applicant}",
        camunda_formKey="talent-tiers/application",
        camunda_dueDate="${working_days(10)}",
    )
    process = read_process(read_diagram(diagram(start(), task, end(), *chain("start", "correct", "end"))))
    read = process.tasks["correct"]
    assert (read.name, read.assignee, read.form) == ("修改被退回的申报", "${applicant}", "talent-tiers/application")
    assert (read.status, read.correction, read.document, read.notify) == ("被退回", "marked", "overview", "sms")
    assert (read.due, read.role, read.multi) == ("${working_days(10)}", None, None)
    assert (read.outcomes, read.is_review) == ((), False)


def test_a_candidate_group_wins_over_the_lane() -> None:
    lanes = node(
        "laneSet", "lanes", node("lane", "lane_1", text("flowNodeRef", "a"), text("flowNodeRef", "b"), name="province")
    )
    drawn = diagram(
        lanes, start(), user_task("a"), user_task("b", camunda_candidateGroups="own-unit, other"), user_task("c"),
        end(),
        *chain("start", "a", "b", "c", "end"),
    )  # fmt: skip
    tasks = read_process(read_diagram(drawn)).tasks
    assert [(t.role, t.lane) for t in tasks.values()] == [
        ("province", "province"),
        ("own-unit", "province"),
        (None, None),
    ]


def test_outcomes_are_the_words_of_the_gateway_behind() -> None:
    process = read_process(read_diagram(levels_diagram()))
    assert process.tasks["unit"].outcomes == ("approve", "return", "terminate")
    assert process.tasks["competent"].outcomes == ("approve", "return", "terminate")
    assert process.tasks["result"].outcomes == ("granted", "not-granted")
    assert process.tasks["apply"].outcomes == ()
    assert process.tasks["competent"].multi == "sequential"


def test_outcomes_of_parallel_reviewers_are_the_words_that_are_counted() -> None:
    drawn = diagram(
        start(), user_task("m", multi(many="3")), choice("g"), end(), end("back"), *chain("start", "m", "g"),
        flow("g", "end", "all('m', 'approve')"), flow("g", "back", "count('m', 'return') > 0"),
    )  # fmt: skip
    assert read_process(read_diagram(drawn)).tasks["m"].outcomes == ("approve", "return")


def test_outcomes_are_found_behind_two_gateways_in_a_row() -> None:
    drawn = diagram(
        start(), user_task("a"), choice("g", default="g_to_h"), choice("h"), end(), end("b"), end("c"),
        *chain("start", "a", "g"), flow("g", "end", "amount > 5"), flow("g", "h"),
        *by_outcome("h", approve="b", **{"return": "c"}),
    )  # fmt: skip
    assert read_process(read_diagram(drawn)).tasks["a"].outcomes == ("approve", "return")


def test_ends_say_how_the_case_ended() -> None:
    drawn = diagram(
        start(), choice("g"), end("granted", said(status="评审通过", grants="certificate"), name="认定"),
        end("stop", node("terminateEventDefinition", None)), *chain("start", "g"), flow("g", "granted", "x > 1"),
        flow("g", "stop", "x < 1"),
    )  # fmt: skip
    ends = read_process(read_diagram(drawn)).ends
    assert (ends["granted"].name, ends["granted"].status, ends["granted"].grants) == ("认定", "评审通过", "certificate")
    assert (ends["granted"].kind, ends["stop"].kind) == ("plain", "terminate")


def test_the_chain_is_the_way_when_everybody_approves() -> None:
    assert read_process(read_diagram(levels_diagram())).chain() == ("apply", "unit", "competent", "province", "result")


def test_the_chain_walks_all_parallel_branches_and_into_sub_processes() -> None:
    inside = (start("s"), user_task("inner"), end("e"), *chain("s", "inner", "e"))
    drawn = diagram(
        start(), fork("split"), user_task("a"), user_task("b"), fork("join"), node("subProcess", "sub", *inside),
        user_task("z"), end(),
        *chain("start", "split", "a", "join", "sub", "z", "end"), *chain("split", "b", "join"),
    )  # fmt: skip
    assert read_process(read_diagram(drawn)).chain() == ("a", "b", "inner", "z")


def test_flows_and_nodes_are_listed_with_their_names() -> None:
    process = read_process(read_diagram(levels_diagram()))
    assert process.id == "talent-tiers"
    assert process.nodes.keys() >= {"start", "apply", "after_unit", "granted"}
    assert ("start_to_apply", "start", "apply") in [(f.id, f.source, f.target) for f in process.flows]


def test_work_for_other_systems_is_read_with_its_topic() -> None:
    drawn = diagram(
        start(), node("serviceTask", "verify", said(status="核验中"), name="核验", camunda_topic="identity"),
        node("serviceTask", "silent"), node("sendTask", "ask", camunda_topic="mail"), user_task("look"), end(),
        *chain("start", "verify", "silent", "ask", "look", "end"),
    )  # fmt: skip
    tasks = read_process(read_diagram(drawn)).tasks
    assert [(name, task.topic, task.status) for name, task in tasks.items()] == [
        ("verify", "identity", "核验中"),
        ("silent", "silent", None),
        ("ask", "mail", None),
        ("look", None, None),
    ]


def test_tasks_of_a_called_process_are_those_of_the_process_that_calls() -> None:
    call = node("callActivity", "call", calledElement="other")
    inside = (start("s"), user_task("inner", name="里面"), end("e"), *chain("s", "inner", "e"))
    called = node("process", "other", *inside, isExecutable="false")
    drawn = diagram(start(), call, end(), *chain("start", "call", "end"), head=(called,))
    process = read_process(read_diagram(drawn))
    assert (process.id, list(process.tasks), process.title("inner"), process.title("s")) == (
        "line", ["inner"], "里面", "s"
    )  # fmt: skip


def test_nodes_and_flows_have_titles_and_what_has_no_name_goes_by_its_id() -> None:
    named = node("sequenceFlow", "on", name="通过", sourceRef="start", targetRef="a")
    process = read_process(read_diagram(diagram(start(), user_task("a", name="甲"), end(), named, *chain("a", "end"))))
    assert [process.title(name) for name in ("a", "on", "start", "gone")] == ["甲", "通过", "start", "gone"]


def test_a_file_without_a_process_is_refused() -> None:
    empty = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'
    with pytest.raises(DiagramRefused):
        read_process(read_diagram(empty))
