"""Every example of docs/expressions.md does what the page says of it."""

import re

import pytest

from casesvc.diagrams.camunda_expressions import translate
from casesvc.diagrams.camunda_expressions.parts import METHODS
from casesvc.diagrams.check import check_diagram
from casesvc.diagrams.check.expressions import KNOWN
from casesvc.diagrams.expressions import FUNCTIONS, Expression, ExpressionRefused, parse_expression
from casesvc.diagrams.expressions.language import MAX_DEPTH, MAX_NODES
from casesvc.diagrams.expressions.values import LARGEST_NUMBER, MAX_COST
from casesvc.diagrams.scripts import MAX_LINES, parse_script
from casesvc.diagrams.tokens import MAX_LENGTH, MAX_TOKENS
from tests.architecture.source import ROOT
from tests.hostile.positions import POSITIONS, placed

PAGE = (ROOT / "docs" / "expressions.md").read_text(encoding="utf-8")
# Examples that are in the language and refused at a place only: a word as a number, a number as a condition.
BY_PLACE = {"outcome": "loop-cardinality", "level + 1": "condition"}


def section(title: str) -> str:
    return PAGE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def rows(title: str, head: str) -> list[list[str]]:
    """Return the cells of the rows of the table that begins with ``head``."""
    table = section(title).split(f"| {head} |", 1)[1].split("\n\n", 1)[0]
    lines = [line.replace(r"\|", "\0").strip().strip("|") for line in table.splitlines()[2:]]
    return [[cell.strip().replace("\0", "|") for cell in line.split("|")] for line in lines if line]


def codes(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def parsed(text: str) -> Expression:
    return parse_expression(translate(text, condition=True))


WRITTEN = [code for row in rows("What may be written", "written") for code in codes(row[0])]
CALLED = rows("What may be written", "function")
TRANSLATED = [
    (code, codes(row[1])[-1] if len(codes(row[1])) == 1 else codes(row[1])[number])
    for row in rows("Camunda's expressions", "in Camunda")
    for number, code in enumerate(codes(row[0]))
]
REFUSED = rows("What is refused", "refused")


@pytest.mark.parametrize("text", [*WRITTEN, *(codes(row[2])[0] for row in CALLED)])
def test_what_may_be_written_is_in_the_language(text: str) -> None:
    assert parse_expression(text).text == text


def test_all_functions_are_explained() -> None:
    assert [codes(row[0])[0].partition("(")[0] for row in CALLED] == list(FUNCTIONS)
    for row in CALLED:
        name = codes(row[0])[0].partition("(")[0]
        assert name in {call.function for call in parse_expression(codes(row[2])[0]).calls}


def test_the_values_of_equal_and_unequal_kinds_are_as_said() -> None:
    assert parse_expression("1 == '1'").evaluate({}) is False
    assert parse_expression("1 == True").evaluate({}) is False


def test_all_names_of_the_system_are_explained() -> None:
    explained = {code for row in rows("What names mean", "name") for code in codes(row[0])}
    assert explained - {"x-route"} == KNOWN


def test_the_script_is_one() -> None:
    (script,) = re.findall(r"```\n(.*?)```", section("What names mean"), re.DOTALL)
    assert [name for name, _ in parse_script(script)] == ["rounds", "late"]


@pytest.mark.parametrize(("camunda", "ours"), TRANSLATED)
def test_camunda_is_translated_as_the_page_says(camunda: str, ours: str) -> None:
    assert translate(camunda, condition=True) == ours
    assert parsed(camunda).text == ours


def test_all_methods_of_camunda_are_shown() -> None:
    shown = " ".join(camunda for camunda, _ in TRANSLATED)
    assert [method for method in METHODS if f".{method}(" not in shown] == []


@pytest.mark.parametrize("text", [code for row in REFUSED for code in codes(row[0]) if code != "${…}"])
def test_what_is_refused_is_refused(text: str) -> None:
    if text in BY_PLACE:
        findings = check_diagram(placed(POSITIONS[BY_PLACE[text]], text))
        assert {"outcome-undefined", "not-a-condition"} & {finding.code for finding in findings}
        return
    with pytest.raises(ExpressionRefused):
        parsed(text)


@pytest.mark.parametrize("text", [code for row in REFUSED for code in codes(row[1])])
def test_what_to_write_instead_is_accepted(text: str) -> None:
    assert parsed(text).text


def test_the_limits_are_those_of_the_page() -> None:
    said = " ".join(section("What may be written").split())
    assert LARGEST_NUMBER == 10**15
    assert f"at most {MAX_LENGTH} characters, {MAX_TOKENS} words and signs, {MAX_NODES} parts" in said
    assert f"{MAX_DEPTH} levels of brackets" in said
    assert f"at most {MAX_COST} steps" in said
    assert f"up to {MAX_LINES} lines" in section("What names mean")
