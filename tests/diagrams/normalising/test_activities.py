"""Calls of global tasks, collections as numbers, several tokens at once."""

import pytest

from casesvc.diagrams.tree import bpmn, camunda
from tests.diagrams.bpmn import (
    Part,
    call,
    chain,
    diagram,
    end,
    flow,
    fork,
    levels_diagram,
    node,
    start,
    text,
    user_task,
)
from tests.diagrams.findings import errors, through
from tests.diagrams.normalising.rewritten import arrows, element, flows, kinds, rewritten, rules, texts


@pytest.mark.parametrize(
    ("tag", "becomes"),
    [("globalTask", "task"), ("globalUserTask", "userTask"), ("globalManualTask", "manualTask"),
     ("globalScriptTask", "scriptTask"), ("globalBusinessRuleTask", "businessRuleTask")],
)  # fmt: skip
def test_a_call_of_a_global_task_is_that_task(tag: str, becomes: str) -> None:
    shared = node(tag, "shared", text("script", "y = 1"), name="Shared", camunda_formKey="line/form")
    data = through(call("c", "shared"), head=(shared,))
    result = rewritten(data)
    task = element(result, "c")
    assert (task.tag, task.get("calledElement"), task.get("name")) == (bpmn(becomes), None, "Shared")
    assert (task.get(camunda("formKey")), task.findtext(bpmn("script"))) == ("line/form", "y = 1")
    assert rules(result) == [("global-task-inlined", "c")]
    assert {code for code, _ in errors(data)} <= {"decision-not-said"}


def test_a_global_task_may_be_called_twice() -> None:
    shared = node("globalScriptTask", "shared", text("script", "y = 1"))
    data = diagram(
        start(), call("c", "shared"), call("d", "shared"), end(), *chain("start", "c", "d", "end"), head=(shared,)
    )
    result = rewritten(data)
    assert [element(result, name).findtext(bpmn("script")) for name in ("c", "d")] == ["y = 1", "y = 1"]
    assert errors(data) == []


def test_what_the_call_says_itself_wins() -> None:
    shared = node("globalUserTask", "shared", camunda_formKey="theirs", camunda_assignee="somebody")
    own = node("callActivity", "c", calledElement="shared", camunda_formKey="ours")
    task = element(rewritten(through(own, head=(shared,))), "c")
    assert (task.get(camunda("formKey")), task.get(camunda("assignee"))) == ("ours", "somebody")


def test_a_call_of_a_process_or_of_nothing_stays_a_call() -> None:
    for called in ("line", "nowhere"):
        result = rewritten(through(call("c", called), head=(node("globalTask", "shared"),)))
        assert (element(result, "c").tag, result.notes) == (bpmn("callActivity"), ())


def _panel(*inside: Part, **attributes: str) -> bytes:
    return through(user_task("m", node("multiInstanceLoopCharacteristics", None, *inside, **attributes)))


def test_a_collection_becomes_a_number_and_its_variable_goes() -> None:
    result = rewritten(levels_diagram())
    assert texts(result, "loopCardinality") == ["len(competent_units)"]
    loop = next(result.tree.getroot().iter(bpmn("multiInstanceLoopCharacteristics")))
    assert (loop.get(camunda("collection")), loop.get(camunda("elementVariable"))) == (None, None)
    assert {("collection-counted", "competent"), ("element-variable-dropped", "competent")} <= set(rules(result))
    assert (loop.find(bpmn("loopCardinality")).sourceline, loop[0].tag) == (loop.sourceline, bpmn("loopCardinality"))


@pytest.mark.parametrize("written", ["${reviewers}", "reviewers", "#{ reviewers }"])
def test_a_collection_is_counted_with_or_without_brackets(written: str) -> None:
    assert texts(rewritten(_panel(camunda_collection=written)), "loopCardinality") == ["len(reviewers)"]


def test_what_is_no_expression_by_itself_is_not_wrapped_into_one() -> None:
    for written in ("reviewers) - len(reviewers", "open('f')", "${reviewers}${reviewers}"):
        data = _panel(camunda_collection=written)
        assert texts(rewritten(data), "loopCardinality") == [written]
        assert errors(data, ("reviewers",)) == [("unsafe-expression", "m")]


def test_a_number_beside_a_collection_wins_and_this_is_said() -> None:
    result = rewritten(_panel(text("loopCardinality", "3"), camunda_collection="reviewers"))
    assert texts(result, "loopCardinality") == ["3"]
    assert rules(result) == [("collection-not-used", "m")]


