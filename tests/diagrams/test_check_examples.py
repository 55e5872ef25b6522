"""Every code that a check can give has a diagram in which it is found, and one beside it that is fine."""

import pytest

from casesvc.diagrams.check import check_diagram
from tests.architecture.finding_codes import DIAGRAMS, MADE, given, sources
from tests.diagrams.examples import events, expressions, files, outcomes, structure, ways
from tests.diagrams.examples.example import Example

# What BPMN forbids and what decision tables say have examples of their own, also where they refuse a whole file.
OF_TABLES = {"not-dmn"}
SOURCES = [path for path in sources() if path.parent in (DIAGRAMS, DIAGRAMS / "check")]
EXAMPLES = [e for part in (structure, events, expressions, outcomes, ways, files) for e in part.EXAMPLES]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_what_is_wrong_is_found_at_its_element(example: Example) -> None:
    found = [f for f in check_diagram(example.found, example.names) if f.code == example.code]
    assert (example.severity, example.element) in {(f.severity, f.element) for f in found}
    assert all(f.line > 0 for f in found if f.element)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_what_is_right_is_not_found(example: Example) -> None:
    found = check_diagram(example.fine, example.names)
    assert [f for f in found if f.severity == "error" or f.code == example.code] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_every_message_is_chinese_and_says_what_to_do(example: Example) -> None:
    for finding in check_diagram(example.found, example.names):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in finding.message)
        assert any(word in finding.message for word in ("请", "会", "将", "只能", "可以"))


def test_every_code_in_the_sources_has_an_example() -> None:
    codes = {code for path in SOURCES for made, place in MADE.items() for code in given(path, made, place)}
    assert {"duplicate-id", "outcome-behind-join", "combination-no-way", "join-counts-twice", "doctype"} <= codes
    assert codes - OF_TABLES == {example.code for example in EXAMPLES}
