"""The package keeps its shape: arrows point inwards, modules and functions stay short, folders say what they hold."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import MODULES, PACKAGE, ROOT, TREES, functions, name_of

MODULE_LINES = 300
FUNCTION_LINES = 50
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "services", "service", "manager", "managers", "misc"}
MIGRATIONS = PACKAGE / "storage" / "migrations"


def test_imports_point_inwards(tmp_path: Path) -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--config", ROOT / "pyproject.toml", "--cache-dir", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr


def test_every_package_has_a_place_in_the_layers() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    placed = {name.strip() for layer in layers for name in layer.split("|")}
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}

    assert packages <= placed


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_in_one_line_what_it_is_for(path: Path) -> None:
    said = ast.get_docstring(TREES[path])

    assert said, "no docstring"
    assert said.splitlines()[0].endswith((".", "。")), "the first line is no sentence"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short_enough_to_be_read_at_once(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())

    assert lines <= limit_of(path), f"{lines} lines"


def limit_of(path: Path) -> int:
    """A migration is a list of tables."""
    return 2 * MODULE_LINES if MIGRATIONS in path.parents else MODULE_LINES


def test_functions_are_short_enough_to_be_read_at_once() -> None:
    long = [
        place
        for place, node in functions()
        if (node.end_lineno or node.lineno) - node.lineno >= FUNCTION_LINES and "/migrations/" not in place
    ]

    assert long == []


def test_no_name_of_a_file_or_folder_says_nothing() -> None:
    folders = {part for path in MODULES for part in path.relative_to(ROOT).with_suffix("").parts}

    assert folders & SAYS_NOTHING == set()


def test_modules_import_at_their_top() -> None:
    hidden = [
        f"{name_of(path)}:{inner.lineno}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []
