"""The talent tiers application asks what the manual says it asks (requirement rows JL-031 to JL-067)."""

from typing import Any

import pytest

from casesvc.catalog.files import read_line_files
from casesvc.catalog.opening import open_line
from casesvc.forms.conditions import visible
from casesvc.forms.form import Field, Module
from casesvc.forms.validation import problems, warnings
from tests.business_lines.answers import ROOT, Answers, attached, but, complete

LINE = open_line(read_line_files(ROOT, "talent-tiers"))
FORM = LINE.forms["talent-tiers/application"]

ROW_MODULES = {
    "education": {
        "level": "21", "degree": "408", "school": "松屏大学", "major": "车辆工程", "mode": "1",
        "start": "2010-09-01", "end": "2014-06-30",
    },
    "training": {
        "mode": "2", "content": "质量管理", "institution": "松屏大学", "start": "2020-03-01", "end": "2020-04-01",
    },
    "papers": {"name": "论文", "published_on": "2024-05-10", "journal": "学报", "rank": "1"},
    "part_time": {"organisation": "学会", "supervisor": "科协", "post": "理事", "start": "2022-10-01"},
    "enterprise": {"year": 2025, "size": "1", "post": "主任设计师"},
    "honours": {"name": "先进个人", "granted_on": "2024-09-10", "level": "3", "granted_by": "松屏市"},
    "awards": {"name": "科学技术奖", "granted_on": "2025-03-18", "level": "2", "grade": "2"},
}  # fmt: skip
ROW_LIMITS = {"education": 3, "training": 3, "papers": 3, "part_time": 3, "enterprise": 50, "honours": 3, "awards": 50}
FILE_LIMITS = {module: 20 if module == "papers" else 3 for module in ROW_LIMITS}
ROWS_OF = {
    "education": "JL-047", "training": "JL-049", "papers": "JL-051", "part_time": "JL-055", "enterprise": "JL-057",
    "honours": "JL-060", "awards": "JL-062",
}  # fmt: skip
each_attached_module = pytest.mark.parametrize(
    "module", [pytest.param(module, marks=pytest.mark.row(row)) for module, row in ROWS_OF.items()]
)


def a_row(module: str, number: int, files: int) -> dict[str, Any]:
    return {"id": f"n{number}", **ROW_MODULES[module], "files": [attached(f"{n}.jpg") for n in range(files)]}


def with_rows(module: str, rows: int, files: int) -> Answers:
    return but(lambda answers: answers.update({module: [a_row(module, n, files) for n in range(rows)]}))


def with_basic(**values: Any) -> Answers:
    """Return complete answers with these basic values; None takes a value away."""

    def change(answers: Answers) -> None:
        answers["basic"].update(values)
        answers["basic"] = {key: value for key, value in answers["basic"].items() if value is not None}

    return but(change)


def found(answers: Answers) -> list[tuple[tuple[str, ...], str]]:
    return [(problem.path, problem.code) for problem in problems(FORM, answers)]


def shown(answers: Answers, module: str = "basic") -> frozenset[str]:
    return visible(FORM, answers, module)


def module_named(key: str) -> Module:
    module = FORM.module(key)
    assert module is not None
    return module


def field_named(module: str, key: str) -> Field:
    return next(field for field in module_named(module).fields if field.key == key)


def titles(field: Field) -> list[str]:
    return [option.title for option in field.options]


@pytest.mark.row("JL-031")
def test_the_steps_are_those_of_the_manual_and_a_last_one_to_submit() -> None:
    assert [step.title for step in FORM.steps] == [
        "A 基本信息", "B 学习教育经历", "C 工作经历及业绩信息", "D 荣誉奖励信息", "附件与提交",
    ]  # fmt: skip


@pytest.mark.row("JL-032")
def test_the_photo_comes_after_the_basic_data_are_saved() -> None:
    assert module_named("photo").after == "basic"


@pytest.mark.row("JL-016")
def test_the_recommending_unit_comes_from_the_binding() -> None:
    assert field_named("basic", "unit").prefill == "unit.name"


@pytest.mark.row("JL-034")
def test_a_talent_is_introduced_or_of_the_province() -> None:
    assert titles(field_named("basic", "source")) == ["引进人才", "省内人才"]


@pytest.mark.row("JL-035")
def test_an_introduced_talent_says_from_where() -> None:
    assert found(with_basic(source="引进人才", origin=None)) == [(("basic", "origin"), "missing")]


@pytest.mark.row("JL-035")
def test_a_talent_of_the_province_is_not_asked_from_where() -> None:
    answers = with_basic(source="省内人才", origin=None)

    assert found(answers) == []
    assert "origin" not in shown(answers)


@pytest.mark.row("JL-036")
def test_a_recognition_is_a_promotion_or_the_first() -> None:
    assert set(titles(field_named("basic", "service_type"))) == {"晋升认定", "首次认定"}


