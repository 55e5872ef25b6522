"""Checking answers at submission and in a draft, in the words of the house."""

from typing import Any

import pytest

from casesvc.forms.form import Form
from casesvc.forms.problem import Problem
from casesvc.forms.validation import draft_problems, problems, warnings
from tests.forms.builders import (
    ID_NUMBER,
    a_file,
    a_form,
    a_module,
    a_slot,
    a_text,
    one_field,
    rows,
    talent_tiers_form,
    trial_form,
    when,
    when_in,
)


def messages(found: tuple[Problem, ...]) -> list[str]:
    return [problem.message for problem in found]


def said(form: Form, value: object) -> list[str]:
    """Messages about the one field of a form when it has this value."""
    return messages(problems(form, {"basic": {"it": value}}))


@pytest.mark.row("JL-033", "JL-063")
@pytest.mark.parametrize(
    ("field", "message"),
    [
        (a_text("姓名"), "请填写姓名"),
        ({"title": "政治面貌", "enum": ["群众", "共青团员"]}, "请选择政治面貌"),
        (a_slot("身份证正反面", least=1), "请上传身份证正反面"),
        ({"title": "已阅读", "type": "boolean", "const": True}, "请勾选“已阅读”"),
        ({"title": "出生日期", "type": "string", "format": "date"}, "请填写出生日期"),
        (a_text("姓名", **{"x-messages": {"required": "请照证件填写{title}"}}), "请照证件填写姓名"),
    ],
)
def test_an_empty_required_field_is_asked_for_by_what_one_does_with_it(field: dict[str, Any], message: str) -> None:
    form = one_field(field, needed=True)
    assert messages(problems(form, {})) == [message]
    assert messages(problems(form, {"basic": {"it": " "}})) == [message]
    assert problems(form, {})[0].path == ("basic", "it")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (a_text("成果", maxLength=500), "字" * 512, "成果最多 500 字，现在 512 字，请删去 12 字"),
        (a_text("名", minLength=6), "名字", "名至少 6 字，现在 2 字"),
        (a_text("代码", pattern="[A-Z]{2}", **{"x-example": "AB"}), "abc", "代码的格式不对，例如 AB"),
        (a_text("手机号", format="cn-mobile"), "139", "手机号应为 11 位数字，例如 13800000000"),
        (a_text("身份证号", format="cn-id"), ID_NUMBER[:-1] + "1", "身份证号第 18 位与前面不符，请对照证件核对"),
        ({"title": "年度", "type": "integer"}, "二零", "年度应为整数，例如 12"),
        ({"title": "营收", "type": "number"}, "很多", "营收应为数字，例如 12.5"),
        ({"title": "年度", "type": "integer", "minimum": 2000}, 1999, "年度不能小于 2000，现在是 1999"),
        ({"title": "年度", "type": "integer", "maximum": 2100}, 2101, "年度不能大于 2100，现在是 2101"),
        ({"title": "性别", "enum": ["男", "女"]}, "其他", "请从选项中选择性别"),
        ({"title": "已阅读", "type": "boolean", "const": True}, False, "请勾选“已阅读”"),
        (
            {"title": "资质", "type": "array", "items": {"enum": ["甲", "乙", "丙"]}, "maxItems": 2},
            ["甲", "乙", "丙"],
            "资质最多选择 2 项，现在 3 项，请去掉 1 项",
        ),
        (a_slot("证明", most=1), [a_file("a.pdf"), a_file("b.pdf")], "证明最多上传 1 个附件，现在 2 个，请删去 1 个"),
        (a_slot(), [a_file("a.gif", type="image/gif")], "“a.gif”的格式不能用，请上传 JPG、PDF"),
        (a_slot(), [a_file(size=12 * 1024 * 1024)], "“证书.pdf”有 12 MB，每个不能超过 10 MB，请压缩后上传"),
        (a_slot(), [{"id": "1", "name": "a.pdf"}], "“a.pdf”没有传完整，请删除后重新上传"),
        (a_text("名", maxLength=2, **{"x-messages": {"maxLength": "多了 {over} 字"}}), "名字长", "多了 1 字"),
    ],
)
def test_a_wrong_value_is_told_with_the_rule_and_the_way_out(field: Any, value: object, message: str) -> None:
    assert said(one_field(field), value) == [message]


