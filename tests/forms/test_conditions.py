"""What is shown and required, and what is left out at submission."""

from typing import Any

import pytest

from casesvc.forms.conditions import drop_inactive, required, visible, visible_modules
from casesvc.forms.form import Form
from casesvc.forms.summary import route_values
from casesvc.forms.validation import problems
from tests.forms.builders import (
    a_form,
    a_module,
    a_text,
    linked_form,
    rows,
    talent_tiers_form,
    trial_form,
    when,
    when_in,
)


def a_chain() -> Form:
    """a shows b, b shows c."""
    module = a_module("基本信息", (), a=a_text("甲"), b=a_text("乙"), c=a_text("丙"))
    module["allOf"] = [
        {"if": when("a", "有"), "then": {"required": ["b"]}},
        {"if": when("b", "有"), "then": {"properties": {"c": {}}}},
    ]
    return a_form({"basic": module})


@pytest.mark.row("JL-035")
def test_a_field_is_shown_while_its_condition_holds() -> None:
    form = trial_form()
    assert "origin" in visible(form, {"basic": {"source": "引进人才"}}, "basic")
    assert "origin" not in visible(form, {"basic": {"source": "省内人才"}}, "basic")
    assert "origin" not in visible(form, {}, "basic")


@pytest.mark.row("JL-039", "JL-040")
def test_each_of_the_three_radios_opens_its_own_fields() -> None:
    form = talent_tiers_form()
    shown = {
        kind: visible(form, {"skills": {"kind": kind}}, "skills") for kind in ("专业技术职务", "职业技能等级", "无")
    }
    assert shown["无"] == {"kind"}
    assert {"series", "title_level", "obtained_on"} <= shown["专业技术职务"]
    assert {"occupation", "skill_level", "certificate_number"} <= shown["职业技能等级"]
    assert shown["专业技术职务"] & shown["职业技能等级"] == {"kind"}


@pytest.mark.row("JL-036", "JL-037")
def test_a_promotion_asks_for_the_tier_already_held() -> None:
    form = talent_tiers_form()
    promoted, first = ({"basic": {"service_type": kind}} for kind in ("晋升认定", "首次认定"))
    assert {"recognised_tier", "recognised_on"} <= required(form, promoted, "basic")
    assert not {"recognised_tier", "recognised_on"} & visible(form, first, "basic")


@pytest.mark.row("JL-038")
def test_a_field_that_is_always_shown_is_only_required_by_its_condition() -> None:
    form = talent_tiers_form()
    long, short = ({"basic": {"long_contract": value, "contract_start": "2024-09-01"}} for value in ("是", "否"))
    assert "contract_start" in visible(form, long, "basic")
    assert "contract_start" not in required(form, long, "basic")
    assert "contract_start" in required(form, short, "basic")
    assert drop_inactive(form, long)[1] == ()


def test_a_value_whose_condition_is_off_is_dropped_and_named() -> None:
    draft = {"basic": {"source": "省内人才", "origin": "北京", "enterprise": False}}
    active, dropped = drop_inactive(trial_form(), draft)
    assert active == {"basic": {"source": "省内人才", "enterprise": False}}
    assert dropped == ((("basic", "origin"), "从何地（单位）引进"),)
    assert draft["basic"]["origin"] == "北京"


def test_what_hangs_on_a_dropped_value_falls_with_it() -> None:
    form = a_chain()
    answers = {"basic": {"a": "无", "b": "有", "c": "还在"}}
    assert [path[-1] for path, _ in drop_inactive(form, answers)[1]] == ["b", "c"]
    assert visible(form, answers, "basic") == {"a"}
    assert visible(form, {"basic": {**answers["basic"], "a": "有"}}, "basic") == {"a", "b", "c"}


def test_modules_fall_one_after_the_other() -> None:
    form = linked_form()
    answers = {"first": {"has": "有"}, "second": {"has": "有", "note": "注"}, "third": [{"id": "r", "name": "名"}]}
    answers["fourth"] = {"reason": "因为"}
    assert visible_modules(form, answers) == ("first", "second", "third", "fourth", "apart")
    answers["first"]["has"] = "无"
    assert visible_modules(form, answers) == ("first", "apart")
    active, dropped = drop_inactive(form, answers)
    assert active == {"first": {"has": "无"}}
    assert [path for path, _ in dropped if len(path) == 1] == [("second",), ("third",), ("fourth",)]


def test_rows_of_one_id_cannot_hide_a_value_from_being_dropped() -> None:
    study = rows("学习经历", (), a=a_text(), b=a_text())
    study["items"] |= {"if": when("a", "有"), "then": {"required": ["b"]}}
    twice: dict[str, Any] = {"study": [{"id": "r", "a": "有", "b": "留"}, {"id": "r", "a": "无", "b": "落"}]}
    active, _ = drop_inactive(a_form({"study": study}), twice)
    assert active["study"][1] == {"id": "r", "a": "无"}


def test_gateways_see_the_marked_fields_that_apply_and_nothing_else() -> None:
    basic = a_module("基本信息", (), kind=a_text(**{"x-route": True}), sum=a_text(**{"x-route": True}), name=a_text())
    form = a_form({"basic": basic | {"if": when("kind", "甲"), "then": {"required": ["sum"]}}})
    assert route_values(form, {"basic": {"kind": "甲", "sum": "5", "name": "张"}}) == {"kind": "甲", "sum": "5"}
    assert route_values(form, {"basic": {"kind": "乙", "sum": "5", "name": "张"}}) == {"kind": "乙", "sum": None}


def test_what_is_dropped_is_never_a_problem() -> None:
    modules = {"one": a_module("一", (), has=a_text()), "two": a_module("二", (), text=a_text("说明", maxLength=2))}
    form = a_form(modules, **{"if": when_in("one", "has", "有"), "then": {"required": ["two"]}})
    assert problems(form, {"two": {"text": "很长的字"}}) == ()
    assert problems(form, {"one": {"has": "有"}, "two": {"text": "很长的字"}}) != ()
