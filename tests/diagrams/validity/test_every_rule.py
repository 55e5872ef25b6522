"""Every rule is shown and says where it comes from, the lines of the project are valid, and crowds cost little."""

import inspect
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casesvc.diagrams import validity
from casesvc.diagrams.tree import read_diagram
from casesvc.diagrams.validity import EVERYWHERE, EXECUTABLE, STANDARD, invalid
from casesvc.diagrams.validity.model import Rule
from tests.diagrams.bpmn import Part, flow, levels_diagram, node, text
from tests.diagrams.validity import (
    test_collaborations,
    test_data,
    test_elements,
    test_events,
    test_execution,
    test_flows,
)
from tests.diagrams.validity.drawing import drawn, file, findings, process, task

RULES = (*EVERYWHERE, *EXECUTABLE, *STANDARD)
SHOWN = (test_collaborations, test_data, test_elements, test_events, test_execution, test_flows)
LINES = sorted((Path(__file__).parents[3] / "processes").glob("*/**/*.bpmn"))


def test_every_rule_is_shown_with_a_file_it_refuses_and_one_it_accepts() -> None:
    assert {case.rule for module in SHOWN for case in module.CASES} == set(RULES)


def test_every_rule_holds_in_one_way_only() -> None:
    assert len(RULES) == len(set(RULES))


def written() -> Iterator[Rule]:
    for _, module in inspect.getmembers(validity, inspect.ismodule):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            takes = list(inspect.signature(function).parameters)
            if function.__module__ == module.__name__ and takes == ["model"] and not name.startswith("_"):
                yield function


def test_every_rule_that_is_written_is_also_asked() -> None:
    assert set(written()) == set(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_names_the_clause_it_comes_from(rule: Rule) -> None:
    assert re.search(r"\(.*\b(8|9|10|11|13|15|7)\b.*\)|chapters? \d+|\d+\.\d+", rule.__doc__ or "")


@pytest.mark.parametrize("path", LINES, ids=lambda path: path.stem)
def test_the_lines_of_the_project_are_valid(path: Path) -> None:
    assert findings(path.read_bytes()) == []


def test_there_are_lines_to_look_at_and_the_recommended_chain_is_valid_too() -> None:
    assert LINES
    assert findings(levels_diagram()) == []


def links(count: int) -> bytes:
    kinds = {"a": "intermediateThrowEvent", "b": "intermediateCatchEvent"}
    return file(process(*(link(kind, f"{letter}{n}") for n in range(count) for letter, kind in kinds.items())))


def star(count: int) -> bytes:
    notes = (text("outgoing", f"g_to_t{n}") for n in range(count))
    targets = (part for n in range(count) for part in (task(f"t{n}"), flow("g", f"t{n}")))
    return file(process(node("exclusiveGateway", "g", *notes), *targets))


def sets(count: int) -> bytes:
    many = (node("inputSet", f"i{n}", text("dataInputRefs", "d"), text("outputSetRefs", "o")) for n in range(count))
    return file(process(node("ioSpecification", None, node("dataInput", "d"), *many, node("outputSet", "o"))))


def calls(count: int) -> bytes:
    data = (node("dataInput", f"d{n}") for n in range(count))
    calling = (task(f"c{n}", kind="callActivity", calledElement="line") for n in range(count))
    return file(process(node("ioSpecification", None, *data), *calling))


def associations(count: int) -> bytes:
    many = (node("association", f"x{n}", sourceRef="b", targetRef="a") for n in range(count))
    return drawn(task(), beside=(node("boundaryEvent", "b", attachedToRef="a"), *many))


def link(kind: str, name: str) -> Part:
    return node(kind, name, node("linkEventDefinition", None, name=name))


def seconds(data: bytes) -> float:
    tree = read_diagram(data)
    begin = time.process_time()
    list(invalid(tree))
    return time.process_time() - begin


@pytest.mark.parametrize("crowd", [links, star, sets, calls, associations])
def test_four_times_as_much_takes_about_four_times_as_long(crowd: Callable[[int], bytes]) -> None:
    small, large = (min(seconds(crowd(count)) for _ in range(3)) for count in (60, 240))
    assert large < 8 * small + 0.05


def test_no_more_is_said_than_anybody_reads() -> None:
    data = file(process(*(node("exclusiveGateway", f"g{n}") for n in range(990))))
    assert len(findings(data)) == 500


def test_long_names_are_cut_in_messages() -> None:
    (finding,) = findings(drawn(task("a", name="长" * 5000, startQuantity="0")))
    assert len(finding.message) < 200