def test_the_data_that_the_standard_runs_over_is_counted_by_its_name() -> None:
    marker = (text("loopDataInputRef", "data_1"), node("inputDataItem", "item", name="reviewer"))
    for data in (node("dataObject", "data_1", name="reviewers"), node("dataInput", "data_1", name="reviewers")):
        inside = node("ioSpecification", None, data) if data.tag == bpmn("dataInput") else data
        task = user_task("m", node("multiInstanceLoopCharacteristics", None, *marker))
        drawn = diagram(start(), inside, task, end(), *chain("start", "m", "end"))
        result = rewritten(drawn)
        assert texts(result, "loopCardinality") == ["len(reviewers)"]
        assert list(result.tree.getroot().iter(bpmn("loopDataInputRef"), bpmn("inputDataItem"))) == []
        assert rules(result)[0] == ("collection-counted", "m")
        assert errors(drawn, ("reviewers",)) == []
        marker = (text("loopDataInputRef", "data_1"), node("inputDataItem", "item", name="reviewer"))


def test_data_without_a_name_is_counted_by_its_id() -> None:
    task = user_task("m", node("multiInstanceLoopCharacteristics", None, text("loopDataInputRef", "reviewers")))
    data = diagram(start(), node("dataObject", "reviewers"), task, end(), *chain("start", "m", "end"))
    assert texts(rewritten(data), "loopCardinality") == ["len(reviewers)"]


def test_data_that_is_not_there_is_refused_by_name() -> None:
    data = _panel(text("loopDataInputRef", "reviewers"))
    assert rewritten(data).notes == ()
    assert {code for code, _ in errors(data)} == {"not-supported"}


def test_data_whose_name_is_no_name_of_the_language_is_refused_by_name() -> None:
    task = user_task("m", node("multiInstanceLoopCharacteristics", None, text("loopDataInputRef", "data_1")))
    data = diagram(
        start(), node("dataObject", "data_1", name="评审专家 名单"), task, end(), *chain("start", "m", "end")
    )
    assert texts(rewritten(data), "loopDataInputRef") == ["data_1"]
    assert {code for code, _ in errors(data)} == {"not-supported"}


def test_data_beside_a_number_stays_and_is_refused_by_name() -> None:
    data = _panel(text("loopCardinality", "3"), text("loopDataInputRef", "reviewers"))
    assert texts(rewritten(data), "loopDataInputRef") == ["reviewers"]
    assert errors(data) == [("not-supported", "m")]


def test_an_item_variable_alone_goes_as_well() -> None:
    result = rewritten(_panel(text("loopCardinality", "3"), camunda_elementVariable="reviewer"))
    assert rules(result) == [("element-variable-dropped", "m")]


def _quantity(number: str, target: Part) -> bytes:
    task = user_task("a", completionQuantity=number)
    name = str(target.get("id"))
    return diagram(start(), task, target, end(), *chain("start", "a", name, "end"))


def test_an_activity_that_gives_three_tokens_sends_each_over_the_flow_that_was_drawn() -> None:
    data = _quantity("3", user_task("b"))
    result = rewritten(data)
    assert kinds(result) == {
        "a_fork": "parallelGateway", "a_token": "intermediateThrowEvent", "a_token_2": "intermediateThrowEvent",
        "a_token_3": "intermediateThrowEvent", "a_tokens": "exclusiveGateway",
    }  # fmt: skip
    between = {
        (one, other)
        for n in ("", "_2", "_3")
        for one, other in (("a_fork", f"a_token{n}"), (f"a_token{n}", "a_tokens"))
    }
    assert arrows(result) == {("start", "a"), ("a", "a_fork"), *between, ("a_tokens", "b"), ("b", "end")}
    assert [f.get("id") for f in flows(result) if f.get("targetRef") == "b"] == ["a_to_b"]
    assert set(result.drawn.values()) == {"a"}
    assert rules(result) == [("several-tokens", "a")]
    assert errors(data) == []


def test_a_join_behind_an_activity_with_several_tokens_keeps_its_sides() -> None:
    parts = (start(), fork("split"), user_task("a", completionQuantity="2"), user_task("b"), fork("join"), end())
    ways = (*chain("start", "split", "a", "join", "end"), *chain("split", "b", "join"))
    assert {one for one, other in arrows(rewritten(diagram(*parts, *ways))) if other == "join"} == {"a_tokens", "b"}


def test_several_tokens_go_all_ways_out_of_an_activity() -> None:
    parts = (start(), user_task("a", completionQuantity="2"), end("e"), end("f"), flow("start", "a"))
    data = diagram(*parts, flow("a", "e"), flow("a", "f"))
    result = rewritten(data)
    assert {("a", "a_fork"), ("a_tokens", "a_split"), ("a_split", "e"), ("a_split", "f")} <= arrows(result)
    assert [rule for rule, _ in rules(result)] == ["split-drawn", "several-tokens"]


@pytest.mark.parametrize("number", ["1", "0", "21", "-1", "many", ""])
def test_no_other_quantity_is_rewritten(number: str) -> None:
    result = rewritten(_quantity(number, user_task("b")))
    assert (result.notes, result.added, element(result, "a").get("completionQuantity")) == ((), frozenset(), number)


def test_several_tokens_at_an_implicit_end_end_there() -> None:
    data = diagram(start(), user_task("a", completionQuantity="2"), flow("start", "a"))
    result = rewritten(data)
    assert ("a_tokens", "a_end") in arrows(result)
    assert errors(data) == []
