"""Planning and moving running cases by command."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casesvc.cli import main

DIAGRAM = "processes/talent-tiers/talent-tiers.bpmn"


@pytest.fixture
def typed(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Type a command on a furnished installation of its own, whose line was published anew with a due date."""
    monkeypatch.setenv("CASESVC_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CASESVC_CONTENT", str(content))
    monkeypatch.delenv("CASESVC_DATABASE_URL", raising=False)

    def command(*words: str) -> Result:
        return CliRunner().invoke(main, words)

    assert command("demo").exit_code == 0
    diagram = content / DIAGRAM
    province = 'name="省人社厅审核" camunda:candidateGroups="province"'
    assert province in diagram.read_text()
    diagram.write_text(diagram.read_text().replace(province, f'{province} camunda:dueDate="P9D"'))
    assert command("publish", "talent-tiers").exit_code == 0
    return command


def test_a_plan_lists_running_cases_by_what_becomes_of_them(typed) -> None:
    told = typed("plan", "talent-tiers")
    planned = json.loads(typed("plan", "talent-tiers", "--json").output)

    assert told.exit_code == 0
    assert (planned["line"], planned["version"]) == ("talent-tiers", 2)
    groups = {name: [each["case"] for each in planned[name]] for name in ("moves", "keeps", "blocked")}
    assert groups["moves"]
    assert f"可以迁移 {len(groups['moves'])} 件" in told.output
    assert f"不受影响，留在原版本 {len(groups['keeps'])} 件" in told.output
    for each in planned["moves"]:
        assert "“省人社厅审核”的办理期限原来没有，现为：P9D" in [change["message"] for change in each["changes"]]
        assert each["case"] in told.output


def test_each_case_is_moved_by_itself_and_proves_afterwards(typed) -> None:
    planned = json.loads(typed("plan", "talent-tiers", "--json").output)
    first, *rest = [each["case"] for each in planned["moves"]]

    one = typed("move", "talent-tiers", "--case", first, "--case", "nobody")
    everything = typed("move", "talent-tiers", "--all")

    assert one.exit_code == 1
    assert f"{first}  已迁移到第 2 版，变化 1 项" in one.output
    assert "nobody  没有迁移：没有找到这件申报" in one.output
    assert (everything.exit_code, f"迁移 {len(rest)} 件" in everything.output) == (0, True)
    assert json.loads(typed("plan", "talent-tiers", "--json").output)["moves"] == []
    for command in ("verify", "rebuild"):
        assert typed(command).exit_code == 0


def test_what_is_to_be_moved_has_to_be_said(typed) -> None:
    assert typed("move", "talent-tiers").exit_code == 2
    assert typed("move", "talent-tiers", "--all", "--case", "x").exit_code == 2
    unknown = typed("plan", "nothing")
    assert (unknown.exit_code, "还没有发布过" in unknown.output) == (1, True)
