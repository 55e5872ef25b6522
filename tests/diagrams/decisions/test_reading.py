"""Reading files of decisions: hardened, bounded, and only DMN."""

import pytest

from casesvc.diagrams.decisions import read_decisions
from casesvc.diagrams.finding import DiagramRefused
from casesvc.diagrams.tree import MAX_BYTES, MAX_DEPTH, MAX_NODES
from tests.diagrams.decisions.dmn import answer, decision, file, given, literal, read, table

OPEN = b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">'
CLOSE = b"</definitions>"
LOL = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + OPEN + b"&b;" + CLOSE


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-xml"),
        (b"\x00\x01", "not-xml"),
        (OPEN, "not-xml"),
        (OPEN + b"&unknown;" + CLOSE, "not-xml"),
        (b"<svg/>", "not-dmn"),
        (b"<definitions/>", "not-dmn"),
        (b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', "not-dmn"),
        (OPEN.replace(b"definitions", b"decision") + b"</decision>", "not-dmn"),
        (LOL, "doctype"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + OPEN + CLOSE, "doctype"),
        (LOL.decode().encode("utf-16"), "doctype"),
        (OPEN + b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1) + CLOSE, "too-deep"),
        (OPEN + b"<a/>" * MAX_NODES + CLOSE, "too-many-elements"),
        (OPEN + b" " * MAX_BYTES + CLOSE, "too-large"),
        (OPEN + b"<text>" + b"1" * 200_001 + b"</text>" + CLOSE, "too-large"),
    ],
)
def test_what_is_no_harmless_file_of_decisions_is_refused_with_a_reason(data: bytes, code: str) -> None:
    with pytest.raises(DiagramRefused) as refused:
        read_decisions(data)
    assert [finding.code for finding in refused.value.findings] == [code]


@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ],
)
def test_every_version_is_read(namespace: str) -> None:
    parts = (given("age", "feel:number"), decision("d", table(["age"], [["> 18", '"adult"']]), needs=["age"]))
    assert answer(file(*parts, namespace=namespace), age=20) == "adult"


def test_a_comment_cannot_hide_half_of_a_cell() -> None:
    assert answer(read(decision("d", literal("1 + 1").replace("+", "+<!-- 5 + --><?x 5 + ?>")))) == 2


def test_a_reference_may_name_the_file_itself_and_no_other() -> None:
    parts = [decision("d", literal("b"), needs=["#b"]), decision("b", literal("1"))]
    own = file(*[part.replace('href="#b"', 'href="here#b"') for part in parts])
    assert answer(own) == 1
    other = file(*[part.replace('href="#b"', 'href="there#b"') for part in parts])
    assert read_decisions(other).decisions["d"].needs == ("there#b",)


def test_elements_of_other_vocabularies_are_not_taken_for_logic() -> None:
    foreign = '<x:decisionTable xmlns:x="urn:x"/>'
    assert answer(read(decision("d", foreign + literal("1")))) == 1
