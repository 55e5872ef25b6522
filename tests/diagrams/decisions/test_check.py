"""What is found in a file of decisions before it is published."""

import pytest

from casesvc.diagrams.decisions import check_decisions
from casesvc.diagrams.finding import Finding
from tests.diagrams.decisions.dmn import (
    codes,
    component,
    context,
    decision,
    file,
    function,
    given,
    invocation,
    item,
    literal,
    read,
    table,
)


def errors(*parts: str) -> list[tuple[str, str]]:
    return codes(check_decisions(read(*parts)))


def warnings(*parts: str) -> list[tuple[str, str]]:
    return codes(check_decisions(read(*parts)), "warning")


def one_table(*rows: list[str], **more: object) -> str:
    return decision("d", table(["x"], rows, **more))  # type: ignore[arg-type]


def test_a_sound_file_has_no_findings() -> None:
    findings = check_decisions(
        read(
            item("tDegree", "string", allowed='"博士", "硕士"'),
            item("tPerson", "", component("degree", "tDegree"), component("age", "number")),
            given("person", "tPerson"),
            function("points", table(["degree"], [['"博士"', "30"]], id_="points_table"), ("degree", "tDegree")),
            decision("score", invocation("points", degree="person.degree"), needs=["person", "!points"]),
            decision(
                "d",
                table(["score", "person.age"], [[">= 20", "< 40", '"合格"'], ["-", ">= 40", '"不合格"']]),
                needs=["#score", "person"],
                type_="string",
            ),
        )
    )
    assert findings == ()


def test_a_finding_names_element_and_line_and_says_what_to_do() -> None:
    data = file(one_table(["-", '"a'], ["-", "2"]))
    line = [number for number, text in enumerate(data.decode().splitlines(), 1) if 'id="table_1"' in text]
    broken = '“d”的单元格“"a”：从 "a 开始的文字缺少结尾的引号'
    (finding,) = [f for f in check_decisions(read(one_table(["-", '"a'], ["-", "2"]))) if f.severity == "error"]
    assert finding == Finding("error", "table_1", line[0], "not-allowed", broken)


UNEVEN = f'<relation><column name="a"/><row>{literal("1")}{literal("2")}</row></relation>'


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([given("x")], ("without-decision", "")),
        ([decision("d", "")], ("without-logic", "d")),
        ([decision("d", literal(""))], ("empty", "d")),
        ([decision("d", literal("1")), decision("d", literal("2"), title="e")], ("repeated-id", "d")),
        ([decision("d", literal("1")), decision("e", literal("2"), title="d")], ("repeated-name", "e")),
        ([decision("d", literal("1")), '<inputData id="i"/>'], ("without-name", "i")),
        ([decision("d", literal("1"), needs=["#gone"])], ("unknown-requirement", "d")),
        ([decision("d", literal("d"), needs=["#d"])], ("circle", "d")),
        ([decision("d", literal("1"), type_="tGone")], ("unknown-type", "d")),
        ([item("tA", "tGone"), decision("d", literal("1"))], ("unknown-type", "tA")),
        ([decision("d", literal("1")), '<import id="m" namespace="urn:x"/>'], ("not-supported", "m")),
        ([decision("d", '<functionDefinition id="f"/>')], ("not-supported", "f")),
        ([decision("d", '<conditional id="c"/>')], ("not-supported", "c")),
        ([decision("d", '<for id="c"/>')], ("not-supported", "c")),
        ([decision("d", context(("a", "<filter/>")))], ("not-supported", "d")),
        ([decision("d", f"<list>{literal('1')}<every/></list>")], ("not-supported", "d")),
        ([one_table(["-", "1"], policy="RANDOM")], ("hit-policy", "table")),
        ([one_table(["-", "1"], policy="FIRST", aggregation="SUM")], ("hit-policy", "table")),
        ([one_table(["-", "1"], policy="PRIORITY")], ("without-output-values", "table")),
        ([one_table(["-"], outputs=())], ("without-output", "table")),
        ([one_table(["-", "1", "2"])], ("uneven-rule", "table_1")),
        ([one_table(["-", "1", "2"], outputs=("a", ""))], ("output-without-name", "table")),
        ([one_table(["-", "1", "2"], outputs=("a", "a"))], ("repeated-name", "table")),
        ([one_table(["-", '"b"'], values=['"a"'])], ("value-not-listed", "table_1")),
        ([one_table(["-", '"b"'], output_types=["number"])], ("wrong-type", "table_1")),
        ([one_table(["-", "?"])], ("not-allowed", "table_1")),
        ([one_table(["< ", "1"])], ("syntax", "table_1")),
        ([one_table(['"a" or "b"', "1"])], ("not-allowed", "table_1")),
        ([decision("d", table([""], [["-", "1"]]))], ("without-expression", "table")),
        ([decision("d", invocation("f"))], ("unknown-function", "d")),
        ([decision("d", literal("f(1)"))], ("unknown-function", "d")),
        ([decision("d", context(("", literal("1")), ("a", literal("1"))))], ("result-not-last", "d")),
        ([decision("d", context(("a", literal("1")), ("a", literal("1"))))], ("repeated-name", "d")),
        ([decision("d", UNEVEN)], ("uneven-rule", "d")),
        ([function("f", literal("b"), "a"), decision("d", literal("1"))], ("unknown-name", "f")),
        ([function("f", literal("a"), "a"), decision("d", literal("f()"), needs=["!f"])], ("arguments", "d")),
        ([function("f", literal("a"), "a"), decision("d", invocation("f", b="1"), needs=["!f"])], ("arguments", "d")),
        ([function("f", literal("f(a)"), "a", needs=["!f"]), decision("d", literal("1"))], ("circle", "f")),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_rightly_is_an_error(parts: list[str], found: tuple[str, str]) -> None:
    assert errors(*parts) == [found]


