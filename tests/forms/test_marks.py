"""Marked correction by example; `test_marks_at_random` has the proof."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from casesvc.forms.marks import (
    correction_problems,
    editable,
    merge,
    opened_by,
    refused,
    rows_to_replace,
    unknown_marks,
)
from tests.forms.builders import a_file, linked_form, trial_form

OLD: dict[str, Any] = {
    "basic": {"source": "省内人才", "enterprise": False, "photo": [a_file("p")]},
    "study": [
        {"id": "r1", "school": "甲", "files": [a_file("f1")]},
        {"id": "r2", "school": "乙", "files": [a_file("f2")]},
    ],
    "results": {"text": "x"},
}
FORM = trial_form()
NEW_ROW = {"id": "r9", "school": "丙", "files": [a_file("f9")]}
Path = tuple[str, ...]


def edited(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    new = deepcopy(OLD)
    change(new)
    return new


@pytest.mark.row("JL-076")
@pytest.mark.parametrize(
    ("mark", "change", "outside"),
    [
        (("study", "r1"), lambda n: n["study"][0].update(school="丙"), []),
        (("study", "r1"), lambda n: n["study"].pop(0), []),
        (("study", "r1"), lambda n: n["study"].__setitem__(0, NEW_ROW), []),
        (("study", "r1"), lambda n: n["study"].append(NEW_ROW), [("study", "r9")]),
        (("study", "r1"), lambda n: n["study"].reverse(), [("study",)]),
        (("study", "r1"), lambda n: n["study"][0].update(id="r2"), [("study",)]),
        (("study", "r1"), lambda n: [row.update(school="丁") for row in n["study"]], [("study", "r2", "school")]),
        (("study", "r1"), lambda n: n["study"].pop(1), [("study", "r2")]),
        (("study", "r1"), lambda n: n["study"].__setitem__(1, NEW_ROW), [("study", "r2"), ("study", "r9")]),
        (("study", "r1"), lambda n: n.update(enterprise=[]), []),
        (("study", "r1", "files"), lambda n: n["study"][0].update(files=[a_file("f7")]), []),
        (("study", "r1", "files"), lambda n: n["study"][0].update(school="丙"), [("study", "r1", "school")]),
        (("basic", "photo"), lambda n: n["basic"].pop("photo"), []),
        (("basic", "photo"), lambda n: n["basic"].update(enterprise=True), [("basic", "enterprise")]),
        (("basic",), lambda n: n.update(enterprise=[{"id": "e1", "year": 2025}]), []),
        (("results",), lambda n: n["basic"].update(origin="北京"), [("basic", "origin")]),
        (("results",), lambda n: n.update(other=1), [("other",)]),
        (("results",), lambda n: n.update(study="text"), [("study",)]),
        (("results",), lambda n: n["basic"].update(enterprise=0), [("basic", "enterprise")]),
    ],
)
def test_what_lies_outside_the_marks_is_named(mark: Path, change: Any, outside: list[Path]) -> None:
    new = edited(change)
    assert list(refused(FORM, OLD, new, [mark])) == outside
    assert refused(FORM, OLD, merge(FORM, OLD, new, [mark]), [mark]) == ()


def test_a_new_row_takes_the_place_of_the_marked_one_it_replaces() -> None:
    new = edited(lambda n: n.update(study=[n["study"][1], NEW_ROW]))
    merged = merge(FORM, OLD, new, [("study", "r1")])
    assert [row["id"] for row in merged["study"]] == ["r9", "r2"]


def test_as_many_new_rows_may_come_as_marked_rows_went() -> None:
    marks = [("study", "r1"), ("study", "r2")]
    assert rows_to_replace(FORM, OLD, OLD, marks, "study") == 0
    draft = edited(lambda n: n["study"].clear())
    assert rows_to_replace(FORM, OLD, draft, marks, "study") == 2
    draft["study"].append(NEW_ROW)
    assert rows_to_replace(FORM, OLD, draft, marks, "study") == 1
    draft["study"] += [{**NEW_ROW, "id": "r10"}, {**NEW_ROW, "id": "r11"}]
    assert refused(FORM, OLD, draft, marks) == (("study", "r11"),)
    assert rows_to_replace(FORM, OLD, draft, [("study",)], "study") is None


def test_a_mark_opens_what_depends_on_it_over_several_steps() -> None:
    form = linked_form()
    assert opened_by(form, [("third",)]) == {("third",), ("fourth",)}
    assert opened_by(form, [("first",)]) == {("first",), ("second",), ("third",), ("fourth",)}
    assert opened_by(form, [("third", "row")]) == {("third", "row"), ("fourth",)}
    assert opened_by(form, [("first", "scan"), ("apart", "row", "files")]) == {
        ("first", "scan"),
        ("apart", "row", "files"),
    }


def test_a_mark_inside_an_opened_module_adds_nothing() -> None:
    assert opened_by(FORM, [("study",), ("study", "r1"), ("study", "r2", "files")]) == {("study",)}


@pytest.mark.row("JL-076")
def test_the_page_knows_each_part_that_may_be_edited() -> None:
    parts = editable(FORM, OLD, [("study", "r1"), ("basic", "photo")])
    assert parts == {("study", "r1"), ("study", "r1", "school"), ("study", "r1", "files"), ("basic", "photo")}
    everything = editable(FORM, OLD, None)
    assert {("basic",), ("basic", "source"), ("study",), ("study", "r2", "school"), ("enterprise",)} <= everything


def test_a_mark_names_a_module_a_row_or_a_slot_and_nothing_smaller() -> None:
    right = [("basic",), ("study", "r1"), ("study", "r1", "files"), ("basic", "photo")]
    wrong = [("basic", "source"), ("study", "r7"), ("study", "r1", "school"), ("nothing",), ("study", "files"), ()]
    assert unknown_marks(FORM, OLD, [*right, *wrong]) == tuple(wrong)


def test_what_was_wrong_before_in_a_closed_part_is_a_note_and_blocks_nobody() -> None:
    returned = edited(lambda n: n["basic"].pop("source"))
    blocking, notes = correction_problems(FORM, returned, {**returned, "results": {"text": "y"}}, [("results",)])
    assert blocking == ()
    assert [problem.message for problem in notes] == ["请选择人才来源"]
    blocking, notes = correction_problems(FORM, returned, returned, [("basic",)])
    assert [problem.path for problem in blocking] == [("basic", "source")]
    assert notes == ()


def test_a_marked_row_that_was_needed_must_be_replaced() -> None:
    returned = edited(lambda n: n["study"].pop(1))
    without = {**returned, "study": []}
    blocking, _ = correction_problems(FORM, returned, without, [("study", "r1")])
    assert [problem.path for problem in blocking] == [("study",)]
    assert correction_problems(FORM, returned, {**returned, "study": [NEW_ROW]}, [("study", "r1")]) == ((), ())


def test_the_request_is_read_only_where_the_marks_are() -> None:
    new = edited(lambda n: (n["basic"].update(source="引进人才"), n["study"][0].update(school="丙"), n.pop("results")))
    merged = merge(FORM, OLD, new, [("study", "r1")])
    assert merged == edited(lambda n: n["study"][0].update(school="丙"))
    assert OLD["study"][0]["school"] == "甲"


def test_an_opened_module_that_the_request_lacks_has_been_emptied() -> None:
    assert "results" not in merge(FORM, OLD, edited(lambda n: n.pop("results")), [("results",)])


def test_a_slot_of_a_row_the_request_lacks_stays() -> None:
    new = edited(lambda n: n["study"].pop(0))
    assert merge(FORM, OLD, new, [("study", "r1", "files")]) == OLD
