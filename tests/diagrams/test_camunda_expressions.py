"""Camunda's expressions in our language: the same meaning, or a refusal that names what has no counterpart."""

import time
from typing import Any

import pytest

from casesvc.diagrams.camunda_expressions import is_wrapped, translate, translate_java
from casesvc.diagrams.expressions import ExpressionRefused, parse_expression

TRANSLATIONS = [
    ("${outcome == 'approve'}", "outcome == 'approve'"),
    ('#{outcome == "approve"}', 'outcome == "approve"'),
    ("${outcome eq 'approve' && level lt levels}", "outcome == 'approve' and level < levels"),
    ("${a ne 1 || b gt 2}", "a != 1 or b > 2"),
    ("${a ge 1 and b le 2 or c}", "a >= 1 and b <= 2 or c == True"),
    ("${!yes}", "not (yes == True)"),
    ("${!!yes}", "not (not (yes == True))"),
    ("${!(a == b) && c}", "not (a == b) and c == True"),
    ("${not yes}", "not (yes == True)"),
    ("${!yes == no}", "(not (yes == True)) == no"),
    ("${(a || b) && c}", "(a == True or b == True) and c == True"),
    ("${a || (b || c)}", "a == True or b == True or c == True"),
    ("${empty remark}", "empty(remark)"),
    ("${empty(remark)}", "empty(remark)"),
    ("${not empty remark}", "not empty(remark)"),
    ("${!empty flags.LIP && flags.LIP}", "not empty(field(flags, 'LIP')) and field(flags, 'LIP') == True"),
    ("${empty flags.LIP || !flags.LIP}", "empty(field(flags, 'LIP')) or not (field(flags, 'LIP') == True)"),
    ("${flags.LIP != true}", "field(flags, 'LIP') != True"),
    ("${order.customer.age >= 18}", "field(field(order, 'customer'), 'age') >= 18"),
    ("${order['customer'][\"age\"] >= 18}", "field(field(order, 'customer'), \"age\") >= 18"),
    ("${order.get('price') <= 100}", "field(order, 'price') <= 100"),
    ("${yes == true || remark == null}", "yes == True or remark == None"),
    ("${!all('m', 'approve')}", "not all('m', 'approve')"),
    ("${count('m', 'approve') >= 2}", "count('m', 'approve') >= 2"),
    ("  ${ level } ", "level"),
    ("${levels - (level - 1) > -1}", "levels - (level - 1) > -1"),
    ("${-(a + b) < 0}", "-(a + b) < 0"),
    ("${outcome == 'a && b'}", "outcome == 'a && b'"),
    ("${outcome == '}'}", "outcome == '}'"),
    ("${working_days(5)}", "working_days(5)"),
    ("${names.contains('a')}", "'a' in names"),
    ('${!order.names.contains("a")}', "not (\"a\" in field(order, 'names'))"),
    ("${map.containsKey('a') && x}", "'a' in map and x == True"),
    ("${state.equals('NEW')}", "state == 'NEW'"),
    ("${'NEW'.equals(state)}", "'NEW' == state"),
    ("${(a == b).equals(c)}", "(a == b) == c"),
    ("${!names.isEmpty() && names.size() > 2}", "not empty(names) and len(names) > 2"),
    ("${remark.length() == 0}", "len(remark) == 0"),
    ("${execution.getVariable('DIRECTION') == \"FORWARD\"}", 'DIRECTION == "FORWARD"'),
    ("${execution.getVariable('a').b}", "field(a, 'b')"),
    ("${a\n  &&\tb}", "a == True and b == True"),
    ("level > 1", "level > 1"),
    (" level>1 ", "level>1"),
]


@pytest.mark.parametrize(("camunda", "ours"), TRANSLATIONS)
def test_what_camunda_modeler_writes_is_translated(camunda: str, ours: str) -> None:
    assert translate(camunda) == ours
    assert parse_expression(translate(camunda)).text == parse_expression(ours).text


@pytest.mark.parametrize(
    ("camunda", "ours"),
    [
        ("${approved}", "approved == True"),
        ("${flags.approved}", "field(flags, 'approved') == True"),
        ("${(approved)}", "approved == True"),
        ("${!approved}", "not (approved == True)"),
        ("${true}", "True"),
        ("${all('m', 'approve')}", "all('m', 'approve')"),
        ("${a == 1}", "a == 1"),
        ("approved", "approved"),
    ],
)
def test_a_bare_name_as_a_whole_condition_asks_whether_it_is_true(camunda: str, ours: str) -> None:
    assert translate(camunda, condition=True) == ours


