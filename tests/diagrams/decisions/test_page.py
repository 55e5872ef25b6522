"""docs/decision-tables.md says what the code does."""

import re
from pathlib import Path

from casesvc.diagrams.decisions.cells import frame, stream, tokens
from casesvc.diagrams.decisions.cells.functions import BUILT_IN
from casesvc.diagrams.decisions.reading import MAX_TEXT
from casesvc.diagrams.decisions.tables import POLICIES
from tests.diagrams.decisions.dmn import answer, decision, read, table

PAGE = (Path(__file__).parents[3] / "docs" / "decision-tables.md").read_text(encoding="utf-8")


def test_the_page_lists_every_function_and_no_other() -> None:
    listed = PAGE.split("| | functions |", 1)[1].split("\n\n", 1)[0]
    assert set(re.findall(r"`([^`]+)`", listed)) == set(BUILT_IN)


def test_the_page_names_every_hit_policy() -> None:
    section = PAGE.split("## Hit policies", 1)[1].split("## ", 1)[0]
    assert [word for policy in POLICIES for word in policy.split() if word not in section] == []


def test_the_page_says_the_limits() -> None:
    limits = (MAX_TEXT, tokens.MAX_LENGTH, tokens.MAX_TOKENS, stream.MAX_DEPTH, frame.CELL, frame.DECISION)
    assert [limit for limit in limits if f"{limit:,}" not in PAGE] == []


def test_the_example_of_the_page_decides_as_it_says() -> None:
    section = PAGE.split("## An example", 1)[1].split("\n\n")[1]
    rows = [[cell.strip().replace("`", "") for cell in row.strip("| ").split("|")] for row in section.splitlines()]
    (_, *columns, result), *rules = [rows[0], *rows[2:-1]]
    drawn = table(columns, [rule[1:] for rule in rules], outputs=[result], defaults=[rows[-1][-1]])
    decisions = read(decision("eligible", drawn))
    assert answer(decisions, "eligible", year=2026, degree="博士", age=46) == "按博士引进"
    assert answer(decisions, "eligible", year=2025, degree="副高", age=40) == "按硕士引进"
    assert answer(decisions, "eligible", year=2024, degree="硕士", age=30) == "不符合引进条件"
