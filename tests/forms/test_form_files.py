"""What a form file may say, and that everything else is refused by name with its place."""

import json
import re
from typing import Any

import pytest

from casesvc.forms.form import Form, FormRefused, read_form
from casesvc.forms.subset import CHECKS, DEMANDED, FORMATS, PLACES, WIDGETS
from tests.forms.builders import (
    CODES,
    ROOT,
    a_document,
    a_form,
    a_module,
    a_slot,
    a_text,
    linked_form,
    one_field,
    rows,
    talent_tiers_form,
    trial_form,
    when,
    when_in,
)

PAGE = (ROOT / "docs" / "forms.md").read_text("utf-8")


def findings(document: object) -> list[str]:
    with pytest.raises(FormRefused) as caught:
        read_form(document, CODES)
    return caught.value.findings


def refused_field(field: dict[str, Any]) -> str:
    return "\n".join(findings(a_document({"basic": a_module("基本信息", (), it=field)})))


def test_the_page_for_authors_lists_exactly_the_keys_of_the_subset() -> None:
    table = re.findall(r"^\| ([a-z][a-z -]*) \| (.+) \|$", PAGE, re.MULTILINE)[1:]
    described = {place: {key.strip("* ") for key in keys.split(",")} for place, keys in table}
    assert described == {place: set(keys) for place, keys in PLACES.items()}
    demanded = {place: set(re.findall(r"\*\*([^*]+)\*\*", keys)) for place, keys in table}
    assert demanded == {place: set(DEMANDED.get(place, ())) for place in PLACES}


def test_the_page_for_authors_names_every_widget_format_and_check() -> None:
    assert [name for name in (*WIDGETS, *FORMATS, *CHECKS) if f"`{name}`" not in PAGE] == []


def test_the_example_of_the_page_is_a_form() -> None:
    example = re.search(r"```json\n(.+?)```", PAGE, re.DOTALL)
    assert example
    form = read_form(json.loads(example[1]), {})
    assert [module.key for module in form.modules] == ["basic", "study"]
    assert form.key == "talent-tiers/example"


def test_a_form_tells_its_modules_fields_and_slots() -> None:
    form = trial_form()
    study = form.module("study")
    assert study
    assert (study.kind, study.required, study.min_rows, study.max_rows) == ("rows", True, 1, 3)
    school, files = study.fields
    assert (school.title, school.widget, school.required) == ("毕业学校", "text", True)
    assert files.slot
    assert (files.widget, files.slot.accept, files.slot.max_files) == ("files", ("image/jpeg", "application/pdf"), 3)
    assert form.steps[0].modules == ("basic", "study", "enterprise", "results")


@pytest.mark.row("JL-046")
def test_a_choice_takes_its_options_from_a_code_list() -> None:
    field = (
        a_form({"basic": a_module("", (), sex={"title": "性别", "x-codes": "sex"}) | {"title": "基本"}})
        .modules[0]
        .fields[0]
    )
    assert [(option.value, option.title) for option in field.options] == [("1", "男"), ("2", "女")]


@pytest.mark.parametrize(
    ("keys", "widget"),
    [
        ({"type": "string"}, "text"),
        ({"type": "string", "maxLength": 500}, "textarea"),
        ({"type": "string", "format": "date"}, "date"),
        ({"enum": ["一", "二"]}, "radio"),
        ({"enum": ["一", "二", "三", "四"]}, "select"),
        ({"type": "integer"}, "number"),
        ({"type": "boolean"}, "radio"),
        ({"type": "boolean", "const": True}, "checkbox"),
        ({"type": "array", "items": {"enum": ["一", "二"]}}, "checkbox"),
        ({"type": "string", "x-widget": "textarea"}, "textarea"),
    ],
)
def test_a_field_without_a_widget_gets_the_one_that_fits(keys: dict[str, Any], widget: str) -> None:
    assert one_field({"title": "项目", **keys}).modules[0].fields[0].widget == widget


@pytest.mark.parametrize(
    "key",
    ["$ref", "$defs", "$dynamicRef", "anyOf", "not", "else", "patternProperties", "contains", "description", "x-ui"],
)
def test_a_key_outside_the_subset_is_refused_by_name_with_its_place(key: str) -> None:
    assert refused_field(a_text(**{key: {}})) == f"/properties/basic/properties/it/{key}：不支持 {key}"
    assert findings(a_document({"basic": a_module("基本信息", (), it=a_text())}, **{key: {}})) == [
        f"/{key}：不支持 {key}"
    ]