@pytest.mark.row("JL-037")
@pytest.mark.parametrize("missing", ["recognised_tier", "recognised_on"])
def test_a_promotion_says_what_was_recognised_and_when(missing: str) -> None:
    given = {"recognised_tier": "E", "recognised_on": "2022-06-30", missing: None}

    assert found(with_basic(service_type="晋升认定", **given)) == [(("basic", missing), "missing")]


@pytest.mark.row("JL-037")
def test_a_first_recognition_is_asked_neither() -> None:
    answers = with_basic(service_type="首次认定", recognised_tier=None, recognised_on=None)

    assert found(answers) == []
    assert not {"recognised_tier", "recognised_on"} & shown(answers)


@pytest.mark.row("JL-038")
@pytest.mark.parametrize(
    ("long_contract", "expected"), [("是", []), ("否", [(("basic", "contract_start"), "missing")])]
)
def test_only_a_contract_that_is_not_long_needs_its_start(long_contract: str, expected: list[Any]) -> None:
    assert found(with_basic(long_contract=long_contract, contract_start=None)) == expected


@pytest.mark.row("JL-038")
def test_the_start_of_a_long_contract_may_be_given_all_the_same() -> None:
    answers = with_basic(long_contract="是", contract_start="2024-09-01")

    assert found(answers) == []
    assert "contract_start" in shown(answers)


@pytest.mark.row("JL-039")
@pytest.mark.row("JL-040")
@pytest.mark.parametrize(
    ("kind", "opened"),
    [
        ("专业技术职务", {"series", "title_level", "title_name", "obtained_on"}),
        ("职业技能等级", {"occupation", "skill_level", "certificate_number"}),
        ("无", set()),
    ],
)
def test_each_of_the_three_radios_opens_its_own_fields(kind: str, opened: set[str]) -> None:
    answers = but(lambda given: given.update(skills={"kind": kind}))

    assert shown(answers, "skills") == {"kind", *opened}
    assert {path[1] for path, _ in found(answers)} == opened


@pytest.mark.row("JL-041")
def test_these_modules_are_required_and_all_others_optional() -> None:
    required = {module.key for module in FORM.modules if module.required}

    assert required - {"basic", "materials", "promise"} == {"education", "work", "achievements"}


@pytest.mark.row("JL-041")
@pytest.mark.row("JL-042")
@pytest.mark.row("JL-052")
@pytest.mark.row("JL-058")
@pytest.mark.parametrize("module", ["education", "work", "achievements"])
def test_an_application_without_a_required_module_is_not_complete(module: str) -> None:
    assert {path[0] for path, _ in found(but(lambda answers: answers.pop(module)))} == {module}


@pytest.mark.row("JL-041")
@pytest.mark.parametrize("module", ["photo", "skills", "training", "papers", "part_time", "honours", "awards"])
def test_an_application_without_an_optional_module_is_complete(module: str) -> None:
    assert found(but(lambda answers: answers.pop(module))) == []


@pytest.mark.row("JL-043")
@pytest.mark.row("JL-048")
@pytest.mark.row("JL-050")
@pytest.mark.row("JL-052")
@pytest.mark.row("JL-054")
@pytest.mark.row("JL-056")
@pytest.mark.row("JL-059")
@pytest.mark.row("JL-061")
@pytest.mark.parametrize(
    ("module", "asked"),
    [
        ("education", {"所学专业", "毕业学校", "教育方式", "学历"}),
        ("training", {"学习方式", "学习内容"}),
        ("papers", {"论文题目", "发表日期"}),
        ("work", {"工作单位", "工作岗位"}),
        ("part_time", {"兼职组织机构名称", "主管部门"}),
        ("enterprise", {"企业规模名称", "本人职务"}),
        ("honours", {"荣誉表彰名称", "授予日期"}),
        ("awards", {"奖项名称", "授予日期"}),
    ],
)
def test_a_row_asks_what_the_manual_names(module: str, asked: set[str]) -> None:
    required = {field.title for field in module_named(module).fields if field.required}

    assert asked <= required


@pytest.mark.row("JL-046")
def test_modes_and_degrees_of_education_are_chosen_from_lists() -> None:
    assert {field_named("education", key).widget for key in ("mode", "level", "degree")} == {"select"}


@each_attached_module
def test_as_many_rows_as_the_manual_allows_and_no_more(module: str) -> None:
    assert found(with_rows(module, ROW_LIMITS[module], 1)) == []
    assert found(with_rows(module, ROW_LIMITS[module] + 1, 1)) == [((module,), "too-many")]


@each_attached_module
def test_as_many_attachments_in_a_row_as_the_manual_allows_and_no_more(module: str) -> None:
    assert found(with_rows(module, 1, FILE_LIMITS[module])) == []
    assert found(with_rows(module, 1, FILE_LIMITS[module] + 1)) == [((module, "n0", "files"), "too-many")]


