"""At every place of a diagram that holds text, a hostile one is refused, or stays the text it is."""

import time

import pytest
from lxml import etree

from casesvc.diagrams.check import check_diagram
from casesvc.diagrams.tree import read_diagram
from tests.hostile.payloads import PAYLOADS, TELLING
from tests.hostile.positions import (
    ACCEPTED,
    EVALUATED,
    POSITIONS,
    TEXTS,
    WITH_OTHER_FILES,
    placed,
)

SECONDS = 3  # of the processor: a quiet machine needs less than one, an explosion minutes


def codes(data: bytes) -> set[str]:
    began = time.process_time()
    findings = check_diagram(data)
    assert time.process_time() - began < SECONDS
    return {finding.code for finding in findings if finding.severity == "error"}


@pytest.mark.parametrize("name", [name for name in POSITIONS if name not in WITH_OTHER_FILES])
def test_a_diagram_is_sound_with_ordinary_text_at_the_place(name: str) -> None:
    assert codes(placed(POSITIONS[name], POSITIONS[name].ordinary)) == set()


@pytest.mark.parametrize("name", EVALUATED)
def test_where_text_is_evaluated_every_hostile_one_is_refused(name: str) -> None:
    others = {payload for place, payload in ACCEPTED if place == name}
    let_in = [
        payload
        for payload, text in PAYLOADS.items()
        if payload not in others and not codes(placed(POSITIONS[name], text))
    ]
    assert let_in == []


@pytest.mark.parametrize("name", TEXTS)
def test_where_text_is_only_text_it_is_refused_or_stays_as_it_is(name: str) -> None:
    for payload in TELLING:
        data = placed(POSITIONS[name], PAYLOADS[payload])
        if not codes(data):
            assert PAYLOADS[payload] in texts_of(data), payload


def texts_of(data: bytes) -> set[str]:
    root = read_diagram(data).getroot()
    found = {str(value) for element in root.iter() for value in element.attrib.values()}
    return found | {element.text for element in root.iter(etree.Element) if element.text}