@pytest.mark.parametrize(
    ("pattern", "advice"),
    [
        (r"1\d{10}", "[0-9]"),
        (r"\w+", "[0-9]"),
        (r"a\b", "[0-9]"),
        ("^[0-9]{6}", "全文"),
        ("[0-9]{6}$", "全文"),
        ("(?=a)b", "前后查看"),
        ("(a+)+", "算不完"),
        ("(a|b){2,}", "算不完"),
        ("a*b*a*b", "最多用两个"),
        ("[0-9", "正则表达式"),
    ],
)
def test_a_pattern_that_means_different_things_or_may_never_end_is_refused(pattern: str, advice: str) -> None:
    assert advice in refused_field(a_text(pattern=pattern))


@pytest.mark.parametrize("pattern", ["[0-9]{6}", "[^,]+", r"(京|津)?[A-Z]\.[0-9]{5}", r"\$[0-9]+", "[一-龥·]{2,50}"])
def test_a_plain_pattern_is_taken(pattern: str) -> None:
    assert one_field(a_text(pattern=pattern)).modules[0].fields[0].pattern == pattern


@pytest.mark.parametrize(
    ("field", "part"),
    [
        ({"type": "string"}, "缺少 title"),
        (a_text(maxLength="500"), "maxLength 的类型应为 integer"),
        (a_text(format="ipv4"), "format 只能是 cn-id、"),
        ({"title": "性别", "x-codes": "gb/nothing"}, "没有代码表 gb/nothing"),
        ({"title": "性别", "enum": ["男"], "x-codes": "sex"}, "恰好写一个"),
        ({"title": "性别", "enum": ["男", "男"]}, "uniqueItems"),
        ({"title": "性别", "oneOf": [{"const": "1", "title": "男"}, {"const": "1", "title": "女"}]}, "重复"),
        (a_slot() | {"x-slot": {"accept": ["image/gif"], "max_mb": 10}}, "只能是 application/pdf、"),
        ({"title": "证明", "type": "array", "x-slot": {"accept": ["image/png"], "max_mb": 1}}, "缺少 maxItems"),
        (a_slot(least=1), "应写进 required 或 then"),
        (a_slot(least=4), "minItems 大于 maxItems"),
        (a_text(**{"x-messages": {"requierd": "请填写"}}), "x-messages"),
    ],
)
def test_a_slip_in_a_field_is_named(field: dict[str, Any], part: str) -> None:
    assert part in refused_field(field)


def test_keys_of_modules_and_fields_are_plain_names() -> None:
    assert findings(a_document({"A-1": a_module("甲", (), **{"f.g": a_text()})})) == [
        "/properties/A-1：键应为小写字母、数字和 _，以字母开头",
        "/properties/A-1/properties/f.g：键应为小写字母、数字和 _，以字母开头",
    ]
    assert "id 由系统编写" in findings(a_document({"study": rows("学习", (), id=a_text())}))[0]


def test_a_pointer_escapes_the_signs_it_uses_itself() -> None:
    assert findings(a_document({"a/b~c": a_module("甲", (), it=a_text())}))[0].startswith("/properties/a~1b~0c：")


@pytest.mark.parametrize(
    ("condition", "then", "part"),
    [
        ({"properties": {"source": {"const": "引进人才"}}}, {"required": ["origin"]}, "空表也成立"),
        (when("source", "引进"), {"required": ["origin"]}, "没有选项 引进"),
        (when("sauce", "引进人才"), {"required": ["origin"]}, "没有 sauce"),
        (when("source", "引进人才"), {"required": ["orgin"]}, "没有字段 orgin"),
        ({"required": ["scan"]}, {"required": ["origin"]}, "条件不能看材料 scan"),
        ({"required": ["origin"]}, {"required": ["origin"]}, "显示条件是它自己"),
        ({"not": when("source", "引进人才")}, {"required": ["origin"]}, "不支持 not"),
    ],
)
def test_a_condition_that_would_not_do_what_it_says_is_refused(condition: Any, then: Any, part: str) -> None:
    source = {"title": "人才来源", "enum": ["引进人才", "省内人才"]}
    module = a_module("基本信息", (), source=source, origin=a_text(), scan=a_slot())
    assert part in "\n".join(findings(a_document({"basic": module | {"if": condition, "then": then}})))


