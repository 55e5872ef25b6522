"""Answers and their changes as people read them."""

from typing import Any

import pytest

from casesvc.forms.changes import changes
from casesvc.forms.display import show, value_text
from tests.forms.builders import a_file, a_form, a_module, a_slot, a_text, rows, trial_form

FORM = a_form(
    {
        "basic": a_module(
            "基本信息",
            (),
            sex={"title": "性别", "x-codes": "sex"},
            agreed={"title": "是否企业人才", "type": "boolean"},
            scans=a_slot("证明"),
            kinds={
                "title": "资质",
                "type": "array",
                "items": {"oneOf": [{"const": "a", "title": "甲"}, {"const": "b", "title": "乙"}]},
            },
        ),
        "study": rows("学习经历", (), school=a_text("毕业学校"), year={"title": "年度", "type": "integer"}),
    }
)


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("sex", "2", "女"),
        ("sex", "7", "7"),
        ("agreed", True, "是"),
        ("agreed", False, "否"),
        ("agreed", None, ""),
        ("scans", [a_file("一.pdf"), a_file("二.pdf")], "一.pdf、二.pdf"),
        ("kinds", ["a", "b"], "甲、乙"),
    ],
)
def test_a_value_is_read_by_its_title(key: str, value: object, text: str) -> None:
    field = FORM.modules[0].field(key)
    assert field
    assert value_text(field, value) == text


def test_the_read_view_has_every_field_that_applies_in_order() -> None:
    form = trial_form()
    answers = {
        "basic": {"source": "省内人才", "origin": "北京", "enterprise": False},
        "study": [{"id": "a", "school": "甲"}],
    }
    basic, study, results = show(form, answers)
    assert [(field.label, field.text) for field in basic.rows[0].fields] == [
        ("人才来源", "省内人才"),
        ("是否企业人才", "否"),
        ("个人照片", ""),
    ]
    assert [(row.id, row.text("school"), row.text("nothing")) for row in study.rows] == [("a", "甲", "")]
    assert study.rows[0].fields[0].path == ("study", "a", "school")
    assert results.title == "创新创业成果"


def test_the_read_view_keeps_the_files() -> None:
    view = show(FORM, {"basic": {"scans": [a_file("一.pdf")]}})[0]
    assert [file["name"] for field in view.rows[0].fields for file in field.files] == ["一.pdf"]


def test_a_change_is_told_in_words_old_and_new() -> None:
    old = {"basic": {"sex": "1", "agreed": True}, "study": [{"id": "a", "school": "甲"}, {"id": "b", "school": "乙"}]}
    new: dict[str, Any] = {
        "basic": {"sex": "2"},
        "study": [{"id": "c", "school": "丙", "year": 2020}, {"id": "b", "school": "丁"}],
    }
    told = [(change.label, change.before, change.after, change.kind) for change in changes(FORM, old, new)]
    assert told == [
        ("性别", "男", "女", "changed"),
        ("是否企业人才", "是", None, "removed"),
        ("学习经历第 1 条", "毕业学校：甲", None, "removed"),
        ("学习经历第 1 条", None, "毕业学校：丙；年度：2020", "added"),
        ("学习经历第 2 条：毕业学校", "乙", "丁", "changed"),
    ]


def test_a_new_order_is_a_change_of_the_module() -> None:
    study = [{"id": "a", "school": "甲"}, {"id": "b"}]
    (change,) = changes(FORM, {"study": study}, {"study": study[::-1]})
    assert (change.path, change.label, change.before, change.after) == (
        ("study",),
        "学习经历的顺序",
        "甲、（空）",
        "（空）、甲",
    )


def test_nothing_changed_where_only_blanks_came_or_went() -> None:
    assert (
        changes(FORM, {"basic": {"sex": "1"}}, {"basic": {"sex": "1", "agreed": None, "scans": []}, "study": []}) == ()
    )
