"""``casesvc check``: what an administrator is told before a diagram may be published."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from casesvc.cli import main
from tests.catalog.a_line import DIAGRAM as LINE_DIAGRAM
from tests.catalog.a_line import PAPER, changed
from tests.diagrams.bpmn import user_task
from tests.diagrams.decisions.dmn import decision, file, table
from tests.diagrams.findings import beside, line_of

ROOT = Path(__file__).parents[2]
DIAGRAM = ROOT / "processes/talent-tiers/talent-tiers.bpmn"
HOSTILE = [
    "__import__('os').system('id')",
    "().__class__.__base__.__subclasses__()",
    "open('/etc/passwd')",
    "9**9**9 == 1",
    "len('%400000000d' % 1) == 1",
]


def checked(file: Path, *options: str) -> tuple[int, str]:
    """Exit code and output of a check of one file."""
    result = CliRunner().invoke(main, ["check", str(file), *options])
    return result.exit_code, result.output


@pytest.mark.parametrize("expression", HOSTILE)
def test_a_hostile_condition_is_refused_with_element_and_line(expression: str, tmp_path: Path) -> None:
    text = DIAGRAM.read_text()
    first = "${outcome == 'approve'}"
    line = text[: text.index(first)].count("\n") + 1
    changed = tmp_path / "changed.bpmn"
    changed.write_text(text.replace(first, "${" + expression + "}", 1))
    code, output = checked(changed, "--json")
    errors = [found for found in json.loads(output) if found["severity"] == "error"]
    assert code == 1
    assert {"after_unit_to_competent", line} <= {value for found in errors for value in found.values()}


def test_a_script_that_does_more_than_assign_is_refused(tmp_path: Path) -> None:
    changed = tmp_path / "changed.bpmn"
    changed.write_text(
        DIAGRAM.read_text().replace(
            "</bpmn:process>",
            '<bpmn:scriptTask id="sly"><bpmn:script>import os</bpmn:script></bpmn:scriptTask></bpmn:process>',
        )
    )
    code, output = checked(changed)
    assert code == 1
    assert "sly" in output


def test_the_lines_as_they_are_have_no_findings() -> None:
    result = CliRunner().invoke(main, ["check"])
    assert (result.exit_code, result.output) == (0, "没有问题\n")


def test_what_is_wrong_with_a_diagram_is_said_in_english(tmp_path: Path) -> None:
    drawn = tmp_path / "drawn.bpmn"
    drawn.write_bytes(beside(user_task("lost")))
    line = line_of(drawn.read_bytes(), '"lost"')
    lost = "lost cannot be reached from a start event; connect or remove it."

    code, output = checked(drawn, "--english")
    _, listed = checked(drawn, "--json")

    assert code == 1
    assert f"error: {drawn}:{line} lost  {lost}\n" in output
    assert output.isascii()
    assert lost in {found["english"] for found in json.loads(listed)}


def test_what_is_wrong_with_decision_tables_is_said_in_either_language(tmp_path: Path) -> None:
    tables = tmp_path / "tables.dmn"
    tables.write_bytes(file(decision("d", table(["age"], []))))

    assert checked(tables) == (0, f"warning: {tables}:3 table  决策表“d”没有规则，请补上\n1 处\n")
    assert checked(tables, "--english") == (0, f"warning: {tables}:3 table  table has no rules; add them.\n1 found\n")


def test_a_file_that_holds_no_decisions_is_no_error_of_the_command(tmp_path: Path) -> None:
    broken = tmp_path / "broken.dmn"
    broken.write_text("<definitions>")
    empty = tmp_path / "empty.dmn"
    empty.write_bytes(file())

    assert checked(broken, "--english")[0] == 1
    assert "The file holds no decision; draw at least one." in checked(empty, "--english")[1]


def test_of_a_line_the_diagram_is_said_in_english_and_the_rest_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        **changed(LINE_DIAGRAM, "outcome == 'terminate'", "outcome == 'terminate' and rank == 1"),
        PAPER: b"<paper>",
    }
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    monkeypatch.setenv("CASESVC_CONTENT", str(tmp_path))

    code, output = checked(Path("permit"), "--english")
    _, listed = checked(Path("permit"), "--json")

    english = {found["code"]: found["english"] for found in json.loads(listed)}
    others = [found["message"] for found in json.loads(listed) if not found["english"]]
    assert code == 1
    assert english["unknown-name"] in output
    assert others
    assert all(message in output for message in others)


def test_nothing_found_is_said_in_english() -> None:
    assert checked(DIAGRAM, "--english") == (0, "Nothing found\n")
