"""Answers the protocol of a conformance runner, one JSON object a line: a thin translation onto catalog and engine."""

import base64
import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from lxml import etree

from casesvc.cases.step import StepFailed
from casesvc.catalog.importing import import_diagram
from casesvc.diagrams.camunda_expressions import translate_java
from casesvc.diagrams.decisions import DecisionFailed, decide, read_decisions
from casesvc.diagrams.finding import DiagramRefused
from casesvc.diagrams.graph import processes
from casesvc.diagrams.linking import link
from casesvc.diagrams.process import properties
from casesvc.diagrams.tree import bpmn, camunda, read_diagram
from casesvc.engine import Engine
from casesvc.forms.formats import fault
from casesvc.journeys.play_diagram import PlayedCase

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
# The scripts of one suite are words; what they mean in our language of assignments.
SCRIPTS = {
    "INCREMENT_INTEGER_VARIABLE": "integerVariable = integerVariable + 1",
    "INCREMENT_INTEGER_VARIABLE_AND_LOG": "integerVariable = integerVariable + 1",
    "SET_STRING_DATA": "data = 'String'",
    "LOG_DATA": "logged = data",
}
THROWS = "THROW_ERROR"
CODE = "ERR-1"


class Conformance:
    """What was imported and what runs."""

    def __init__(self) -> None:
        self._engine = Engine(lambda day: date.weekday(day) < 5)
        self._files: dict[str, bytes] = {}
        self._main = ""
        self._cases: dict[str, PlayedCase] = {}
        self._errors: dict[str, StepFailed] = {}

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        offered: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "import": self.import_,
            "start": self.start,
            "settle": self.settle,
            "history": self.history,
            "pending": self.pending,
            "complete": self.complete,
            "bpmn_error": self.bpmn_error,
            "decide": self.decide,
            "check_id": lambda given: {
                "valid": fault({"id18": "cn-id", "uscc": "uscc"}[given["kind"]], "", given["value"]) is None
            },
            "echo": lambda given: {"text": given["text"]},
        }
        return offered.get(asked["op"], lambda _: {"unsupported": True})(asked)

    def import_(self, asked: dict[str, Any]) -> dict[str, Any]:
        self._files = {file["name"]: translated(base64.b64decode(file["content_b64"])) for file in asked["files"]}
        self._main = asked["main"]
        imported = import_diagram(self._main, self._files)
        return {
            "ok": not imported.errors,
            "errors": [f"{found.code} {found.element}:{found.line} {found.message}" for found in imported.errors],
            "warnings": list(imported.warnings),
            "inventory": dict(imported.kept),
            "process_ids": list(imported.processes),
        }

    def start(self, asked: dict[str, Any]) -> dict[str, Any]:
        trees = {name: read_diagram(content) for name, content in self._files.items()}
        main = trees.pop(self._main)
        if asked["process_id"] not in {process.get("id") for process in processes(main)}:
            return {"error": "unknown process"}
        tree = link(main, list(trees.values()), asked["process_id"])
        variables = {key: value for key, value in asked["variables"].items() if not isinstance(value, dict)}
        case = PlayedCase(self._engine, etree.tostring(tree), NOW)
        instance = str(len(self._cases) + 1)
        self._cases[instance] = case
        self._guarded(instance, lambda: case.start(variables=variables))
        failed = self._errors.get(instance)
        return {"instance": instance, **({"error": str(failed)} if failed else {})}

    def decide(self, asked: dict[str, Any]) -> dict[str, Any]:
        try:
            decisions = read_decisions(base64.b64decode(asked["dmn_b64"]))
            return {"ok": True, "result": decide(decisions, asked["decision"], asked["inputs"])}
        except (DiagramRefused, DecisionFailed) as refused:
            return {"ok": False, "error": str(refused)}

    def settle(self, asked: dict[str, Any]) -> dict[str, Any]:
        case = self._cases[asked["instance"]]
        until = case.now + timedelta(milliseconds=asked["ms"])
        while due := [key for key, moment in case.timers.items() if moment <= until]:
            first = min(due, key=lambda key: case.timers[key])
            self._guarded(asked["instance"], lambda key=first: case.fire(key))  # type: ignore[misc]
            if asked["instance"] in self._errors:
                break
        return {}

    def history(self, asked: dict[str, Any]) -> dict[str, Any]:
        case, failed = self._cases[asked["instance"]], self._errors.get(asked["instance"])
        ended = case.ended or ""
        error = f'<bpmn:endEvent id="{ended}"' if ended else ""
        status = "error" if failed or self._ends_in_error(case) else "completed" if ended else "waiting"
        return {
            "completed": [name for step in case.steps for name in step.travelled],
            "status": status,
            "error": str(failed) if failed else None,
            "error_end": bool(error) and self._ends_in_error(case),
            "data_ok": b'"logged":"String"' in (case.snapshot or b""),
        }

    def _ends_in_error(self, case: PlayedCase) -> bool:
        ends = read_diagram(case.diagram).getroot().iter(bpmn("endEvent"))
        return any(e.get("id") == case.ended and e.find(bpmn("errorEventDefinition")) is not None for e in ends)

    def pending(self, asked: dict[str, Any]) -> dict[str, Any]:
        case = self._cases[asked["instance"]]
        nodes = {element.get("id"): element for element in read_diagram(case.diagram).getroot().iter()}
        return {"tasks": [told(key, nodes[opened.element]) for key, opened in case.open.items()]}

    def complete(self, asked: dict[str, Any]) -> dict[str, Any]:
        case = self._cases[asked["instance"]]
        return self._guarded(asked["instance"], lambda: case.complete(asked["task"], facts=asked["variables"]))

    def bpmn_error(self, asked: dict[str, Any]) -> dict[str, Any]:
        case = self._cases[asked["instance"]]
        return self._guarded(asked["instance"], lambda: case.fail(asked["task"], asked["code"]))

    def _throws(self, case: PlayedCase, element: str) -> bool:
        tasks = read_diagram(case.diagram).getroot().iter(bpmn("serviceTask"))
        return any(task.get("id") == element and task.get(camunda("topic")) == THROWS for task in tasks)

    def _guarded(self, instance: str, step: Callable[[], object]) -> dict[str, Any]:
        case = self._cases[instance]
        try:
            step()
            for key in [key for key, opened in case.open.items() if self._throws(case, opened.element)]:
                case.fail(key, CODE)
        except StepFailed as failed:
            self._errors[instance] = failed
            return {"error": str(failed)}
        return {}