def test_logic_in_another_language_is_refused_by_its_name() -> None:
    foreign = literal("age > 18").replace("<literalExpression>", '<literalExpression expressionLanguage="javascript">')
    (finding,) = check_decisions(read(decision("d", foreign)))
    assert (finding.code, "javascript" in finding.message) == ("language", True)
    java = function("f", literal("1"), "a").replace("<encapsulatedLogic>", '<encapsulatedLogic kind="Java">')
    (finding,) = check_decisions(read(java, decision("d", literal("1"))))
    assert (finding.code, "Java" in finding.message) == ("not-supported", True)


def test_feel_by_any_of_its_names_is_ours() -> None:
    for language in ("FEEL", "feel", "https://www.omg.org/spec/DMN/20191111/FEEL/"):
        said = literal("1").replace("<literalExpression>", f'<literalExpression expressionLanguage="{language}">')
        assert errors(decision("d", said)) == []


def test_a_text_without_quotation_marks_is_noticed() -> None:
    declared = (given("degree"), decision("d", table(["degree"], [["博士", "1"]]), needs=["degree"]))
    assert warnings(*declared) == [("unknown-name", "table_1")]
    assert warnings(decision("d", table(["degree"], [["博士", "1"]]))) == [("unknown-name", "table_1")]
    assert warnings(decision("d", table(["degree", "limit"], [["limit", "-", "degree"]]))) == []
    assert warnings(decision("d", literal("anything"))) == []


def test_a_decision_service_and_a_table_without_rules_are_noticed() -> None:
    service = '<decisionService id="s" name="s"/>'
    assert warnings(service, decision("d", literal("1"))) == [("not-supported", "s")]
    assert warnings(one_table()) == [("without-rules", "table")]


def test_the_order_of_results_may_come_from_a_type() -> None:
    kinds = item("tKind", "string", allowed='"a", "b"')
    rows = table(["x"], [["-", '"a"']], policy="PRIORITY")
    assert errors(kinds, decision("d", rows, type_="tKind")) == []


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        (["-"], ['"a"'], True),
        (['"a", "b"'], ['"b", "c"'], True),
        (['"a"'], ['"b"'], False),
        (['"a"'], ['not("a")'], False),
        (['not("a")'], ['not("b")'], True),
        (["< 18"], [">= 18"], False),
        (["<= 18"], [">= 18"], True),
        (["< 18"], ["> 18"], False),
        (["(1..2)"], ["> 1"], True),
        (["[1..5]"], ["[6..9]"], False),
        (["[1..5]"], ["5"], True),
        (["-5"], ["< -4"], True),
        (["true"], ["false"], False),
        (["true"], ["-"], True),
        (["null"], ["not(null)"], False),
        (['< date("2026-01-01")'], ['>= date("2026-01-01")'], False),
        (['<= date("2026-01-01")'], ['[date("2025-12-31")..date("2026-06-30")]'], True),
        (['< @"2026-01-01T00:00:00"'], ['> @"2025-12-31T23:59:58"'], True),
        (['< @"2026-01-01T00:00:00"', '> @"2026-01-01T00:00:00Z"'], ["-", '@"2026-01-02T00:00:00Z"'], True),
        (["? > 3 and ? < 5"], ["4"], True),
        (['starts with(?, "a")'], ['"abc"'], True),
        (["< 18", '"a"'], ["-", '"b"'], False),
        (["< 18", '"a"'], ["< 12", '"a"'], True),
        (["limit"], ["5"], False),
        (["-", "limit"], ["-", "-"], False),
    ],
)
def test_rules_that_can_match_together_are_noticed(first: list[str], second: list[str], overlap: bool) -> None:
    columns = ["x", "y"][: len(first)]
    rows = table(columns, [[*first, "1"], [*second, "2"]])
    found = warnings(*map(given, ("x", "y", "limit")), decision("d", rows, needs=["x", "y", "limit"]))
    assert found == ([("rules-overlap", "table_2")] if overlap else [])


def test_only_listed_values_can_make_rules_overlap() -> None:
    rows = [['not("博士")', "1"], ['not("硕士")', "2"]]
    assert warnings(decision("d", table(["x"], rows))) == [("rules-overlap", "table_2")]
    assert warnings(decision("d", table(["x"], rows, allowed=['"博士", "硕士"']))) == []


def test_rules_of_other_policies_may_overlap() -> None:
    assert warnings(one_table(["-", "1"], ["-", "1"], policy="ANY")) == []


def test_every_finding_is_chinese_and_says_what_to_do() -> None:
    findings = check_decisions(read(one_table(["<", "1", "2"], policy="RANDOM"), '<import id="m"/>'))
    assert len(findings) == 4
    assert all("请" in finding.message for finding in findings)
