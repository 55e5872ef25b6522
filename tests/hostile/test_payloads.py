"""No hostile text is in the language: not as it is, not wrapped for Camunda, not as Java, not in a script."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from casesvc.diagrams.camunda_expressions import translate, translate_java
from casesvc.diagrams.expressions import ExpressionRefused, parse_expression
from casesvc.diagrams.scripts import parse_script
from casesvc.diagrams.timers import TimerRefused, due_at
from tests.hostile.payloads import HARMLESS, PAYLOADS

READERS: dict[str, Callable[[str], object]] = {
    "ours": parse_expression,
    "condition": lambda text: parse_expression(translate(text, condition=True)),
    "value": lambda text: parse_expression(translate(text)),
    "wrapped": lambda text: parse_expression(translate("${" + text + "}", condition=True)),
    "java": lambda text: parse_expression(translate_java(text, condition=True)),
    "script-value": lambda text: parse_script(f"x = {text}"),
    "script-second-line": lambda text: parse_script(f"x = 1\n{text}"),
}
SECONDS = 3  # of the processor: a quiet machine needs less than one, an explosion minutes
# What a line of a script may be.
LINES = {
    "script-second-line": {"assignment", *(name for name, text in PAYLOADS.items() if text.startswith(("#", "//")))}
}


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_hostile_text_is_refused_by_every_reader(name: str) -> None:
    for reader, read in READERS.items():
        if name in LINES.get(reader, ()):
            continue
        began = time.process_time()
        with pytest.raises(ExpressionRefused) as refused:
            read(PAYLOADS[name])
        assert refused.value.message
        assert time.process_time() - began < SECONDS, reader


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_hostile_text_is_no_time(name: str) -> None:
    with pytest.raises(TimerRefused):
        due_at(PAYLOADS[name], datetime(2026, 1, 5, tzinfo=UTC), lambda _: True)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_hostile_is_a_look_into_a_record_or_a_comparison(name: str) -> None:
    expression = parse_expression(translate(HARMLESS[name], condition=True))
    assert expression.evaluate({"record": {}, "outcome": "approve"}) is True
