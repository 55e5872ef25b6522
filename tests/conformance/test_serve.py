"""The program that answers a conformance runner: one JSON object a line in, one out."""

import base64
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.diagrams.bpmn import boundary, chain, diagram, end, error, error_definition, flow, node, start, user_task

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.conformance.serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert program.stdin is not None
    assert program.stdout is not None

    def asked(op: str, **given: Any) -> dict[str, Any]:
        program.stdin.write(json.dumps({"op": op, **given}) + "\n")  # type: ignore[union-attr]
        program.stdin.flush()  # type: ignore[union-attr]
        answer: dict[str, Any] = json.loads(program.stdout.readline())  # type: ignore[union-attr]
        return answer

    with program:
        yield asked
        program.stdin.close()


def _given(ask: Ask, data: bytes) -> dict[str, Any]:
    return ask("import", files=[{"name": "a", "content_b64": base64.b64encode(data).decode()}], main="a")


def _robot() -> bytes:
    return diagram(
        start(), node("serviceTask", "robot", camunda_type="external", camunda_topic="check"), user_task("a"), end(),
        end("failed"), boundary("caught", "robot", error_definition("wrong")), *chain("start", "robot", "a", "end"),
        flow("caught", "failed"), head=(error("wrong", "BAD"),),
    )  # fmt: skip


def test_an_imported_diagram_is_played_to_its_end(ask: Ask) -> None:
    imported = _given(ask, _robot())
    assert (imported["ok"], imported["inventory"]["serviceTask"], imported["process_ids"]) == (True, 1, ["line"])
    instance = ask("start", process_id="line", variables={}, by="key")["instance"]
    assert [(task["node"], task["topic"]) for task in ask("pending", instance=instance)["tasks"]] == [
        ("robot", "check")
    ]
    assert ask("complete", instance=instance, task="robot#1", variables={}) == {}
    assert ask("complete", instance=instance, task="a#1", variables={}) == {}
    history = ask("history", instance=instance)
    assert (history["completed"][-1], history["status"], history["error"]) == ("end", "completed", None)


def test_an_error_that_a_worker_reports_leaves_by_its_border(ask: Ask) -> None:
    _given(ask, _robot())
    instance = ask("start", process_id="line", variables={}, by="key")["instance"]
    assert ask("bpmn_error", instance=instance, task="robot#1", code="BAD") == {}
    assert ask("history", instance=instance)["completed"][-1] == "failed"


def test_what_cannot_be_run_is_refused_with_its_name(ask: Ask) -> None:
    drawn = diagram(start(), node("complexGateway", "odd"), end(), *chain("start", "odd", "end"))
    imported = _given(ask, drawn)
    assert (imported["ok"], any("odd" in found for found in imported["errors"])) == (False, True)


def test_what_is_not_offered_says_so(ask: Ask) -> None:
    assert ask("validate", schema={}, data=1, draft="2020-12") == {"unsupported": True}
    assert ask("echo", text="𠮷") == {"text": "𠮷"}
    assert ask("check_id", kind="uscc", value="91350100M000100Y43") == {"valid": True}
