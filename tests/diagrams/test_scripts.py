"""Scripts: lines of ``name = expression``, comments, and nothing that could do anything else."""

import pytest

from casesvc.diagrams.scripts import parse_script
from casesvc.diagrams.tokens import ExpressionRefused


def test_a_script_is_lines_of_name_equals_expression() -> None:
    script = parse_script("rounds = 1\n\n  late = ${level > 2 && yes}\r\nsum=rounds+1\n")
    assert [(name, expression.text) for name, expression in script] == [
        ("rounds", "1"),
        ("late", "level > 2 and yes == True"),
        ("sum", "rounds + 1"),
    ]


def test_lines_that_begin_with_a_comment_sign_say_nothing() -> None:
    script = parse_script("# the first round\n  // the second = 2\nrounds = 1\n")
    assert [name for name, _ in script] == ["rounds"]


def test_a_comment_does_not_hide_in_a_line() -> None:
    script = parse_script("a = 1\r# b = 2\u2028c = 3\rd = '# text'")
    assert [(name, expression.text) for name, expression in script] == [("a", "1"), ("d", "'# text'")]


def test_an_expression_of_a_script_is_quoted_as_it_was_written() -> None:
    ((_, wrapped), (_, plain)) = parse_script("a = ${!b}\nc = b")
    assert (wrapped.quoted, plain.quoted) == ("${!b}", "b")


@pytest.mark.parametrize(
    ("script", "named"),
    [
        ("x = 1\n\n# why\nexit()", "第 4 行“exit()”"),
        ("x = 1\r\ny = 9**9", "第 2 行"),
        ("x = ${bean.f()}", "第 1 行：不能调用 bean.f(…)"),
        ("x = 1\ny = open('f')", "第 2 行：不能调用 open"),
    ],
)
def test_the_refusal_names_the_line(script: str, named: str) -> None:
    with pytest.raises(ExpressionRefused) as refused:
        parse_script(script)
    assert named in refused.value.message


@pytest.mark.parametrize(
    "script",
    ["", "\n# only a remark\n", "import os", "x == 1", "x += 1", "x =", "x = y = 1", "x = 1; y = 2", "for x in y:",
     "x.y = 1", "x[0] = 1", "_x = 1", "x = __import__('os')", "x = 9**9**9", "x = open('f')", "del x", "len = 1",
     "field = 1", "True = 1", "lambda = 1", "class = 1", "print(1)", "x = 1\nexit()", "execution.setVariable('a', 1)",
     "x = 1 # two", "x = 1 // two", "x: int = 1", "x = 1\x00", "x = 1\x0by = 2", "x, y = 1", "x = lambda: 1",
     "\n".join(["x = 1"] * 21)],
)  # fmt: skip
def test_a_script_that_does_more_is_refused(script: str) -> None:
    with pytest.raises(ExpressionRefused):
        parse_script(script)
