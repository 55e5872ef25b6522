"""Each fault that a line can have is found before publishing, in the right file."""

import ast
import re
from pathlib import Path

import pytest

import casesvc.catalog
from casesvc.catalog.check import check_line
from casesvc.catalog.files import COUNT_CAP, FILE_CAP, LineFiles, read_line_files
from casesvc.catalog.finding import LineFinding
from casesvc.documents.check import check_template
from tests.catalog.a_line import (
    APPLICATION,
    CODES,
    DIAGRAM,
    MANIFEST,
    PAPER,
    REVIEW,
    ROLES,
    a_line,
    changed,
    with_file,
    without,
)

PLACED = 'name="document" value="paper"'
REVIEWED = 'camunda:candidateGroups="office"'
GRANTS = 'name="grants" value="permit"'

FAULTS: list[tuple[str, str, LineFiles]] = [
    ("file-too-large", PAPER, with_file(PAPER, b" " * (FILE_CAP + 1))),
    ("too-many-files", "", {**a_line(), **{f"forms/permit/f{n}.json": b"{}" for n in range(COUNT_CAP)}}),
    ("no-manifest", "", without(MANIFEST)),
    ("not-utf-8", MANIFEST, with_file(MANIFEST, b"\xff\xfe")),
    ("not-utf-8", PAPER, with_file(PAPER, b"\xff\xfe")),
    ("not-toml", MANIFEST, changed(MANIFEST, 'title = "许可"', "title = 许可")),
    ("manifest-shape", MANIFEST, changed(MANIFEST, "correction_days = 10", 'correction_days = "ten"')),
    ("manifest-shape", MANIFEST, changed(MANIFEST, "correction_days = 10", "")),
    ("manifest-shape", MANIFEST, changed(MANIFEST, "correction_days = 10", "correction_days = 0")),
    ("manifest-shape", MANIFEST, changed(MANIFEST, "correction_days", "correction_weeks")),
    ("manifest-shape", MANIFEST, changed(MANIFEST, "starter = \"person\"", "starter = \"robot\"")),
    ("manifest-shape", MANIFEST, changed(MANIFEST, "XK-{year}-{sequence:04}", "XK-{year.__class__}-{sequence:04}")),
    ("manifest-shape", MANIFEST, changed(MANIFEST, "opens = 2026-01-02T00:00:00+08:00", "opens = 2026-01-02T00:00:00")),
    ("manifest-shape", MANIFEST, with_file(MANIFEST, a_line()[MANIFEST] + b'[texts]\nusual_opinions = "one"\n')),
    ("manifest-shape", ROLES, changed(ROLES, 'office = "the-office"', "")),
    ("key-is-not-folder", MANIFEST, changed(MANIFEST, 'key = "permit"', 'key = "licence"')),
    ("no-roles", ROLES, without(ROLES)),
    ("code-list", CODES, changed(CODES, 'const = "B"', 'const = "A"')),
    ("code-list", CODES, changed(CODES, 'title = "B类"', "")),
    ("code-list", CODES, with_file(CODES, b"values = [")),
    ("form-refused", APPLICATION, without(CODES)),
    ("form-refused", APPLICATION, changed(APPLICATION, '"x-codes": "tier"', '"x-magic": true')),
    ("not-json", REVIEW, changed(REVIEW, '"title": "审核",', '"title": "审核"')),
    ("not-json", REVIEW, with_file(REVIEW, b"[]")),
    ("no-diagram", DIAGRAM, without(DIAGRAM)),
    ("not-xml", DIAGRAM, with_file(DIAGRAM, b"<definitions>")),
    ("unreachable", DIAGRAM, changed(DIAGRAM, '<sequenceFlow id="f2" sourceRef="apply" targetRef="review"/>', "")),
    ("unknown-name", DIAGRAM, changed(DIAGRAM, "outcome == 'terminate'", "outcome == 'terminate' and rank == 1")),
    ("unknown-role", DIAGRAM, changed(DIAGRAM, REVIEWED, 'camunda:candidateGroups="nobody"')),
    ("nobody", DIAGRAM, changed(DIAGRAM, REVIEWED, "")),
    ("no-case-role", DIAGRAM, changed(DIAGRAM, REVIEWED, 'camunda:candidateGroups="administrator"')),
    ("levels-without-loop", DIAGRAM, changed(DIAGRAM, REVIEWED, 'camunda:candidateGroups="levels"')),
    ("no-form", DIAGRAM, changed(DIAGRAM, 'camunda:formKey="permit/review"', "")),
    ("unknown-form", DIAGRAM, changed(DIAGRAM, 'formKey="permit/review"', 'formKey="permit/revue"')),
    ("id-is-not-path", REVIEW, changed(REVIEW, "permit/review", "permit/other")),
    ("unused-form", "forms/permit/other.json", with_file(
        "forms/permit/other.json", a_line()[REVIEW].replace(b"permit/review", b"permit/other"))),
    ("unread-route", REVIEW, changed(
        REVIEW, '"outcome": {', '"rank": {"title": "名次", "type": "integer", "x-route": true}, "outcome": {')),
    ("outcome-unread", DIAGRAM, changed(DIAGRAM, 'formKey="permit/application"', 'formKey="permit/review"')),
    ("outcome-without-flow", DIAGRAM, changed(REVIEW, '["approve", ', '["approve", "return", ')),
    ("outcome-not-offered", DIAGRAM, changed(REVIEW, '["approve", "terminate"]', '["approve"]')),
    ("no-template", MANIFEST, without(PAPER)),
    ("untitled-document", "templates/documents/permit/more.xml", with_file(
        "templates/documents/permit/more.xml", a_line()[PAPER])),
    ("template-refused", PAPER, changed(PAPER, "<para>", "<blink>")),
    ("unknown-document", MANIFEST, changed(MANIFEST, 'overview = "paper"', 'overview = "leaf"')),
    ("unknown-document", MANIFEST, changed(MANIFEST, 'document = "paper"', 'document = "leaf"')),
    ("unknown-document", DIAGRAM, changed(DIAGRAM, PLACED, 'name="document" value="leaf"')),
    ("unknown-certificate", DIAGRAM, changed(DIAGRAM, GRANTS, 'name="grants" value="medal"')),
    ("ungranted", MANIFEST, changed(DIAGRAM, GRANTS, 'name="status" value="已办结"')),
    ("unknown-level", MANIFEST, changed(MANIFEST, 'level = "tier"', 'level = "rank"')),
    ("notice-key-twice", MANIFEST, changed(MANIFEST, "[messages.submitted]", """\
[[notices]]
key = "2026"
title = "又一个通知"
published = 2026-01-01T00:00:00+08:00
opens = 2026-01-02T00:00:00+08:00
body = ["一段。"]

[messages.submitted]""")),
    ("window-reversed", MANIFEST, changed(MANIFEST, "closes = 2026-02-01", "closes = 2026-01-01")),
    ("opens-unpublished", MANIFEST, changed(MANIFEST, "published = 2026-01-01", "published = 2026-01-05")),
    ("unknown-moment", MANIFEST, changed(MANIFEST, "[messages.submitted]", "[messages.sent]")),
    ("unknown-value", MANIFEST, changed(MANIFEST, "{number}", "{number.__class__}")),
    ("unknown-value", MANIFEST, changed(MANIFEST, "{number}", "{number")),
]  # fmt: skip


