"""The source of the package, as the tests of its form read it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "casesvc"
MODULES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}


def name_of(path: Path) -> str:
    """Return the path of a file as people say it."""
    return path.relative_to(ROOT).as_posix()


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield every function and method of the package with where it stands."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name_of(path)}:{node.lineno} {node.name}", node


def defined_names() -> frozenset[str]:
    """Return every name the package gives to a module, class, function, parameter, field or constant."""
    return frozenset(name for path, tree in TREES.items() for name in names_in(path, tree))


def names_in(path: Path, tree: ast.Module) -> Iterator[str]:
    """Yield the names one module gives."""
    yield path.parent.name if path.stem == "__init__" else path.stem
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                yield name
            case _:
                continue


def first_column(page: str, heading: str) -> list[str]:
    """Return the first cells of the table under ``## heading`` of a page, without code marks."""
    return [row[0].strip("`") for row in table(page, heading)]


def table(page: str, heading: str) -> list[list[str]]:
    """Return the rows of the table under ``## heading`` of a page, without its head."""
    section = page.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
