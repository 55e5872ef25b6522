"""Lines and their versions as administrators see them."""

from shutil import copytree

import pytest
from flask import Flask

from casesvc.app import Installation
from tests.furnished import ROOT, publish
from tests.journeys.talent_tiers import Office
from tests.web.visit import Visit, signed_in


@pytest.fixture
def second_version(installation: Installation, office: Office, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A case runs on the first version; then a second one is published. Its digest."""
    office.applied()
    root = tmp_path_factory.mktemp("changed")
    for folder in ("processes", "forms", "templates"):
        copytree(ROOT / folder, root / folder)
    drawn = root / "processes/talent-tiers/talent-tiers.bpmn"
    drawn.write_text(drawn.read_text().replace("推荐单位审核", "推荐单位初审"))
    return publish(installation, root, "talent-tiers").digest


def lines_of(visit: Visit) -> list[list[str]]:
    """The cells of the table of versions."""
    lines = visit.page.xpath("//section[@aria-labelledby='line-talent-tiers']//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in line] for line in lines]


def test_versions_are_listed_with_the_cases_that_run_on_them(site: Flask, second_version: str) -> None:
    newest, oldest = lines_of(signed_in(site, "gucb").open("/administrator"))

    assert (newest[0], newest[1], newest[4]) == ("第 2 版：人才分类定级评定", "✓现行", "0 件")
    assert (oldest[0], oldest[1], oldest[4]) == ("第 1 版：人才分类定级评定", "–旧版", "1 件")
    assert newest[5] == second_version.removeprefix("sha256:")[:12]


def test_a_version_shows_its_steps_and_files(site: Flask, second_version: str) -> None:
    visit = signed_in(site, "gucb").open(f"/administrator/versions/{second_version}")

    assert "推荐单位初审" in visit.text
    assert "10 个工作日" in visit.text
    assert "processes/talent-tiers/talent-tiers.bpmn" in visit.text


def test_the_diagram_of_a_version_is_handed_out_as_published(site: Flask, second_version: str) -> None:
    answer = signed_in(site, "gucb").client.get(f"/administrator/versions/{second_version}/diagram.bpmn")

    assert answer.content_type == "application/xml; charset=utf-8"
    assert "推荐单位初审" in answer.get_data(as_text=True)


def test_an_unknown_version_says_so(site: Flask) -> None:
    visit = signed_in(site, "gucb").open("/administrator/versions/sha256:0000")

    assert visit.status == 409
    assert "没有找到这个版本" in visit.text


def test_nobody_else_sees_the_versions(site: Flask) -> None:
    assert [signed_in(site, account).open("/administrator").status for account in ("sunmin", "qiansiqi")] == [403, 403]
