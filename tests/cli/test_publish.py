"""From an edited file to a new version, and proving what ran before: the commands an administrator types."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casesvc.cli import main

DIAGRAM = "processes/talent-tiers/talent-tiers.bpmn"


@pytest.fixture
def typed(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Type a command on a furnished installation of its own."""
    monkeypatch.setenv("CASESVC_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CASESVC_CONTENT", str(content))
    monkeypatch.delenv("CASESVC_DATABASE_URL", raising=False)

    def command(*words: str) -> Result:
        return CliRunner().invoke(main, words)

    assert command("demo").exit_code == 0
    return command


def test_an_edited_diagram_is_checked_published_and_every_old_case_still_proves(typed, content: Path) -> None:
    diagram = content / DIAGRAM
    diagram.write_text(diagram.read_text().replace('name="省人社厅审核"', 'name="省人社厅复核"'))

    assert typed("check", "talent-tiers").exit_code == 0
    published = typed("publish", "talent-tiers")
    again = typed("publish", "talent-tiers")

    assert "第 2 版已生效" in published.output
    assert "内容与已发布的版本相同" in again.output
    for command in ("verify", "rebuild"):
        proved = typed(command)
        assert (proved.exit_code, len(proved.output.splitlines())) == (0, 10), proved.output


def test_a_diagram_with_an_error_is_not_published(typed, content: Path) -> None:
    diagram = content / DIAGRAM
    diagram.write_text(diagram.read_text().replace("${outcome == 'return'}", "${outcome}", 1))

    refused = typed("publish", "talent-tiers")

    assert refused.exit_code == 1
    assert "没有发布" in refused.output


def test_the_demonstration_is_laid_once(typed) -> None:
    assert "保持不变" in typed("demo").output
