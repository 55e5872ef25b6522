"""Expressions of Camunda files in our language, and times in quotes, with the way back to what stands in the file."""

import pytest

from casesvc.diagrams.tree import bpmn
from tests.diagrams.bpmn import (
    Part,
    again,
    boundary,
    catch,
    chain,
    choice,
    condition_definition,
    diagram,
    end,
    flow,
    levels_diagram,
    multi,
    start,
    timer,
    user_task,
)
from tests.diagrams.findings import beside, line_of, through
from tests.diagrams.normalising.rewritten import rewritten, rules, texts

PLACES: list[tuple[str, bytes]] = [
    ("conditionExpression", diagram(start(), choice("g"), end(), flow("start", "g"), flow("g", "end", "${x == 1}"))),
    ("completionCondition", through(user_task("m", multi(many="2", until="${x == 1}")))),
    ("loopCardinality", through(user_task("m", multi(many="${x == 1}")))),
    ("loopCondition", through(user_task("m", again("${x == 1}")))),
    ("condition", through(catch("c", condition_definition("${x == 1}")))),
    ("timeDate", through(catch("c", timer("timeDate", "${x == 1}")))),
    ("timeDuration", through(catch("c", timer("timeDuration", "${x == 1}")))),
    ("timeCycle", through(catch("c", timer("timeCycle", "${x == 1}")))),
]


@pytest.mark.parametrize(("tag", "data"), PLACES, ids=[tag for tag, _ in PLACES])
def test_an_expression_is_translated_wherever_one_may_stand(tag: str, data: bytes) -> None:
    result = rewritten(data)
    assert texts(result, tag) == ["x == 1"]
    assert dict(result.written) == {"x == 1": "${x == 1}"}
    (note,) = result.notes
    assert (note.rule, note.line) == ("camunda-expression", line_of(data, f"<bpmn:{tag}>"))
    assert "${x == 1}" in note.text


def test_a_note_names_the_element_that_the_expression_belongs_to() -> None:
    data = levels_diagram()
    notes = [n for n in rewritten(data).notes if n.element == "competent" and n.rule == "camunda-expression"]
    assert [note.line for note in notes] == [line_of(data, "<bpmn:completionCondition")]
    assert ("camunda-expression", "after_unit_to_competent") in rules(rewritten(data))


def test_the_way_back_leads_to_what_stands_in_the_file() -> None:
    written = rewritten(levels_diagram()).written
    assert written["outcome == 'approve'"] == "${outcome == 'approve'}"
    assert written["outcome != 'approve'"] == "${outcome != 'approve'}"


def test_our_own_language_stays_as_it_is() -> None:
    result = rewritten(through(catch("c", condition_definition("levels > 1 and not urgent"))))
    assert (texts(result, "condition"), result.notes, dict(result.written)) == (["levels > 1 and not urgent"], (), {})


@pytest.mark.parametrize("refused", ["${a.b()", "${a} and ${b}", "${a in b.c()}"])
def test_an_expression_outside_the_language_is_left_for_the_check_to_name(refused: str) -> None:
    result = rewritten(through(catch("c", condition_definition(refused))))
    assert (texts(result, "condition"), result.notes) == ([refused], ())


def _late(kind: str, written: str) -> bytes:
    return beside(boundary("late", "a", timer(kind, written)), end("f"), flow("late", "f"))


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("timeDuration", "P5D"), ("timeDuration", "PT2H30M"), ("timeDate", "2026-12-31"),
        ("timeDate", "2026-12-31T17:00:00+08:00"), ("timeCycle", "R3/PT1H"), ("timeCycle", "R/P1D"),
        ("timeCycle", "R2/2026-12-31T00:00:00Z/P1D"),
    ],
)  # fmt: skip
def test_a_bare_time_gets_quotes_and_this_is_noted(kind: str, written: str) -> None:
    data = _late(kind, f"  {written} ")
    result = rewritten(data)
    assert texts(result, kind) == [f'"{written}"']
    assert dict(result.written) == {f'"{written}"': written}
    (note,) = result.notes
    assert (note.rule, note.element, note.line) == ("time-quoted", "late", line_of(data, f"<bpmn:{kind}>"))


@pytest.mark.parametrize("written", ["'P5D'", '"P5D"', "working_days(5)", "deadline", "P", "soon", "0 0 * * *"])
def test_what_has_quotes_or_is_no_time_gets_none(written: str) -> None:
    result = rewritten(_late("timeDuration", written))
    assert (texts(result, "timeDuration"), result.notes) == ([written], ())


def test_a_time_in_brackets_loses_them_and_gets_no_second_quotes() -> None:
    result = rewritten(_late("timeDuration", "${'P5D'}"))
    assert texts(result, "timeDuration") == ["'P5D'"]
    assert rules(result) == [("camunda-expression", "late")]


def test_what_is_no_expression_is_not_touched() -> None:
    task: Part = user_task("a", camunda_dueDate="${working_days(5)}", name="${name}")
    result = rewritten(diagram(start(), task, end(), *chain("start", "a", "end")))
    assert result.notes == ()
    assert result.tree.getroot().find(f".//{bpmn('userTask')}").get("name") == "${name}"
