import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from casesvc.documents import DocumentRefused, Renderer, check_template
from casesvc.forms.form import read_form
from casesvc.forms.printed import printed
from tests.documents import reading, samples

FOLDER = Path("templates/documents/talent-tiers")
OVERVIEW = (FOLDER / "overview.xml").read_text()
CERTIFICATE = (FOLDER / "certificate.xml").read_text()
ANSWERS = sorted(Path("processes/talent-tiers/scenarios/answers").glob("*.json"))
CODES = {path.stem: tomllib.loads(path.read_text())["values"] for path in Path("processes/codes").glob("*.toml")}


@pytest.mark.parametrize("template", [OVERVIEW, CERTIFICATE], ids=["overview", "certificate"])
def test_the_templates_can_be_published(template: str) -> None:
    assert check_template(template) == ()


@pytest.mark.row("JL-066")
def test_the_overview_holds_what_was_filled_in(renderer: Renderer) -> None:
    context = samples.an_overview()
    found = reading.text(renderer.render(OVERVIEW, context, official=True, images={"photo": samples.a_photo()}).pdf)
    said = [
        "人才分类定级认定一览表",
        "RCDJ-2026-00123",
        "欧阳𠮷",
        "11010519900307201X",
        "北辰理工大学",
        "省部级领军人才（C类）",
        "JournalofLightAlloys",
        "同意推荐",
        "2026年11月25日",
        "有突出贡献的中青年专家",
        "负责人签字",
    ]
    assert [each for each in said if each not in found] == []
    assert "预览" not in found


@pytest.mark.row("JL-066")
def test_a_draft_overview_says_that_it_is_one_and_empty_sections_say_none(renderer: Renderer) -> None:
    found = reading.text(renderer.render(OVERVIEW, samples.an_empty_overview(), official=False).pdf)
    assert "提交后生成" in found
    assert "预览" in found
    for section in ("学习经历", "论文著作", "工作经历", "专业获奖情况"):
        assert "无" in found.partition(section)[2][:60]


def test_the_longest_application_is_printed_whole_with_its_heads_repeated(renderer: Renderer) -> None:
    found = reading.pages(renderer.render(OVERVIEW, samples.an_extreme_overview(), official=True).pdf)
    assert all(page.endswith(f"第{number}页共{len(found)}页") for number, page in enumerate(found, start=1))
    assert sum("企业人才业绩" in page for page in found) > 3
    assert [str(year) for year in range(1976, 2026) if not any(str(year) in page for page in found)] == []
    assert "".join(found).count("省人社厅意见") == 1


@pytest.mark.parametrize("answers", ANSWERS, ids=lambda path: path.stem)
def test_the_answers_of_every_scenario_can_be_printed(renderer: Renderer, answers: Path) -> None:
    form = read_form(json.loads(Path("forms/talent-tiers/application.json").read_text()), CODES)
    context = samples.an_overview(form=printed(form, json.loads(answers.read_text())))
    found = reading.text(renderer.render(OVERVIEW, context, official=False).pdf)
    assert context["form"]["basic"]["name"].replace(" ", "") in found


@pytest.mark.row("JL-083")
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"valid_until": None},
        {"holder": "阿卜杜拉·买买提江·库尔班江·吐尔逊江·阿布都热依木·艾尼瓦尔·玉素甫江·托合提·麦麦提"},
        {"level": "国内外顶尖人才（A类）·享受省政府特殊津贴专家"},
    ],
)
def test_the_certificate_is_one_page_with_all_that_matters(renderer: Renderer, changes: dict[str, Any]) -> None:
    context = samples.a_certificate(**changes)
    (page,) = reading.pages(renderer.render(CERTIFICATE, context, official=True).pdf)
    certificate = context["certificate"]
    for said in (
        certificate["number"],
        certificate["holder"],
        certificate["level"],
        "2026年12月1日",
        samples.LINE["office"],
    ):
        assert said in page
    assert ("2031年11月30日" if certificate["valid_until"] else "长期有效") in page


def test_a_certificate_is_not_issued_with_a_wrong_name(renderer: Renderer) -> None:
    with pytest.raises(DocumentRefused, match="𮧵"):
        renderer.render(CERTIFICATE, samples.a_certificate(holder="赵𮧵"), official=True)
