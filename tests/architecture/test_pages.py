"""What the pages of docs/ tell people to do works, and what they name is there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from casesvc.catalog.check import check_line
from casesvc.catalog.files import find_lines, read_line_files
from casesvc.catalog.scenarios import read_scenarios
from casesvc.cli import main
from casesvc.documents.check import check_template
from casesvc.storage import tables
from casesvc.storage.base import Base
from tests.architecture.source import PACKAGE, ROOT, first_column

ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
LINES = (ROOT / "docs" / "business-lines.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the lines in which the commands of the page were run."""
    for folder in ("processes", "forms", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    commands = re.search(r"```sh\n(.*?)```", LINES, re.DOTALL)
    assert commands is not None
    subprocess.run(["bash", "-e", "-c", commands[1]], cwd=tmp_path, check=True)
    return tmp_path


def test_a_copied_line_is_there_and_checks_clean(content: Path) -> None:
    assert "housing-grant" in find_lines(content)
    assert check_line(read_line_files(content, "housing-grant"), check_template) == ()


def test_a_copied_line_has_its_scenarios(content: Path) -> None:
    assert len(read_scenarios(content, "housing-grant")) == len(read_scenarios(content, "talent-tiers")) > 0


def test_every_setting_is_explained() -> None:
    read = set(re.findall(r"CASESVC_[A-Z_]+", (PACKAGE / "settings.py").read_text()))

    assert set(first_column(OPERATIONS, "Settings")) == read


def test_every_command_is_explained() -> None:
    explained = {cell.split()[1] for cell in first_column(OPERATIONS, "Commands")}

    assert explained == set(main.commands)


def test_every_table_is_said_to_hold_something() -> None:
    said = ARCHITECTURE.split("\n## What is stored where\n", 1)[1]

    assert tables.__all__
    assert [name for name in Base.metadata.tables if f"`{name}`" not in said] == []


def test_every_package_is_said_to_hold_something() -> None:
    said = set(first_column(ARCHITECTURE, "Layers"))

    assert {f"casesvc/{path.parent.name}" for path in PACKAGE.glob("*/__init__.py")} - {"casesvc/cli"} <= said


def test_decisions_are_numbered_and_say_context_decision_and_consequences() -> None:
    found = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    assert [page.name[:4] for page in found] == [f"{number:04}" for number in range(1, len(found) + 1)]
    for number, page in enumerate(found, 1):
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {number}. ")
        assert re.findall(r"\*\*(\w+)\.\*\*", text) == ["Context", "Decision", "Consequences"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link and not link.startswith("mailto:")]

    assert [link for link in local if not (page.parent / link).exists()] == []
