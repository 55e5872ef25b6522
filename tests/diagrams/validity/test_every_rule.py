"""Every rule is shown and says where it comes from, the lines of the project are valid, and crowds cost little."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from casesvc.diagrams import validity
from casesvc.diagrams.validity import EVERYWHERE, EXECUTABLE, STANDARD
from casesvc.diagrams.validity.model import Rule
from tests.diagrams.bpmn import levels_diagram, node
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


def test_no_more_is_said_than_anybody_reads() -> None:
    data = file(process(*(node("exclusiveGateway", f"g{n}") for n in range(990))))
    assert len(findings(data)) == 500


def test_long_names_are_cut_in_messages() -> None:
    (finding,) = findings(drawn(task("a", name="长" * 5000, startQuantity="0")))
    assert len(finding.message) < 200
