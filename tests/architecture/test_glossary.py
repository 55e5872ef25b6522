"""docs/glossary.md and the package use the same words."""

import ast
import re
from itertools import pairwise

import pytest

from tests.architecture.source import MODULES, ROOT, TREES, defined_names, first_column, name_of, table

PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
AVOIDED = [word.replace(" ", "") for word in first_column(PAGE, "Words to avoid")]


def names_of_terms() -> list[str]:
    return [name for _, _, names, _ in table(PAGE, "Terms") for name in re.findall(r"`([^`]+)`", names)]


@pytest.fixture(scope="module")
def defined() -> frozenset[str]:
    return defined_names() | outcome_words()


def outcome_words() -> frozenset[str]:
    """Return the words that decisions carry: they are values, so they are no names."""
    return frozenset(
        node.value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in ("approve", "return", "terminate")
    )


@pytest.mark.parametrize("name", names_of_terms())
def test_a_name_of_the_glossary_exists_in_the_package(name: str, defined: frozenset[str]) -> None:
    assert name in defined


def test_a_term_stands_there_once() -> None:
    terms = first_column(PAGE, "Terms")

    assert sorted(terms) == sorted(set(terms))


def test_no_module_or_class_carries_a_word_to_avoid() -> None:
    named = [(name_of(path), path.stem) for path in MODULES]
    named += [
        (f"{name_of(path)}:{node.lineno}", node.name)
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    ]
    wrong = [f"{place} {name}" for place, name in named for word in AVOIDED if word in words_of(name)]

    assert wrong == []


def words_of(name: str) -> set[str]:
    """Return the words of a name: ``TaskListRow`` and ``task_list_row`` alike, singly and in pairs."""
    words = [word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)]
    return set(words) | {first + second for first, second in pairwise(words)}