@each_attached_module
@pytest.mark.row("JL-086")
def test_a_row_that_is_filled_in_needs_an_attachment(module: str) -> None:
    assert [path for path, _ in found(with_rows(module, 1, 0))] == [(module, "n0", "files")]


@pytest.mark.row("JL-044")
def test_an_upload_says_format_size_and_number() -> None:
    slot = field_named("education", "files").slot

    assert slot is not None
    assert (slot.min_files, slot.max_files, slot.max_mb) == (1, 3, 10)
    assert set(slot.accept) == {"image/jpeg", "image/png", "application/pdf"}


@pytest.mark.row("JL-045")
def test_a_file_of_another_format_is_refused() -> None:
    def change(answers: Answers) -> None:
        answers["education"][0]["files"] = [attached("学历.exe", "application/x-msdownload")]

    assert found(but(change)) == [(("education", "e1", "files"), "wrong-file")]


@pytest.mark.row("JL-053")
def test_work_takes_three_rows_and_no_attachments() -> None:
    row = {"employer": "松屏大学", "post": "讲师", "start": "2014-07-01"}

    def rows(count: int) -> Answers:
        return but(lambda answers: answers.update(work=[{"id": f"n{n}", **row} for n in range(count)]))

    assert module_named("work").slots == ()
    assert found(rows(3)) == []
    assert found(rows(4)) == [(("work",), "too-many")]


@pytest.mark.row("JL-056")
@pytest.mark.row("JL-057")
def test_enterprise_talents_are_reminded_of_their_results_but_not_blocked() -> None:
    answers = but(lambda given: given.pop("enterprise"), person="shen-ji")

    assert found(answers) == []
    assert [problem.path for problem in warnings(FORM, answers)] == [("enterprise",)]


@pytest.mark.row("JL-057")
def test_others_are_not_reminded_of_enterprise_results() -> None:
    assert warnings(FORM, complete("lin-wan")) == ()


@pytest.mark.row("JL-058")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("字" * 500, []),
        ("字" * 501, [(("achievements", "text"), "too-long")]),
        ("𠮷" * 500, []),
        ("字" * 249 + "\r\n" + "字" * 250, []),
        ("字" * 250 + "\r\n" + "字" * 250, [(("achievements", "text"), "too-long")]),
    ],
    ids=["500", "501", "500 rare ones", "499 and a line break", "500 and a line break"],
)
def test_achievements_take_five_hundred_characters(text: str, expected: list[Any]) -> None:
    assert found(but(lambda answers: answers.update(achievements={"text": text}))) == expected


@pytest.mark.row("JL-064")
@pytest.mark.parametrize("files", [0, 1, 3])
def test_both_sides_of_the_identity_card_are_obligatory(files: int) -> None:
    answers = but(lambda given: given.update(materials={"id_card": [attached(f"{n}.jpg") for n in range(files)]}))

    assert [path for path, _ in found(answers)] == [("materials", "id_card")]


@pytest.mark.row("JL-067")
def test_the_promise_has_the_words_of_the_manual() -> None:
    words = "本人承诺，申报所提供的材料真实、准确，如有违诺情况，本人愿承担所有责任"

    assert field_named("promise", "agreed").title == LINE.texts["promise"] == words


@pytest.mark.row("JL-067")
@pytest.mark.parametrize("promise", [{}, {"agreed": False}])
def test_without_the_promise_nothing_is_handed_in(promise: dict[str, bool]) -> None:
    assert [path for path, _ in found(but(lambda answers: answers.update(promise=promise)))] == [("promise", "agreed")]


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"id_number": "11010519491231002X", "birth": "1949-12-31", "sex": "2"}, None),
        ({"id_number": "110105194912310021", "birth": "1949-12-31", "sex": "2"}, ("basic", "id_number")),
        ({"birth": "1991-09-08"}, ("basic", "id_number")),
        ({"sex": "1"}, ("basic", "id_number")),
    ],
    ids=["right", "check digit", "birth", "sex"],
)
def test_the_identity_number_fits_itself_birth_and_sex(values: dict[str, str], path: tuple[str, ...] | None) -> None:
    places = [set(problem.path) for problem in problems(FORM, with_basic(**values))]

    assert bool(places) == (path is not None)
    assert all("basic" in place for place in places)


def test_whoever_has_no_identity_card_gives_the_number_of_another_document() -> None:
    answers = with_basic(id_type="414", id_number=None, document_number="E12345678")

    assert found(answers) == []
    assert "id_number" not in shown(answers)


def test_every_identity_document_asks_for_one_number() -> None:
    for option in field_named("basic", "id_type").options:
        answers = with_basic(id_type=option.value, id_number=None, document_number=None)
        assert len(found(answers)) == 1
