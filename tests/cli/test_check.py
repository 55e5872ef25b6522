"""``casesvc check``: what an administrator is told before a diagram may be published."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from casesvc.cli import main

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