@pytest.mark.row("JL-058")
@pytest.mark.parametrize("text", ["字" * 500, "字" * 499 + "\r\n", "é" * 500, "𠮷" * 500])
def test_characters_are_counted_after_nfc_and_a_line_break_as_one(text: str) -> None:
    form = one_field(a_text("成果", maxLength=500))
    assert said(form, text) == []
    assert said(form, text + "多") == ["成果最多 500 字，现在 501 字，请删去 1 字"]


@pytest.mark.row("JL-047", "JL-053", "JL-042")
def test_a_required_module_needs_a_row_and_may_not_have_a_fourth() -> None:
    form = a_form({"study": rows("学习经历", (), {"minItems": 1, "maxItems": 3}, school=a_text())}, ("study",))
    assert messages(problems(form, {})) == ["请填写学习经历，至少 1 条"]
    four = {"study": [{"id": f"r{number}"} for number in range(4)]}
    assert messages(problems(form, four)) == ["学习经历最多填写 3 条，现在 4 条，请删去 1 条"]
    assert messages(draft_problems(form, four)) == ["学习经历最多填写 3 条，现在 4 条，请删去 1 条"]


@pytest.mark.row("JL-057", "JL-062")
def test_rows_without_a_stated_maximum_are_capped_at_fifty() -> None:
    form = a_form({"awards": rows("获奖", (), name=a_text())})
    assert problems(form, {"awards": [{"id": str(number)} for number in range(50)]}) == ()
    assert "最多填写 50 条，现在 51 条" in problems(form, {"awards": [{"id": str(n)} for n in range(51)]})[0].message


@pytest.mark.row("JL-047", "JL-049", "JL-051", "JL-060")
def test_the_twenty_first_paper_file_and_the_fourth_certificate_are_one_too_many() -> None:
    form = talent_tiers_form()
    papers = {"papers": [{"id": "p", "files": [a_file(f"{number}.pdf") for number in range(21)]}]}
    training = {"training": [{"id": "t", "files": [a_file(f"{number}.pdf") for number in range(4)]}]}
    assert "最多上传 20 个附件，现在 21 个" in draft_problems(form, papers)[0].message
    assert "最多上传 3 个附件，现在 4 个" in draft_problems(form, training)[0].message
    assert ("training", "t", "files") in [problem.path for problem in problems(form, {"training": [{"id": "t"}]})]


def test_a_problem_in_a_row_names_the_row() -> None:
    found = problems(trial_form(), {"study": [{"id": "a", "school": "甲", "files": [a_file()]}, {"id": "b"}]})
    in_rows = [(problem.path, problem.label) for problem in found if problem.path[0] == "study"]
    assert in_rows == [
        (("study", "b", "school"), "学习经历第 2 条：毕业学校"),
        (("study", "b", "files"), "学习经历第 2 条：学历证明"),
    ]


@pytest.mark.row("JL-035", "JL-037")
def test_a_conditional_field_is_asked_for_with_the_condition() -> None:
    answers = {"basic": {"source": "引进人才", "enterprise": True}}
    assert "人才来源为“引进人才”时，请填写从何地（单位）引进" in messages(problems(trial_form(), answers))
    assert "是否企业人才为“是”时，请填写企业人才业绩，至少 1 条" in messages(problems(trial_form(), answers))
    answers["basic"]["source"] = "省内人才"
    assert not any("从何地" in message for message in messages(problems(trial_form(), answers)))


@pytest.mark.row("JL-038")
def test_the_start_of_the_contract_is_required_without_a_long_contract_and_optional_with_one() -> None:
    form = talent_tiers_form()

    def asked(**basic: str) -> bool:
        return ("basic", "contract_start") in [problem.path for problem in problems(form, {"basic": basic})]

    assert asked(long_contract="否")
    assert not asked(long_contract="是")
    assert not asked(long_contract="否", contract_start="2024-09-01")


