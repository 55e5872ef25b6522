"""Called processes are said, there, begun at one place, and do not call themselves; other tools' parts are named."""

import pytest

from casesvc.diagrams.tree import CAMUNDA, RELATED
from tests.diagrams.bpmn import Part, call, called_process, chain, diagram, end, flow, node, start, user_task
from tests.diagrams.findings import beside, errors, line_of, only, through, warnings


def _other(*parts: Part, name: str = "other") -> Part:
    prefix = f"{name}_"
    return called_process(name, start(f"{prefix}s"), *parts, end(f"{prefix}e"), *chain(f"{prefix}s", f"{prefix}e"))


def test_a_called_process_of_the_file_is_fine_and_is_checked_as_well() -> None:
    data = through(call("c", "other"), called=(_other(node("complexGateway", "x"), flow("x", "other_e")),))
    assert {element for code, element in errors(data) if code == "not-supported"} == {"x"}


@pytest.mark.parametrize("called", [None, "", " ", "${which}"])
def test_a_call_says_which_process(called: str | None) -> None:
    assert errors(through(node("callActivity", "c", calledElement=called))) == [("called-process-not-said", "c")]


def test_a_called_process_that_is_not_there_is_found() -> None:
    assert errors(through(call("c", "nowhere"))) == [("called-process-missing", "c")]


def test_a_call_with_the_prefix_of_the_file_means_the_process_of_that_id() -> None:
    data = through(call("c", "own:other"), called=(_other(),))
    assert errors(data) == [("called-process-missing", "c")]
    assert errors(data.replace(b"<bpmn:definitions", b'<bpmn:definitions xmlns:own="urn:own"')) == []


def test_a_process_that_calls_itself_directly_or_through_another_is_found() -> None:
    assert errors(through(call("c", "line"))) == [("calls-itself", "c")]
    between = called_process("between", start("b_s"), call("d", "line"), end("b_e"), *chain("b_s", "d", "b_e"))
    assert errors(through(call("c", "between"), called=(between,))) == [("calls-itself", "c"), ("calls-itself", "d")]


def test_a_process_may_be_called_twice() -> None:
    parts = (start(), call("c", "other"), call("d", "other"), end(), *chain("start", "c", "d", "end"))
    assert errors(diagram(*parts, called=(_other(),))) == []


def test_a_called_process_begins_at_one_place() -> None:
    data = through(call("c", "other"), called=(_other(start("again"), flow("again", "other_e")),))
    assert errors(data) == [("called-process-starts", "c")]
    implicit = called_process("other", user_task("o"))
    assert errors(through(call("c", "other"), called=(implicit,))) == []


def _extended(part: str) -> bytes:
    """Return a diagram with an extension on a line of its own."""
    task = f'<bpmn:userTask id="a"><bpmn:extensionElements>\n{part}</bpmn:extensionElements></bpmn:userTask>'
    return beside().replace(b'<bpmn:userTask id="a"/>', task.encode())


@pytest.mark.parametrize("namespace", [CAMUNDA, *RELATED], ids=["camunda", "activiti", "flowable"])
@pytest.mark.parametrize("part", ["taskListener", "executionListener", "connector", "inputOutput"])
def test_a_part_that_another_engine_would_run_is_pointed_at(namespace: str, part: str) -> None:
    data = _extended(f'<o:{part} xmlns:o="{namespace}"/>')
    finding = only(data, "extension-not-run")
    assert (finding.severity, finding.element, finding.line) == ("warning", "a", line_of(data, f"<o:{part}"))


def test_an_unknown_extension_is_nobodys_business() -> None:
    data = _extended('<o:color xmlns:o="urn:o"/>')
    assert (errors(data), warnings(data)) == ([], [])
