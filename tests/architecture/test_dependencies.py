"""docs/dependencies.md names every library that is asked for, and no other."""

import ast
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions

from tests.architecture.source import PACKAGE, ROOT, TREES, first_column, table

PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")


def named(requirements: Iterable[str]) -> set[str]:
    """Return the names of requirements without versions, as an index would spell them."""
    names = (re.match(r"[A-Za-z0-9._-]+", requirement) for requirement in requirements)
    return {re.sub(r"[-_.]+", "-", name[0]).lower() for name in names if name}


def test_every_runtime_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert named(first_column(PAGE, "Runtime")) == named(project["dependencies"])


def test_every_tool_of_development_is_explained() -> None:
    wanted = (ROOT / "requirements" / "dev.in").read_text().splitlines()

    assert named(first_column(PAGE, "Development")) == named(line for line in wanted if not line.startswith("#"))


def test_every_package_of_the_front_end_is_explained() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]

    assert set(first_column(PAGE, "Front end")) == set(wanted)


def test_every_dependency_has_a_reason_and_a_licence() -> None:
    for heading in ("Runtime", "Development", "Front end"):
        assert all(cell for row in table(PAGE, heading) for cell in row)


def test_every_runtime_dependency_is_locked_with_hashes() -> None:
    lock = (ROOT / "requirements" / "lock.txt").read_text()
    locked = named(re.findall(r"(?m)^([A-Za-z0-9._-]+)(?=\[|==)", lock))

    assert named(first_column(PAGE, "Runtime")) | named(first_column(PAGE, "Development")) <= locked


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield the top names of the modules that a module imports."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name.partition(".")[0] for alias in names)
            case ast.ImportFrom(module=str(module)):
                yield module.partition(".")[0]
            case _:
                continue


def test_every_library_is_imported_where_the_page_says() -> None:
    distributions = packages_distributions()
    found: dict[str, set[str]] = {name: set() for name in named(first_column(PAGE, "Runtime"))}
    for path, tree in TREES.items():
        folder = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for library in named(name for module in imports(tree) for name in distributions.get(module, ())):
            found.get(library, set()).add(folder)
    said = {named([row[0]]).pop(): set(re.findall(r"`([a-z]+)`", row[2])) for row in table(PAGE, "Runtime")}

    assert {library for library, folders in found.items() if not folders} == {lib for lib, at in said.items() if not at}
    assert [(library, folders) for library, folders in said.items() if not folders <= found[library]] == []
