"""Every code that a check can give has a diagram in which it is found, and one beside it that is fine."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import casesvc.diagrams
from casesvc.diagrams.check import check_diagram
from tests.diagrams.examples import events, expressions, files, outcomes, structure, ways
from tests.diagrams.examples.example import Example

PACKAGE = Path(casesvc.diagrams.__file__).parent
# What BPMN forbids and what decision tables say have examples of their own.
SOURCES = [*PACKAGE.glob("*.py"), *(PACKAGE / "check").glob("*.py")]
EXAMPLES = [e for part in (structure, events, expressions, outcomes, ways, files) for e in part.EXAMPLES]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_what_is_wrong_is_found_at_its_element(example: Example) -> None:
    found = [f for f in check_diagram(example.found, example.names) if f.code == example.code]
    assert (example.severity, example.element) in {(f.severity, f.element) for f in found}
    assert all(f.line > 0 for f in found if f.element)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_what_is_right_is_not_found(example: Example) -> None:
    found = check_diagram(example.fine, example.names)
    assert [f for f in found if f.severity == "error" or f.code == example.code] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_every_message_is_chinese_and_says_what_to_do(example: Example) -> None:
    for finding in check_diagram(example.found, example.names):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in finding.message)
        assert any(word in finding.message for word in ("请", "会", "将", "只能", "可以"))


def test_every_code_in_the_sources_has_an_example() -> None:
    codes = {code for path in SOURCES for code in _codes(path)}
    assert {"duplicate-id", "outcome-behind-join", "combination-no-way", "join-counts-twice", "doctype"} <= codes
    assert codes == {example.code for example in EXAMPLES}


def _codes(path: Path) -> Iterator[str]:
    """Yield the codes that a source gives to findings, said in place or by a name that it is assigned to."""
    tree = ast.parse(path.read_text())
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        if call.func.id == "Finding":
            yield from _words(tree, call.args[3])
        elif call.func.id in ("refused", "_refused"):
            yield from _words(tree, call.args[0])


def _words(tree: ast.AST, said: ast.expr) -> Iterator[str]:
    match said:
        case ast.Constant(value=str(word)):
            yield word
        case ast.IfExp(body=one, orelse=other):
            yield from (*_words(tree, one), *_words(tree, other))
        case ast.Name(id=name):
            yield from (word for value in _assigned(tree, name) for word in _words(tree, value))


def _assigned(tree: ast.AST, name: str) -> Iterator[ast.expr]:
    for statement in ast.walk(tree):
        if not isinstance(statement, ast.Assign):
            continue
        for target in statement.targets:
            match target, statement.value:
                case ast.Name(id=found), value if found == name:
                    yield value
                case ast.Tuple(elts=names), ast.Tuple(elts=values):
                    yield from (
                        v for n, v in zip(names, values, strict=True) if isinstance(n, ast.Name) and n.id == name
                    )
