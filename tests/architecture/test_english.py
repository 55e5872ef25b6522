"""Every code of a finding has one English sentence, and every sentence has a code."""

import re

import pytest

from casesvc.diagrams.english import WITHOUT_ELEMENT, sentence, sentences
from casesvc.diagrams.finding import Finding
from tests.architecture.finding_codes import codes
from tests.architecture.source import ROOT
from tests.architecture.test_diagram_page import codes as codes_on_the_page

LONGEST = 200
# Printable ASCII, single blanks, one full stop at the end of it, and nothing to fill in but the element, once.
_WORDS = r"(?:(?!\. |  )[ -z|~])*"
SENTENCE = re.compile(rf"(?:[A-Z]{_WORDS}|(?={{element}}))(?:{{element}}{_WORDS})?(?<=\.)")


def test_every_code_has_a_sentence() -> None:
    assert sorted(codes() - sentences().keys()) == []


def test_no_sentence_is_for_a_code_that_is_gone() -> None:
    assert sorted(sentences().keys() - codes()) == []


def test_the_codes_are_read_from_every_way_of_giving_one() -> None:
    """A text, one of two texts, a parameter, a variable, a tuple, a fault, and exceptions of decision tables."""
    ways = {"not-xml", "unknown-target", "doctype", "not-dmn", "combination-no-way", "outcome-behind-join"}
    failures = {"no-trigger", "too-long", "bad-literal", "circle", "uneven-rule", "without-logic", "wrong-type"}

    assert ways | failures | codes_on_the_page() <= codes()


def test_failures_of_deciding_are_no_findings() -> None:
    assert codes() & {"several-rules", "rules-disagree", "too-much-work", "java-object"} == set()


def test_each_is_one_short_english_sentence() -> None:
    wrong = [code for code, said in sentences().items() if not SENTENCE.fullmatch(said) or len(said) > LONGEST]

    assert wrong == []


@pytest.mark.parametrize(
    "said",
    ["ends.", "No full stop", "Two. Of them.", "另一种语言。", "Two  blanks.", "A {place}.", "An {element} {element}."],
)
def test_what_is_no_sentence_is_told_from_one(said: str) -> None:
    assert not SENTENCE.fullmatch(said)


def test_the_pages_that_sentences_point_to_are_those_of_the_language() -> None:
    named = {page for said in sentences().values() for page in re.findall(r"\S+\.md", said)}

    assert named == {"docs/diagrams.md", "docs/expressions.md", "docs/decision-tables.md"}
    assert all((ROOT / page).is_file() for page in named)


def test_a_finding_says_its_code_of_its_element() -> None:
    found = Finding("error", "review", 3, "unreachable", "从开始走不到 review，请连上或删去")

    assert found.english == "review cannot be reached from a start event; connect or remove it."


def test_a_finding_without_element_is_about_the_file() -> None:
    found = Finding("error", "", 3, "unreachable", "从开始走不到，请连上或删去")

    assert found.english == "The file cannot be reached from a start event; connect or remove it."
    assert found.english.lower().startswith(WITHOUT_ELEMENT)


def test_an_id_is_put_in_as_it_is() -> None:
    assert sentence("unreachable", "a{0.__class__}b").startswith("a{0.__class__}b cannot")
    assert sentence("bad-id", "{element}").count("{element}") == 1


def test_an_unknown_code_has_no_sentence() -> None:
    assert sentence("of-another-version", "a") == ""
