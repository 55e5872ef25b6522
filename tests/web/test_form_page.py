import pytest
from lxml import html

from casesvc.forms.form import Form, read_form
from casesvc.forms.problem import Problem
from casesvc.forms.validation import problems
from casesvc.web.form_action import FormAction, read_action
from casesvc.web.form_page import FormPage, ModuleView, correction_page, summary_items
from casesvc.web.form_views import module_views
from tests.web.shell import a_shell

DRAWING = """{% import "parts/forms.html" as forms with context %}
{% for view in views %}{{ forms.module(view) }}{% endfor %}"""
FILE = {"id": "f1", "name": "证书.pdf", "size": 2048, "type": "application/pdf", "digest": "ab"}
SLOT = {"title": "学历证明", "type": "array", "minItems": 1, "maxItems": 2,
        "x-slot": {"accept": ["application/pdf", "image/jpeg"], "max_mb": 10}}  # fmt: skip


def a_form() -> Form:
    basic = {
        "title": "基本信息", "type": "object", "required": ["name", "source"],
        "properties": {
            "name": {"title": "姓名", "type": "string", "maxLength": 50, "x-purpose": "确认申报人身份"},
            "source": {"title": "人才来源", "enum": ["引进人才", "省内人才"], "x-widget": "radio"},
            "origin": {"title": "从何地（单位）引进", "type": "string"},
        },
        "if": {"required": ["source"], "properties": {"source": {"const": "引进人才"}}},
        "then": {"required": ["origin"]},
    }  # fmt: skip
    photo = {"title": "个人照片", "type": "object", "x-module": {"after": "basic"}, "properties": {"files": SLOT}}
    photo["properties"] = {"files": {**SLOT, "minItems": 0}}
    study = {
        "title": "学习经历", "type": "array", "minItems": 1, "maxItems": 3,
        "items": {"type": "object", "required": ["school", "files"],
                  "properties": {"school": {"title": "毕业学校", "type": "string"}, "files": SLOT}},
    }  # fmt: skip
    achievements = {
        "title": "突出业绩", "type": "object", "required": ["text"],
        "properties": {"text": {"title": "突出业绩", "type": "string", "maxLength": 500, "x-widget": "textarea"}},
    }  # fmt: skip
    modules = {"basic": basic, "photo": photo, "study": study, "achievements": achievements}
    return read_form(
        {"title": "申报", "type": "object", "required": ["basic", "study", "achievements"], "properties": modules}, {}
    )


def answers(rows: int = 2) -> dict[str, object]:
    study = [{"id": f"r{n}", "school": f"第{n}大学", "files": [FILE]} for n in range(1, rows + 1)]
    return {"basic": {"name": "王秀强", "source": "省内人才"}, "study": study, "achievements": {"text": "两项"}}


def view(page: FormPage, module: str) -> ModuleView:
    with a_shell().test_request_context():
        return module_views(page, [module])[0]


def drawn(page: FormPage) -> html.HtmlElement:
    app = a_shell()
    with app.test_request_context():
        template = app.jinja_env.from_string(DRAWING)
        views = module_views(page, [module.key for module in page.form.modules])
        return html.fromstring(f"<form>{template.render(page=page, views=views)}</form>")


def named(drawing: html.HtmlElement) -> set[str]:
    return set(drawing.xpath('//*[self::input or self::select or self::textarea][not(@type="hidden")]/@name'))


@pytest.mark.row("JL-032")
def test_a_module_waits_until_the_one_before_it_is_saved() -> None:
    form = a_form()
    assert view(FormPage(form, {}), "photo").waits_for == "基本信息"
    assert "请先保存“基本信息”" in drawn(FormPage(form, {})).text_content()
    assert view(FormPage(form, answers()), "photo").waits_for is None


@pytest.mark.row("JL-033")
def test_required_questions_have_a_red_star_and_say_so_to_screen_readers() -> None:
    drawing = drawn(FormPage(a_form(), {}))
    label = drawing.xpath('//label[@for="q-basic-name"]')[0]
    assert label.text_content().strip() == "* 姓名"
    assert drawing.get_element_by_id("q-basic-name").get("aria-required") == "true"


@pytest.mark.row("JL-035")
def test_a_conditional_question_is_active_and_required_while_its_condition_holds() -> None:
    form = a_form()
    for source, expected in (("引进人才", True), ("省内人才", False)):
        origin = view(FormPage(form, {"basic": {"source": source}}), "basic").fields[2]
        assert (origin.active, origin.required) == (expected, expected)


def test_without_script_a_conditional_question_is_still_there_to_be_answered() -> None:
    drawing = drawn(FormPage(a_form(), {}))
    assert "basic.origin" in named(drawing)
    assert "“人才来源”选“引进人才”时填写" in drawing.text_content()


@pytest.mark.row("JL-047")
def test_rows_are_counted_and_a_full_module_says_why_nothing_can_be_added() -> None:
    assert "（已填 2 条，最多 3 条）" in drawn(FormPage(a_form(), answers())).text_content()
    full = drawn(FormPage(a_form(), answers(rows=3)))
    button = full.xpath('//button[contains(., "添加学习经历")]')[0]
    assert button.get("disabled") is not None
    assert "最多 3 条，已填满" in full.text_content()