def test_a_field_may_be_needed_as_soon_as_another_is_filled() -> None:
    module = a_module("基本信息", (), degree=a_text("学位"), number=a_text("证书编号"))
    form = a_form({"basic": module | {"dependentRequired": {"degree": ["number"]}}})
    assert messages(problems(form, {"basic": {"degree": "博士"}})) == ["填写了学位时，请填写证书编号"]
    assert problems(form, {"basic": {"number": "1"}}) == ()


def test_an_optional_module_is_checked_only_when_something_is_in_it() -> None:
    form = a_form({"skills": a_module("技能", ("kind",), kind=a_text("类别"), level=a_text("等级"))})
    assert problems(form, {}) == problems(form, {"skills": {"kind": "", "level": ""}}) == ()
    assert messages(problems(form, {"skills": {"level": "一级"}})) == ["请填写类别"]


def test_a_root_condition_can_require_a_field_of_another_module() -> None:
    modules = {
        "one": a_module("一", (), kind={"title": "资质", "type": "array", "items": {"enum": ["高新", "其他"]}}),
        "two": a_module("二", (), scan=a_slot("证书")),
    }
    condition = {"required": ["one"], "properties": {"one": {"required": ["kind"], "properties": {}}}}
    condition["properties"]["one"]["properties"] = {"kind": {"contains": {"const": "高新"}}}
    form = a_form(
        modules, **{"if": condition, "then": {"required": ["two"], "properties": {"two": {"required": ["scan"]}}}}
    )
    assert messages(problems(form, {"one": {"kind": ["高新", "其他"]}})) == ["资质为“高新”时，请上传证书"]
    assert problems(form, {"one": {"kind": ["其他"]}}) == ()


@pytest.mark.parametrize(
    ("check", "values", "message"),
    [
        ("not-before", {"start": "2020-05-01", "end": "2020-04-30"}, "结束时间早于开始时间，请核对"),
        ("not-before", {"start": "2020-05-01", "end": "2020-05-01"}, None),
        ("not-before", {"start": "2020-05-01"}, None),
        ("id-matches-birth", {"number": ID_NUMBER, "start": "1949-12-30"}, "中的出生日期是 1949-12-31"),
        ("id-matches-birth", {"number": ID_NUMBER, "start": "1949-12-31"}, None),
        ("id-matches-sex", {"number": ID_NUMBER, "sex": "1"}, "第 17 位表示女"),
        ("id-matches-sex", {"number": ID_NUMBER, "sex": "2"}, None),
    ],
)
@pytest.mark.parametrize("in_rows", [False, True])
def test_two_fields_that_contradict_each_other_are_named(
    check: str, values: dict[str, str], message: str | None, in_rows: bool
) -> None:
    fields = {
        "number": a_text("身份证号", format="cn-id"),
        "start": a_text("开始时间", format="date"),
        "end": a_text("结束时间", format="date"),
        "sex": {"title": "性别", "x-codes": "sex"},
    }
    pairs = {"not-before": ["m.start", "m.end"], "id-matches-birth": ["m.number", "m.start"]}
    checks = [{check: pairs.get(check, ["m.number", "m.sex"])}]
    form = a_form({"m": (rows if in_rows else a_module)("经历", (), **fields)}, **{"x-checks": checks})
    found = problems(form, {"m": [{"id": "a"}, {"id": "r", **values}] if in_rows else values})
    assert [message in problem.message for problem in found] == ([True] if message else [])
    if message:
        assert found[0].path[:-1] == (("m", "r") if in_rows else ("m",))


@pytest.mark.row("JL-056", "JL-057")
def test_enterprise_talent_without_enterprise_results_is_warned_not_stopped() -> None:
    form = talent_tiers_form()
    for chosen, warned in (("是", ["enterprise"]), ("否", [])):
        answers = {"basic": {"enterprise_talent": chosen}}
        assert [problem.path[0] for problem in warnings(form, answers)] == warned
        assert "enterprise" not in [problem.path[0] for problem in problems(form, answers)]