def test_fields_that_show_each_other_are_refused() -> None:
    module = a_module("基本信息", (), a=a_text(), b=a_text()) | {"dependentRequired": {"a": ["b"], "b": ["a"]}}
    assert "显示条件循环" in findings(a_document({"basic": module}))[0]


def test_a_root_condition_must_make_sure_of_the_module_it_asks_something_of() -> None:
    modules = {"one": a_module("一", (), a={"enum": ["是"], "title": "甲"}), "two": a_module("二", (), b=a_text())}
    then: dict[str, Any] = {"properties": {"two": {"required": ["b"]}}}
    document = a_document(modules, **{"if": when_in("one", "a", "是"), "then": then})
    assert "也要写进这个 then" in findings(document)[0]
    then["required"] = ["two"]
    assert read_form(document, CODES).modules[1].required_if


def test_steps_hold_every_module_exactly_once() -> None:
    modules = {"one": a_module("一", (), a=a_text()), "two": a_module("二", (), b=a_text())}
    steps = [{"key": "a", "title": "一", "modules": ["one"]}, {"key": "a", "title": "二", "modules": ["one", "three"]}]
    assert findings(a_document(modules, **{"x-steps": steps})) == [
        "/x-steps：模块 one 应恰好属于一步",
        "/x-steps：没有模块 three",
        "/x-steps：模块 two 应恰好属于一步",
        "/x-steps：各步的 key 有重复",
    ]


@pytest.mark.parametrize(
    ("check", "part"),
    [
        ({"not-before": ["basic.start", "basic.ende"]}, "没有 basic.ende"),
        ({"not-before": ["basic.start", "basic.name"]}, "不能用于 not-before"),
        ({"id-matches-birth": ["basic.name", "basic.start"]}, "不能用于 id-matches-birth"),
        ({"later-than": ["basic.start", "basic.name"]}, "不支持 later-than"),
        ({"message": "请核对"}, "恰好写"),
        ({"warn-if-empty": "basic", "if": {"required": ["nothing"]}}, "没有 nothing"),
    ],
)
def test_a_check_names_existing_fields_of_the_right_kind(check: dict[str, Any], part: str) -> None:
    module = a_module("基本信息", (), start=a_text(format="date"), name=a_text())
    assert part in "\n".join(findings(a_document({"basic": module}, **{"x-checks": [check]})))


def test_a_gateway_sees_no_field_under_a_name_that_is_taken() -> None:
    taken = a_module("一", (), level=a_text(**{"x-route": True}), unit=a_text(**{"x-route": True}))
    twice = a_module("二", (), unit=a_text(**{"x-route": True}))
    assert [finding.split("：")[1] for finding in findings(a_document({"one": taken, "two": twice}))] == [
        "x-route 的名称 level 已被占用",
        "x-route 的名称 unit 已被占用",
    ]
    assert "x-route 不能用于各条记录" in findings(a_document({"s": rows("一", (), a=a_text(**{"x-route": True}))}))[0]


def test_everything_wrong_is_said_at_once() -> None:
    modules = {"one": a_module("一", ("x",), a=a_text(maxLenght=3)), "two": {"title": "二", "type": "null"}}
    assert len(findings(a_document(modules, ("three",)))) >= 4


@pytest.mark.parametrize("junk", [[], None, "form", {"properties": []}, {"properties": {"a": 3}}, {"x-steps": [1]}])
def test_a_file_of_another_shape_is_refused_not_crashed_on(junk: object) -> None:
    assert findings(junk)


@pytest.mark.parametrize(
    ("form", "depends"),
    [
        (trial_form(), {"basic": set(), "study": set(), "enterprise": {"basic"}, "results": set()}),
        (
            linked_form(),
            {"first": {"second"}, "second": {"first"}, "third": {"second"}, "fourth": {"third"}, "apart": set()},
        ),
    ],
)
def test_a_module_depends_on_those_a_root_condition_or_check_links_it_to(form: Form, depends: Any) -> None:
    assert {module.key: set(module.depends) for module in form.modules} == depends


@pytest.mark.row("JL-031", "JL-041")
def test_the_talent_tiers_form_is_in_the_subset() -> None:
    form = talent_tiers_form()
    assert {"education", "work", "achievements"} <= {module.key for module in form.modules if module.required}
