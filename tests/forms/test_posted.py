"""From posted HTML fields to answers."""

from typing import Any

import pytest

from casesvc.forms.form import read_form
from casesvc.forms.posted import answers_from_post, unknown_names
from casesvc.forms.validation import draft_problems
from tests.forms.builders import a_file, a_form, a_module, a_slot, a_text, one_field, rows, trial_form


def posted(field: dict[str, Any], *values: str, before: object = None) -> object:
    """What the one field of a form holds after these values were posted for it."""
    answers = answers_from_post(one_field(field), ["basic"], {"basic.it": list(values)}, {"basic": {"it": before}})
    return answers.get("basic", {}).get("it")


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (a_text(), "  张三　", "张三"),
        (a_text(), "张\r\n三", "张 三"),
        (a_text(), "张\x00\x07三\ufeff\u202e", "张三"),
        (a_text(), "\ud83d张", "张"),
        (a_text(), "e\u0301", "é"),
        (a_text(), "𠮷·买买提", "𠮷·买买提"),
        (a_text(**{"x-widget": "textarea"}), "一\r\n二\r三\u2028四\n", "一\n二\n三\n四"),
        (a_text(format="date"), "1990年1月1日", "1990-01-01"),
        (a_text(format="cn-id"), "11010519491231002x", "11010519491231002X"),
        ({"title": "数", "type": "number"}, "１，２００.５０", 1200.5),
        ({"title": "数", "type": "integer"}, " 12 ", 12),
        ({"title": "数", "type": "integer"}, "十二", "十二"),
        ({"title": "数", "type": "integer"}, "1e5", "1e5"),
        ({"title": "是否", "type": "boolean"}, "true", True),
        ({"title": "是否", "type": "boolean"}, "false", False),
        ({"title": "性别", "x-codes": "sex"}, "1", "1"),
        (a_text(), "   ", None),
    ],
)
def test_what_is_typed_is_cleaned_and_kept_in_its_stored_form(field: dict[str, Any], typed: str, kept: object) -> None:
    value = posted(field, typed)
    assert value == kept
    assert type(value) is type(kept)


def test_a_box_is_unticked_by_the_empty_input_before_it() -> None:
    box = {"title": "已阅读", "type": "boolean", "const": True}
    assert posted(box, "", "true") is True
    assert posted(box, "", before=True) is None
    several = {"title": "资质", "type": "array", "items": {"enum": ["甲", "乙"]}}
    assert posted(several, "", "甲", "乙", "甲") == ["甲", "乙"]
    assert posted(several, "", before=["甲"]) is None


def test_only_the_posted_modules_change_and_absent_fields_keep_their_value() -> None:
    before = {"basic": {"source": "引进人才", "origin": "北京"}, "results": {"text": "旧"}}
    fields = {"basic.source": ["省内人才"], "results.text": ["新"]}
    after = answers_from_post(trial_form(), ["basic"], fields, before)
    assert after == {"basic": {"source": "省内人才", "origin": "北京"}, "results": {"text": "旧"}}
    assert before["basic"]["source"] == "引进人才"


def test_rows_are_found_by_their_id_and_keep_order_and_files() -> None:
    before = {"study": [{"id": "a", "school": "甲", "files": [a_file()]}, {"id": "b", "school": "乙"}]}
    fields = {
        "study.b.school": ["丁"],
        "study.a.school": ["丙"],
        "study.new1.school": ["戊"],
        "study.new2.school": [""],
    }
    after = answers_from_post(trial_form(), ["study"], fields, before)
    assert after["study"] == [
        {"id": "a", "school": "丙", "files": [a_file()]},
        {"id": "b", "school": "丁"},
        {"id": "new1", "school": "戊"},
    ]


def test_an_emptied_row_stays_until_it_is_deleted() -> None:
    after = answers_from_post(
        trial_form(), ["study"], {"study.a.school": [""]}, {"study": [{"id": "a", "school": "甲"}]}
    )
    assert after == {"study": [{"id": "a"}]}


def test_files_and_row_ids_cannot_be_posted_as_text() -> None:
    fields = {"study.a.files": ["x"], "study.a.id": ["b"], "study.a/b.school": ["丙"], "basic.photo": ["x"]}
    before = {"study": [{"id": "a", "files": [a_file()]}]}
    assert answers_from_post(trial_form(), ["study", "basic"], fields, before) == before


def test_names_of_no_field_are_ignored_and_reported() -> None:
    fields = {
        "basic.nothing": ["x"],
        "study.school": ["x"],
        "results.text": ["x"],
        "csrf_token": ["x"],
        "basic.source": ["x"],
    }
    assert unknown_names(trial_form(), ["basic", "study"], fields) == ("basic.nothing", "results.text", "study.school")


def test_what_cannot_be_read_is_kept_as_typed_and_told() -> None:
    form = a_form({"m": rows("业绩", (), year={"title": "年度", "type": "integer"}, files=a_slot())})
    after = answers_from_post(form, ["m"], {"m.r.year": ["去年"]}, {})
    assert after == {"m": [{"id": "r", "year": "去年"}]}
    assert draft_problems(form, after)[0].message == "年度应为整数，例如 12"


def test_a_module_emptied_on_the_page_is_absent() -> None:
    form = a_form({"m": a_module("一", (), a=a_text())})
    assert answers_from_post(form, ["m"], {"m.a": [""]}, {"m": {"a": "旧"}}) == {}


def test_a_fixed_field_keeps_its_value_whatever_is_posted() -> None:
    form = read_form(
        {
            "$id": "line/form",
            "title": "申报",
            "type": "object",
            "properties": {
                "basic": {
                    "title": "基本信息",
                    "type": "object",
                    "properties": {
                        "unit": {"title": "推荐单位", "type": "string", "x-prefill": "unit.name", "x-fixed": True},
                        "name": {"title": "姓名", "type": "string"},
                    },
                }
            },
        },
        {},
    )
    posted = {"basic.unit": ["别的单位"], "basic.name": ["林晚"]}
    assert answers_from_post(form, ["basic"], posted, {"basic": {"unit": "松屏大学"}}) == {
        "basic": {"unit": "松屏大学", "name": "林晚"}
    }