def test_a_month_and_a_day_of_it_do_not_contradict_each_other() -> None:
    fields = {"start": a_text("入学时间", format="date"), "end": a_text("毕业年月", format="year-month")}
    form = a_form({"m": a_module("学历", (), **fields)}, **{"x-checks": [{"not-before": ["m.start", "m.end"]}]})
    assert problems(form, {"m": {"start": "2020-05-17", "end": "2020-05"}}) == ()
    assert messages(problems(form, {"m": {"start": "2020-05-17", "end": "2020-04"}})) == [
        "毕业年月早于入学时间，请核对"
    ]


def test_a_check_may_have_a_condition_and_words_of_its_own() -> None:
    fields = {"kind": a_text(), "start": a_text(format="date"), "end": a_text(format="date")}
    check = {"not-before": ["m.start", "m.end"], "if": when_in("m", "kind", "甲"), "message": "时间不对，请核对"}
    form = a_form({"m": a_module("经历", (), **fields)}, **{"x-checks": [check]})
    values = {"start": "2020-01-02", "end": "2020-01-01"}
    assert messages(problems(form, {"m": {"kind": "甲", **values}})) == ["时间不对，请核对"]
    assert problems(form, {"m": {"kind": "乙", **values}}) == ()


def test_a_draft_is_checked_for_shape_and_length_only() -> None:
    form = trial_form()
    assert draft_problems(form, {}) == draft_problems(form, {"study": [{"id": "a"}]}) == ()
    assert messages(draft_problems(form, {"results": {"text": "字" * 501}})) == [
        "创新创业成果最多 500 字，现在 501 字，请删去 1 字"
    ]
    assert [problem.code for problem in draft_problems(form, {"basic": {"source": "火星"}})] == ["not-offered"]


@pytest.mark.parametrize(
    "answers",
    [
        {"nothing": 1},
        {"basic": "text"},
        {"study": {"id": "a"}},
        {"study": ["a", 3]},
        {"study": [{"school": "甲"}]},
        {"study": [{"id": "a/b"}]},
        {"study": [{"id": "a"}, {"id": "a"}]},
        {"basic": {"unknown": 1}},
        {"basic": {"photo": "x"}},
        {"basic": {"photo": [3]}},
        {"basic": {"source": {"a": 1}}},
        {"basic": {"source": ["引进人才"]}},
        {"results": {"text": 3}},
    ],
)
def test_answers_of_a_wrong_shape_are_refused_not_crashed_on(answers: dict[str, Any]) -> None:
    assert draft_problems(trial_form(), answers)
    assert problems(trial_form(), answers)


def test_problems_may_be_asked_for_one_step_only() -> None:
    form = trial_form()
    assert {problem.path[0] for problem in problems(form, {}, only=[("study",), ("results",)])} == {"study", "results"}
    two = {"study": [{"id": "a"}, {"id": "b"}]}
    assert {problem.path[1] for problem in problems(form, two, only=[("study", "b")])} == {"b"}


def test_problems_come_in_the_order_of_the_form() -> None:
    found = problems(trial_form(), {"study": [{"id": "z"}, {"id": "a"}]})
    assert [problem.path[:2] for problem in found] == [
        ("basic", "source"),
        ("basic", "enterprise"),
        ("study", "z"),
        ("study", "z"),
        ("study", "a"),
        ("study", "a"),
        ("results", "text"),
    ]


def test_a_pattern_never_runs_over_a_text_beyond_its_limit() -> None:
    form = one_field(a_text("代码", pattern="[0-9]*[0-9]*x", maxLength=20))
    assert [problem.code for problem in problems(form, {"basic": {"it": "1" * 200_000}})] == ["too-long"]


def test_a_condition_in_a_row_looks_at_its_own_row() -> None:
    study = rows("学习经历", (), kind={"title": "类别", "enum": ["境外", "境内"]}, proof=a_text("认证号"))
    study["items"] |= {"if": when("kind", "境外"), "then": {"required": ["proof"]}}
    form = a_form({"study": study})
    answers = {"study": [{"id": "a", "kind": "境内"}, {"id": "b", "kind": "境外"}]}
    assert [problem.path for problem in problems(form, answers)] == [("study", "b", "proof")]