def told(key: str, node: etree._Element) -> dict[str, Any]:
    """Return a pending task in the runner's words; the event is one of the inputs of the task."""
    inputs = {e.get("name"): e.text for e in node.iter(camunda("inputParameter"))}
    event = inputs.get("caseEvent") or properties(node).get("caseEvent")
    return {"id": key, "node": node.get("id"), "topic": node.get(camunda("topic")), "event": event}


def translated(content: bytes) -> bytes:
    """Return a file with the words and Java conditions of the suite in our languages; anything else as it is."""
    if b"CREATE_LOG_FILE" not in content:
        return content
    tree = etree.ElementTree(etree.fromstring(content))
    for script in tree.getroot().iter(bpmn("script")):
        word = (script.text or "").strip()
        if word == "WAIT_TEN_SECONDS":
            wait(script)
        elif word == "THROW_ERROR":
            fail(script)
        else:
            script.text = SCRIPTS.get(word, "done = True")
    for name in ("conditionExpression", "condition", "completionCondition", "loopCondition"):
        for element in tree.getroot().iter(bpmn(name)):
            element.text = condition(element.text or "")
    return etree.tostring(tree)


def wait(script: etree._Element) -> None:
    """A script that only sleeps is a timer to us: time is an input."""
    task = script.getparent()
    assert task is not None
    task.tag = bpmn("intermediateCatchEvent")
    task.remove(script)
    timer = etree.SubElement(task, bpmn("timerEventDefinition"))
    duration = etree.SubElement(timer, bpmn("timeDuration"))
    duration.set("{http://www.w3.org/2001/XMLSchema-instance}type", "tFormalExpression")
    duration.text = "PT10S"


def fail(script: etree._Element) -> None:
    """A script that throws a BPMN error is the work of another system to us, which reports that error."""
    task = script.getparent()
    assert task is not None
    task.tag = bpmn("serviceTask")
    task.remove(script)
    task.set(camunda("topic"), THROWS)


def condition(text: str) -> str:
    """Return a Java condition of the suite in our language; a stray > stands behind some of them."""
    return translate_java(text.strip().rstrip(">"), condition=True)


def main() -> None:
    """Answer until the runner closes the line."""
    conformance = Conformance()
    for line in sys.stdin:
        print(json.dumps(conformance.answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