def test_the_open_row_has_questions_and_the_others_are_cards() -> None:
    page = FormPage(a_form(), answers(), open_row=("study", "r2"))
    assert "study.r2.school" in named(drawn(page))
    assert "study.r1.school" not in named(drawn(page))
    assert view(page, "study").adding


@pytest.mark.row("JL-044")
def test_attachments_of_a_new_row_wait_until_it_is_saved_and_the_rules_stand_beside_the_button() -> None:
    new = drawn(FormPage(a_form(), answers(rows=1), open_row=("study", "new")))
    assert "study.new.school" in named(new)
    assert "study.new.files" not in named(new)
    assert "先保存这一条，再上传附件" in new.text_content()
    saved = drawn(FormPage(a_form(), answers(rows=1)))
    assert "study.r1.files" in named(saved)
    assert "格式 PDF、JPG；每个不超过 10 MB；最多 2 个" in saved.text_content()


@pytest.mark.row("JL-058")
def test_free_text_says_how_long_it_may_be() -> None:
    area = drawn(FormPage(a_form(), {})).xpath('//textarea[@name="achievements.text"]')[0]
    assert area.get("data-limit") == "500"
    assert area.get("maxlength") is None  # it would cut off what was pasted without a word


@pytest.mark.row("JL-075")
@pytest.mark.row("JL-076")
def test_a_returned_form_lets_only_marked_parts_be_changed_and_shows_the_words() -> None:
    marks = {("study", "r1"): "起止时间与证明材料不符"}
    drawing = drawn(correction_page(a_form(), answers(), answers(), marks, open_row=("study", "r1")))
    assert named(drawing) == {"study.r1.school", "study.r1.files"}
    row = drawing.get_element_by_id("q-study-r1")
    assert "需修改" in row.text_content()
    assert "起止时间与证明材料不符" in row.text_content()
    assert "需修改" not in drawing.get_element_by_id("q-study-r2").text_content()
    assert drawing.get_element_by_id("q-basic-name").text == "王秀强"


@pytest.mark.row("JL-076")
def test_a_marked_slot_opens_only_its_files() -> None:
    drawing = drawn(correction_page(a_form(), answers(), answers(), {("study", "r2", "files"): "看不清"}))
    assert named(drawing) == {"study.r2.files"}
    assert drawing.xpath('//button[starts-with(@value, "edit-row")]') == []


def test_a_marked_row_that_was_deleted_may_be_replaced_by_a_new_one() -> None:
    returned, marks = answers(), {("study", "r1"): ""}
    without = {**returned, "study": [row for row in answers()["study"] if row["id"] != "r1"]}
    assert not view(correction_page(a_form(), returned, returned, marks), "study").may_add
    assert view(correction_page(a_form(), returned, without, marks), "study").may_add
    replaced = {**without, "study": [*without["study"], {"id": "n1", "school": "新大学"}]}
    page = correction_page(a_form(), returned, replaced, marks)
    assert [row.locked for row in view(page, "study").rows] == [True, False]


def test_errors_stand_at_the_question_and_in_a_summary_that_leads_there() -> None:
    form = a_form()
    page = FormPage(form, {}, problems=problems(form, {}))
    drawing = drawn(page)
    for target, _, _ in summary_items(page):
        assert drawing.get_element_by_id(target) is not None
    box = drawing.get_element_by_id("q-basic-name")
    assert box.get("aria-invalid") == "true"
    assert "q-basic-name-error" in box.get("aria-describedby").split()
    assert "请填写姓名" in drawing.get_element_by_id("q-basic-name-error").text_content()


def test_the_summary_names_the_row_and_does_not_say_the_title_twice() -> None:
    problem = Problem(("study", "r2", "school"), "学习经历第 2 条：毕业学校", "required", "请填写毕业学校")
    page = FormPage(a_form(), {}, problems=[problem])
    assert summary_items(page) == [("q-study-r2-school", "学习经历第 2 条", "请填写毕业学校")]
    assert summary_items(page, "/fill/{}".format)[0][0] == "/fill/study#q-study-r2-school"


def test_what_a_person_typed_cannot_become_markup() -> None:
    hostile = "<script>alert(1)</script>"
    page = FormPage(a_form(), {**answers(), "basic": {"name": hostile}}, open_paths=frozenset())
    assert drawn(page).xpath("//script") == []
    assert hostile in drawn(page).text_content()


def test_the_purpose_of_personal_data_is_said() -> None:
    assert "用途：确认申报人身份" in drawn(FormPage(a_form(), {})).text_content()


@pytest.mark.parametrize(
    ("posted", "action"),
    [
        ("edit-row:study.r1", FormAction("edit-row", ("study", "r1"))),
        ("remove-file:study.r1.files.f1", FormAction("remove-file", ("study", "r1", "files", "f1"))),
        ("next", FormAction("next")),
        ("drop-tables:study", FormAction("save")),
        ("", FormAction("save")),
    ],
)
def test_the_pressed_button_is_read(posted: str, action: FormAction) -> None:
    assert read_action({"_do": posted} if posted else {}) == action
