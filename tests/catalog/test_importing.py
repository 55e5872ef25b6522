"""Diagrams of other tools: refused by name where they cannot be run, told what they lack, and kept as they are."""

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from casesvc.catalog.importing import LACKING, Imported, import_diagram
from casesvc.diagrams.tree import kind, read_diagram
from tests.diagrams.bpmn import (
    Part,
    call,
    chain,
    diagram,
    end,
    flow,
    levels_diagram,
    node,
    start,
    timer,
    user_task,
)
from tests.diagrams.findings import beside, through

NAME = "flow.bpmn"
LAYOUT = (
    b'<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" id="d"><di:BPMNPlane bpmnElement="line"/>'
    b'</di:BPMNDiagram><own:thing xmlns:own="urn:own" a="1"><!-- kept --> text </own:thing></bpmn:definitions>'
)


def _imported(data: bytes, **others: bytes) -> Imported:
    return import_diagram(NAME, {NAME: data, **{f"{name}.bpmn": content for name, content in others.items()}})


def _refused(imported: Imported) -> list[tuple[str, str]]:
    return [(finding.code, finding.element) for finding in imported.errors]


def test_a_diagram_that_can_be_run_is_taken_in_with_all_its_parts() -> None:
    imported = _imported(levels_diagram())
    assert imported.errors == ()
    assert imported.processes == ("talent-tiers",)
    elements = read_diagram(levels_diagram()).getroot().iter()
    assert imported.kept == Counter(kind(element) for element in elements if kind(element))
    assert (imported.kept["userTask"], imported.kept["exclusiveGateway"]) == (6, 4)


def test_what_the_rules_rewrite_to_run_it_is_told() -> None:
    unnamed = node("sequenceFlow", None, sourceRef="a", targetRef="end_2")
    imported = _imported(beside(end("end_2"), unnamed))
    assert imported.errors == ()
    assert any("flow_a_end_2" in warning for warning in imported.warnings)
    assert any("并行网关" in warning for warning in imported.warnings)


def test_what_cannot_be_run_in_an_executable_process_refuses_it_by_name() -> None:
    imported = _imported(through(node("complexGateway", "x")))
    assert _refused(imported) == [("not-supported", "x")]
    assert imported.errors[0].line > 0


@pytest.mark.parametrize("executable", ["false", "0", None])
def test_a_drawing_is_taken_in_with_a_warning_instead(executable: str | None) -> None:
    data = diagram(start(), node("complexGateway", "x"), end(), *chain("start", "x", "end"), executable=executable)
    imported = _imported(data)
    assert imported.errors == ()
    assert any("复杂网关 x" in warning for warning in imported.warnings)


def test_a_drawing_beside_an_executable_process_is_told_apart() -> None:
    drawing = b'<bpmn:process id="drawing"><bpmn:complexGateway id="x"/></bpmn:process></bpmn:def'
    imported = _imported(beside().replace(b"</bpmn:def", drawing))
    assert imported.errors == ()
    assert imported.processes == ("line", "drawing")
    assert any("复杂网关 x" in warning for warning in imported.warnings)
    refused = _imported(through(node("complexGateway", "y")).replace(b"</bpmn:def", drawing))
    assert _refused(refused) == [("not-supported", "y")]


def test_every_executable_process_of_a_file_is_looked_at() -> None:
    second = b'<bpmn:process id="second" isExecutable="true"><bpmn:complexGateway id="x"/></bpmn:process></bpmn:def'
    assert ("not-supported", "x") in _refused(_imported(beside().replace(b"</bpmn:def", second)))


def test_a_draft_may_lack_what_is_asked_for_before_publishing() -> None:
    lacking = _imported(through(call("c", "other")))
    assert lacking.errors == ()
    assert any("other" in warning and "一并上传" in warning for warning in lacking.warnings)
    assert "called-process-missing" in LACKING


def test_what_it_calls_in_another_file_is_looked_at_as_well() -> None:
    def other(part: Part) -> bytes:
        name = str(part.get("id"))
        return diagram(start("s"), part, end("e"), *chain("s", name, "e"), process="other")

    calling = through(call("c", "other"))
    fine = _imported(calling, other=other(user_task("review")))
    assert (fine.errors, fine.warnings) == ((), ())
    assert _refused(_imported(calling, other=other(node("complexGateway", "x")))) == [("not-supported", "x")]
    assert fine.kept == _imported(calling).kept  # only its own parts are the draft's


def test_what_no_case_should_live_with_is_a_warning_at_import() -> None:
    waiting = (user_task("b"), flow("b", "end"))
    imported = _imported(beside(*waiting))
    assert imported.errors == ()
    assert any("走不到 b" in warning for warning in imported.warnings)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-xml"),
        (b"<a/>", "not-bpmn"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + beside().partition(b"?>")[2], "doctype"),
        (beside() + b" " * 2**21, "too-large"),
    ],
)  # fmt: skip
def test_what_is_no_diagram_is_refused(data: bytes, code: str) -> None:
    imported = _imported(data)
    assert _refused(imported) == [(code, "")]
    assert (imported.kept, imported.processes, imported.warnings) == ({}, (), ())


def test_a_broken_file_beside_it_refuses_it() -> None:
    assert _refused(_imported(beside(), other=b"<a>")) == [("not-xml", "")]


def test_a_file_without_a_process_is_kept_as_what_it_is() -> None:
    imported = _imported(b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>')
    assert (imported.errors, imported.processes, imported.kept) == ((), (), {"definitions": 1})


def test_the_same_warning_is_said_once() -> None:
    late = [part for n in (1, 2) for part in (node("serviceTask", f"s{n}"), flow(f"s{n}", "end"), flow("a", f"s{n}"))]
    warnings = _imported(beside(*late)).warnings
    assert len(warnings) == len(set(warnings)) > 1


def test_the_file_itself_is_kept_byte_for_byte(tmp_path: Path) -> None:
    data = beside(node("intermediateCatchEvent", "w", timer("timeDate", "2026-12-31"))).replace(
        b"</bpmn:definitions>", LAYOUT
    )
    path = tmp_path / NAME
    path.write_bytes(data)
    files = {NAME: path.read_bytes()}
    imported = import_diagram(NAME, files)
    assert (files, path.read_bytes()) == ({NAME: data}, data)
    assert etree.tostring(read_diagram(data)).count(b"own:thing") == 2
    assert imported.kept["userTask"] == 1
