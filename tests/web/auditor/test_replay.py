"""The replay of a case: every step in words, the form as it was, and the proof, all without JavaScript."""

from shutil import copytree

import pytest
from flask import Flask
from lxml import etree
from sqlalchemy import update

from casesvc.app import Installation
from casesvc.journeys.play_scenario import Player
from casesvc.journeys.read_path import path_of
from casesvc.storage.tables.cases import EventRow
from tests.furnished import ROOT, publish
from tests.journeys.samples import sample
from tests.journeys.talent_tiers import Office, scenario
from tests.web.visit import Visit, signed_in

AUDITOR = "qiansiqi"


@pytest.fixture
def case(office: Office) -> str:
    """The case of the scenario in which a level returns and everybody passes in the second round."""
    return Player(office.desk, sample).play(scenario())


def replayed(site: Flask, case: str, step: int | None = None) -> Visit:
    return signed_in(site, AUDITOR).open(f"/auditor/cases/{case}" + (f"?step={step}" if step else ""))


def rows_of(visit: Visit) -> list[str]:
    """The lines of the table of all steps, one text each."""
    lines = visit.page.xpath("//table[contains(@class, 'steps')]/tbody/tr")
    return [" ".join(line.text_content().split()) for line in lines]


def length(office: Office, case: str) -> int:
    return office.case(case).seq


def test_a_case_is_found_by_number_and_by_name(site: Flask, office: Office, case: str) -> None:
    visit = signed_in(site, AUDITOR).open(f"/auditor?search={office.case(case).number}")

    assert ("RCDJ-2026-00001", f"/auditor/cases/{case}") in list(visit.links())
    assert "共 1 件" in visit.open("/auditor?search=买买提").text
    assert "没有找到" in visit.open("/auditor?search=RCDJ-2026-99999").text


def test_the_band_says_how_many_steps_were_checked(site: Flask, office: Office, case: str) -> None:
    assert f"历史完整，已核对 {length(office, case)} 步" in replayed(site, case).text


def test_a_touched_record_is_named_and_only_the_steps_before_it_are_told(
    site: Flask, case: str, installation: Installation
) -> None:
    with installation.engines.writers_turn(), installation.engines.writing.begin() as connection:
        connection.execute(
            update(EventRow).where(EventRow.case_id == case, EventRow.seq == 9).values(actor="somebody-else")
        )

    visit = replayed(site, case)

    assert "第 9 步的记录被改动过" in visit.text
    assert len(rows_of(visit)) == 8


def test_the_table_tells_every_step_without_the_diagram(site: Flask, office: Office, case: str) -> None:
    told = rows_of(replayed(site, case))

    assert len(told) == length(office, case)
    returned = next(line for line in told if "业务主管部门逐级审核：退回修改" in line)
    assert "意见：硕士阶段只上传了毕业证书" in returned
    assert "要求修改：学习经历第 2 条、创新创业成果" in returned
    assert "松屏市人力资源和社会保障局 马骏" in returned
    assert "用时" in returned


def test_what_a_resubmission_changed_is_told_old_and_new(site: Flask, case: str) -> None:
    resubmitted = next(line for line in rows_of(replayed(site, case)) if "提交：修改被退回的申报" in line)

    assert "原：" in resubmitted
    assert "现：" in resubmitted


def test_a_step_has_an_address_of_its_own(site: Flask, office: Office, case: str) -> None:
    visit = replayed(site, case, 4)
    moment = visit.page.get_element_by_id("moment")

    assert moment.get("data-step") == "4"
    assert "提交：填写申报" in moment.text_content()
    addresses = dict(visit.links())
    assert addresses["上一步"].endswith("?step=3")
    assert addresses["下一步"].endswith("?step=5")


@pytest.mark.parametrize(("step", "shown"), [(-3, "1"), (0, "33"), (1, "1"), (33, "33"), (999, "33")])
def test_a_step_out_of_range_shows_the_nearest(site: Flask, case: str, step: int, shown: str) -> None:
    visit = signed_in(site, AUDITOR).open(f"/auditor/cases/{case}?step={step}")

    assert visit.page.get_element_by_id("moment").get("data-step") == shown


def test_the_form_stands_as_it_was_at_the_step(site: Flask, case: str) -> None:
    before, after = (replayed(site, case, step).page.get_element_by_id("filed").text_content() for step in (17, 18))

    assert "有改动" not in before
    assert "有改动" in after
    assert "这时申报人还没有提交" in replayed(site, case, 2).text


@pytest.mark.parametrize(
    ("step", "family", "words"), [(2, "draft", "未提交"), (17, "needs-you", "被退回"), (22, "office", "已申报")]
)
def test_the_state_on_top_is_that_of_the_step(site: Flask, case: str, step: int, family: str, words: str) -> None:
    standing = replayed(site, case, step).page.get_element_by_id("standing")

    assert words in standing.text_content()
    assert standing.xpath(f".//*[contains(@class, '{family}')]")


def test_the_applicants_name_is_masked(site: Flask, case: str) -> None:
    assert "阿卜杜热合曼" not in replayed(site, case).page.find(".//table").text_content()


def test_the_path_gives_what_was_passed_and_where_the_case_stood(site: Flask, office: Office, case: str) -> None:
    steps = signed_in(site, AUDITOR).client.get(f"/cases/{case}/path.json").get_json()["steps"]

    assert steps[9] == {
        "travelled": ["unit", "unit_to_after_unit", "after_unit", "after_unit_to_competent"], "present": []
    }  # fmt: skip
    assert steps[-1]["present"] == ["result"]
    with office.desk.database.read() as reading:
        assert len(path_of(reading.entries(case))) == len(steps)


def test_the_diagram_is_the_one_the_case_ran_on(
    site: Flask, office: Office, case: str, installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("changed")
    for folder in ("processes", "forms", "templates"):
        copytree(ROOT / folder, root / folder)
    drawn = root / "processes/talent-tiers/talent-tiers.bpmn"
    drawn.write_text(drawn.read_text().replace("推荐单位审核", "推荐单位初审"))
    publish(installation, root, "talent-tiers")

    answer = signed_in(site, AUDITOR).client.get(f"/cases/{case}/diagram.bpmn")

    assert answer.content_type == "application/xml; charset=utf-8"
    assert "推荐单位审核" in answer.get_data(as_text=True)
    assert etree.fromstring(answer.data).tag.endswith("definitions")
    assert "按第 1 版流程办理" in replayed(site, case).text


def test_officers_and_applicants_do_not_replay(site: Flask, case: str) -> None:
    statuses = [signed_in(site, account).open(f"/auditor/cases/{case}").status for account in ("sunmin", "linwan")]
    assert statuses == [403, 403]