def refuse_blink(template: str) -> tuple[str, ...]:
    """Stand for the renderer's check: only what it is handed and what is made of its answer matter here."""
    return ("不认识的标记 blink",) if "<blink>" in template else ()


def findings_in(files: LineFiles) -> tuple[LineFinding, ...]:
    return check_line(files, refuse_blink)


def test_a_line_whose_parts_fit_has_no_findings() -> None:
    assert findings_in(a_line()) == ()


@pytest.mark.parametrize(("code", "file", "files"), FAULTS, ids=[f"{n}-{fault[0]}" for n, fault in enumerate(FAULTS)])
def test_a_fault_is_found_in_its_file(code: str, file: str, files: LineFiles) -> None:
    found = {(finding.code, finding.file) for finding in findings_in(files)}

    assert (code, file) in found


@pytest.mark.parametrize(("code", "file", "files"), FAULTS, ids=[f"{n}-{fault[0]}" for n, fault in enumerate(FAULTS)])
def test_a_finding_speaks_chinese(code: str, file: str, files: LineFiles) -> None:
    assert all(re.search("[一-鿿]", finding.message) for finding in findings_in(files))


@pytest.mark.parametrize("code", ["unused-form", "unread-route", "untitled-document", "ungranted"])
def test_what_harms_nobody_is_only_a_warning(code: str) -> None:
    files = next(files for fault, _, files in FAULTS if fault == code)

    assert {finding.severity for finding in findings_in(files)} == {"warning"}


@pytest.mark.parametrize(
    ("files", "line"),
    [
        (changed(MANIFEST, "correction_days = 10", "correction_days = 0"), 9),
        (changed(MANIFEST, 'title = "许可"', "title = 许可"), 2),
        (changed(MANIFEST, "{number}", "{numbers}"), 30),
        (changed(MANIFEST, "closes = 2026-02-01", "closes = 2026-01-01"), 22),
        (changed(DIAGRAM, REVIEWED, 'camunda:candidateGroups="nobody"'), 11),
    ],
)
def test_a_finding_names_the_line_to_look_at(files: LineFiles, line: int) -> None:
    assert [finding.line for finding in findings_in(files)] == [line]


def test_faults_of_several_files_are_told_together() -> None:
    files = {**without(ROLES), REVIEW: b"{", CODES: b"values = ["}

    assert {finding.code for finding in findings_in(files)} >= {"no-roles", "not-json", "code-list"}


def test_every_code_has_an_example_here() -> None:
    on_disk_only = {"file-outside", "no-such-line"}

    given = {code for code, _, _ in FAULTS} | on_disk_only

    assert _codes_written() - given == set()


def _codes_written() -> set[str]:
    """Return the codes of all calls that make a finding: their third argument."""
    sources = Path(casesvc.catalog.__file__).parent.rglob("*.py")
    calls = [
        node for source in sources for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.Call)
    ]
    made = [call.args[2] for call in calls if getattr(call.func, "id", "") in {"error", "warning", "_at"}]
    return {argument.value for argument in made if isinstance(argument, ast.Constant)}


@pytest.mark.parametrize("key", ["permit", "relay"])
def test_the_lines_that_tests_run_have_no_findings(key: str) -> None:
    assert check_line(read_line_files(Path(__file__).parents[1] / "lines", key), check_template) == ()
