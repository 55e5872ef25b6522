"""What docs/diagrams.md shows is true: its pictures are drawn anew and checked, its commands print what it says."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from casesvc.cli import main
from casesvc.diagrams.check import check_diagram
from casesvc.diagrams.graph import read_whole
from casesvc.diagrams.normalising import normalise
from casesvc.diagrams.tree import read_diagram
from tests.architecture.picture_diagrams import bpmn_of
from tests.architecture.source import PACKAGE, ROOT
from tools.draw_diagrams import SOURCE, TARGET
from tools.drawing.reading import Panel, Picture, read_pictures
from tools.drawing.svg import svg_of

PAGE = (ROOT / "docs" / "diagrams.md").read_text(encoding="utf-8")
PICTURES = {picture.name: picture for picture in read_pictures(SOURCE)}
FORM_FIELDS = ("amount",)
MAX_BYTES = 10_000


def panels(*marks: str) -> list[object]:
    return [
        pytest.param(panel, id=f"{picture.name}{panel.mark and '-' + panel.mark}")
        for picture in PICTURES.values()
        for panel in picture.panels
        if panel.mark in marks
    ]


def test_every_picture_is_on_the_page_and_every_one_there_is_drawn() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(pictures/diagrams/([a-z-]+)\.svg\)", PAGE)

    assert PAGE.count("![") == len(shown)
    assert sorted(shown) == sorted(PICTURES)
    assert sorted(path.stem for path in TARGET.iterdir()) == sorted(PICTURES)


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES.keys())
def test_a_picture_is_what_the_generator_draws(picture: Picture) -> None:
    kept = (TARGET / f"{picture.name}.svg").read_bytes()

    assert svg_of(picture).encode() == kept
    assert len(kept) < MAX_BYTES


@pytest.mark.parametrize("panel", panels("", "right", "drawn", "read"))
def test_what_the_page_recommends_is_accepted(panel: Panel) -> None:
    assert check_diagram(bpmn_of(panel), FORM_FIELDS) == ()


@pytest.mark.parametrize(("mark", "severity"), [("wrong", "error"), ("warned", "warning")])
def test_what_the_page_refuses_is_found_where_it_is_red(mark: str, severity: str) -> None:
    checked = [panel for picture in PICTURES.values() for panel in picture.panels if panel.mark == mark]

    assert checked
    for panel in checked:
        found = {(f.code, f.element) for f in check_diagram(bpmn_of(panel), FORM_FIELDS) if f.severity == severity}
        assert set(panel.findings) <= found
        assert panel.findings
        assert all(f"`{code}`" in PAGE for code, _ in panel.findings)


@pytest.mark.parametrize("name", [name for name in PICTURES if name.startswith("read-")])
def test_what_is_drawn_is_read_as_the_picture_says(name: str) -> None:
    drawn, read = PICTURES[name].panels

    assert list(ways(drawn).elements()) != []
    assert ways(drawn) == ways(read)


def ways(panel: Panel) -> Counter[tuple[str, str, bool]]:
    """Return what the engine would run, without ids: the kinds at both ends of each flow; links are passed through."""
    graph = read_whole(normalise(read_diagram(bpmn_of(panel))).tree)
    found: Counter[tuple[str, str, bool]] = Counter()
    for each in graph.flows:
        target = each.target
        while graph.nodes[target].kind == "intermediateThrowEvent":
            target = graph.outgoing(target)[0].target
        if graph.nodes[each.source].kind != "intermediateThrowEvent":
            found[graph.nodes[each.source].kind, graph.nodes[target].kind, each.default] += 1
    return found


CODE = re.compile(r"[a-z]+(-[a-z]+)+")


def codes() -> set[str]:
    """Return the codes with which a diagram is refused: those of its checks, and those of files that are no diagram."""
    of_files = [PACKAGE / "diagrams" / name for name in ("tree.py", "decoding.py")]
    checks = sorted((PACKAGE / "diagrams" / "check").glob("*.py"))
    return {code for path in checks for code in (*written_in(path), *given_in(path, "Finding", 3))} | {
        code for path in of_files for name in ("refused", "_refused") for code in given_in(path, name, 0)
    }


def written_in(path: Path) -> Iterator[str]:
    """Yield every text of a module that is words with hyphens between them."""
    for made in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(made, ast.Constant) and isinstance(made.value, str) and CODE.fullmatch(made.value):
            yield made.value


def given_in(path: Path, function: str, place: int) -> Iterator[str]:
    """Yield the texts with which a module calls a function at one place."""
    for made in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id == function:
            given = made.args[place]
            if isinstance(given, ast.Constant):
                yield str(given.value)


def test_every_code_is_on_the_page() -> None:
    assert {"not-supported", "unreachable", "doctype", "instances-left-by-error"} <= codes()
    assert sorted(code for code in codes() if f"`{code}`" not in PAGE) == []


def test_the_page_names_no_code_that_is_gone() -> None:
    table = PAGE.split("\n| codes | about |\n", 1)[1].split("\n\n", 1)[0]

    assert sorted(set(re.findall(r"`([a-z-]+)`", table)) - codes()) == []


def after(words: str, fence: str) -> str:
    """Return the code block of the page that follows ``words``."""
    block = re.search(rf"```{fence}\n(.*?)```", PAGE[PAGE.index(words) :], re.DOTALL)
    assert block is not None
    return block[1]


def test_the_example_plays_as_printed(tmp_path: Path) -> None:
    inputs = tmp_path / "decisions.toml"
    inputs.write_text(after("casesvc play processes/", "toml"), encoding="utf-8")
    file = ROOT / "processes" / "talent-tiers" / "talent-tiers.bpmn"

    run = CliRunner().invoke(main, ["play", str(file), "--inputs", str(inputs)])

    assert run.exit_code == 0, run.output
    assert run.output == after("It prints for each step", "")


def test_the_example_is_checked_as_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.bpmn").write_bytes(bpmn_of(PICTURES["no-default-behind-review"].panels[0]))

    run = CliRunner().invoke(main, ["check", "draft.bpmn"])

    assert run.exit_code == 1
    assert run.output == after("`casesvc check draft.bpmn` names", "")