@pytest.mark.parametrize(
    ("camunda", "names", "value"),
    [
        ("${!empty f.x && f.x}", {"f": {}}, False),
        ("${!empty f.x && f.x}", {"f": {"x": False}}, False),
        ("${!empty f.x && f.x}", {"f": {"x": True}}, True),
        ("${empty f.x || !f.x}", {"f": None}, True),
        ("${empty f.x || !f.x}", {"f": {"x": False}}, True),
        ("${!x}", {"x": None}, True),
        ("${x}", {"x": None}, False),
        ("${empty x}", {"x": {}}, True),
        ("${empty x}", {"x": False}, False),
        ("${!a == b}", {"a": False, "b": True}, True),
        ("${!a == b}", {"a": True, "b": True}, False),
        ("${a || b && c}", {"a": True, "b": False, "c": False}, True),
        ("${(a || b) && c}", {"a": True, "b": False, "c": False}, False),
        ("${x.contains('a')}", {"x": ["a", "b"]}, True),
        ("${x.contains('a')}", {"x": "banana"}, True),
        ("${x.contains('a')}", {"x": []}, False),
        ("${x.contains(a == b)}", {"x": [True], "a": 1, "b": 1}, True),
        ("${10 - (5 - 2) == 7}", {}, True),
        ("${10 - 5 - 2 == 3}", {}, True),
    ],
)
def test_the_translation_means_what_camunda_means(camunda: str, names: dict[str, Any], value: bool) -> None:
    assert parse_expression(translate(camunda, condition=True)).evaluate(names) is value


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("${a} and ${b}", "一个 ${…}"),
        ("x ${a}", "一个 ${…}"),
        ("${a", "一个 ${…}"),
        ("${a ${b}}", "一个 ${…}"),
        ("${{a}}", "一个 ${…}"),
        ("kermit_${loopCounter}", "一个 ${…}"),
        ("${a ? b : c}", "? :"),
        ("${(a ? b : c) == 1}", "? :"),
        ("${a * 2 == 4}", "*"),
        ("${a / 2 == 4}", "/"),
        ("${a % 2 == 0}", "%"),
        ("${a div 2 == 1}", "div"),
        ("${a mod 2 == 0}", "mod"),
        ("${a < b < c}", "一次只能比较两个值"),
        ("${a == b != c}", "一次只能比较两个值"),
        ("${a < b == c}", "一次只能比较两个值"),
        ("${bean.decide()}", "bean.decide(…)"),
        ("${bean.decide(execution, 'x')}", "bean.decide(…)"),
        ("${a.toUpperCase() == 'X'}", "a.toUpperCase(…)"),
        ("${a.b.matches('x')}", "matches(…)"),
        ("${execution.setVariable('a', 1)}", "execution.setVariable(…)"),
        ("${execution.hasVariable('a')}", "execution.hasVariable(…)"),
        ("${execution.getVariable(a)}", "execution.getVariable(…)"),
        ("${execution.getVariable('a b')}", "execution.getVariable(…)"),
        ("${execution.getVariable('__class__')}", "execution.getVariable(…)"),
        ("${execution.processBusinessKey == 'a'}", "execution.processBusinessKey"),
        ("${execution['id'] == 'a'}", "execution.id"),
        ("${now()}", "now(…)"),
        ("${''.getClass()}", "getClass(…)"),
        ("${a[0]}", "方括号"),
        ("${a[b]}", "方括号"),
        ("${a.get(0)}", "get(…)"),
        ("${'a'.b}", "'a'"),
        ("${x in y}", "in"),
        ("${a in ['x']}", "in"),
        ("${['x']}", "[…]"),
        ("${a instanceof b}", "instanceof"),
        ("${'a' && b}", "'a'"),
        ("${!1}", "1"),
        ("${a = 1}", "=="),
        ("${fn:length(a)}", "? :"),
        ("${}", "空"),
        ("${ }", "空"),
        ("${!}", "不完整"),
        ("${empty}", "不完整"),
        ("${a &&}", "不完整"),
        ("${!(a}", "不完整"),
        ("${a == 'b}", "引号要成对"),
        (r"${a == 'b\'c'}", "反斜线"),
        ("${f(a,)}", "f(…)"),
        ("${len(a,)}", "不能写在这里"),
        ("${len(,)}", "不能写在这里"),
        ("${a.}", "不完整"),
        ("${a.'b'}", "不能写在这里"),
        ("${" + "!" * 400 + "a}", "太复杂"),
        ("${" + "(" * 200 + "a" + ")" * 200 + "}", "太复杂"),
        ("${" + "empty " * 200 + "a}", "太复杂"),
        ("${" + "len(" * 200 + "a" + ")" * 200 + "}", "太复杂"),
        ("${" + "a && " * 700 + "a}", "最多"),
        ("${" + "a," * 310 + "a}", "太复杂"),
    ],
    ids=lambda text: text[:30],
)
def test_what_cannot_be_translated_faithfully_is_refused_by_name(text: str, named: str) -> None:
    began = time.process_time()
    with pytest.raises(ExpressionRefused) as refused:
        parse_expression(translate(text, condition=True))
    assert named in refused.value.message
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [("${a}", True), (" #{a == '}'} ", True), ('${a == "{"}', True), ("${}", True), ("a", False), ("${a} ", True),
     ("${a}${b}", False), ("${a", False), ("$ {a}", False), ("${'a}", False), ("${" + "'" * 99_999 + "}", False),
     ("${" + "''" * 99_999 + "}", True)],
    ids=lambda value: str(value)[:12],
)  # fmt: skip
def test_one_expression_in_its_brackets_is_told_from_everything_else(text: str, wrapped: bool) -> None:
    assert is_wrapped(text) is wrapped


@pytest.mark.parametrize(
    ("java", "ours"),
    [
        ('test.contains("a")', '"a" in test'),
        ('!test.contains("a")', 'not ("a" in test)'),
        ("number<3", "number < 3"),
        ("true", "True"),
        ("done", "done == True"),
        ("a.equals(b) && !c", "a == b and not (c == True)"),
    ],
)
def test_a_java_condition_without_brackets_is_translated_when_a_file_is_known_to_mean_java(
    java: str, ours: str
) -> None:
    assert translate_java(java, condition=True) == ours


@pytest.mark.parametrize("java", ['test.contains("a")>', "Runtime.getRuntime()", "new File('x')", "a; b", "x = 1"])
def test_other_java_is_refused(java: str) -> None:
    with pytest.raises(ExpressionRefused):
        translate_java(java, condition=True)


def test_our_own_language_is_not_read_as_java_by_itself() -> None:
    with pytest.raises(ExpressionRefused):
        parse_expression(translate('test.contains("a")', condition=True))
