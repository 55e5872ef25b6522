"""The review of a case: what is read, marked, decided, and what happens when somebody was faster."""

from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask
from sqlalchemy import select

from casesvc.app import Installation
from casesvc.storage.tables.work import LookRow
from tests.furnished import ROOT, Clock, publish
from tests.journeys.talent_tiers import MARKS, UNIT_OFFICER, Office
from tests.web.visit import Visit, signed_in


def reviewing(site: Flask, case: str, account: str = "sunmin") -> Visit:
    return signed_in(site, account).open(f"/officer/cases/{case}")


def test_the_form_is_shown_as_filed_with_numbers_masked(site: Flask, office: Office) -> None:
    case = office.applied()
    number = office.answers()["basic"]["id_number"]

    visit = reviewing(site, case)

    assert number not in visit.text
    assert f"{number[:6]}********{number[-4:]}" in visit.text
    assert number in visit.open(f"/officer/cases/{case}?full=1").text


def test_every_look_is_recorded(site: Flask, office: Office, installation: Installation) -> None:
    case = office.applied()

    reviewing(site, case).open(f"/officer/cases/{case}?full=1")

    with installation.engines.reading.begin() as connection:
        looks = connection.execute(select(LookRow.person, LookRow.what).order_by(LookRow.at)).all()
    assert [tuple(look) for look in looks] == [(UNIT_OFFICER, "review"), (UNIT_OFFICER, "review, full numbers")]


def test_every_module_row_and_slot_can_be_ticked(site: Flask, office: Office) -> None:
    ticks = reviewing(site, office.applied()).values("mark")

    assert {"basic", "education", "education.e2", "materials.id_card", "achievements"} <= set(ticks)
    assert len(ticks) == len(set(ticks))


def test_passing_a_case_leads_on_and_says_so(site: Flask, office: Office) -> None:
    case = office.applied()

    visit = reviewing(site, case).send(f"/officer/cases/{case}", **{"review.outcome": "approve"})

    assert list(office.case(case).tasks) == ["competent#1"]
    assert visit.path == "/officer"
    assert "的申报：通过。" in visit.text
    assert ("查看", f"/officer/cases/{case}") in list(visit.links())


@pytest.mark.row("JL-071", "JL-078")
def test_a_return_carries_marks_reasons_and_days(site: Flask, office: Office) -> None:
    case = office.applied()

    reviewing(site, case).send(
        f"/officer/cases/{case}",
        mark=["education.e2", "achievements"],
        correction_days="5",
        **{"review.outcome": "return", "review.opinion": "请修改。", "words.education.e2": "请补传学位证书。"},
    )

    state = office.case(case)
    assert state.status == "被退回"
    assert state.returned is not None
    assert state.returned.marks == MARKS
    assert state.returned.opinion == "请修改。\n学习经历第 2 条：请补传学位证书。"
    assert state.correction_days == 5


@pytest.mark.row("JL-078")
def test_a_return_without_a_tick_is_refused_and_keeps_what_was_typed(site: Flask, office: Office) -> None:
    case = office.applied()

    visit = reviewing(site, case).send(
        f"/officer/cases/{case}", **{"review.outcome": "return", "review.opinion": "请修改。"}
    )

    assert visit.status == 409
    assert "请至少勾选一个需要修改的模块" in visit.text
    assert [text.strip() for text in visit.values("review.opinion")] == ["请修改。"]
    assert list(office.case(case).tasks) == ["unit#1"]


def test_ticks_and_reasons_survive_a_refusal(site: Flask, office: Office) -> None:
    case = office.applied()

    visit = reviewing(site, case).send(
        f"/officer/cases/{case}",
        mark=["education.e2"],
        correction_days="很多",
        **{"review.outcome": "return", "words.education.e2": "请补传学位证书。"},
    )

    assert "修改期限应为 1 到 250 的整数" in visit.text
    assert visit.values("words.education.e2") == ["请补传学位证书。"]
    assert visit.page.xpath("//input[@name='mark' and @checked]/@value") == ["education.e2"]


@pytest.mark.row("JL-072")
def test_a_termination_needs_its_reason(site: Flask, office: Office) -> None:
    case = office.applied()
    visit = reviewing(site, case)

    refused = visit.send(f"/officer/cases/{case}", **{"review.outcome": "terminate"})
    assert refused.status == 409
    assert "请填写退回或终止的理由" in refused.text

    visit.send(f"/officer/cases/{case}", **{"review.outcome": "terminate", "review.opinion": "不符合条件。"})
    assert office.case(case).status == "审核不通过终止审核"


def test_ending_a_case_is_asked_again_with_the_name(site: Flask, office: Office) -> None:
    visit = reviewing(site, office.applied())

    question = visit.page.xpath("//dialog//h2")[0].text_content()

    assert question.startswith("终止 阿卜杜热合曼")


def test_who_was_slower_reads_who_decided_and_keeps_the_opinion(site: Flask, office: Office) -> None:
    case = office.applied()
    slow = reviewing(site, case, "wutong")
    office.decide(case, "unit#1", "approve", by=UNIT_OFFICER)

    visit = slow.send(f"/officer/cases/{case}", **{"review.outcome": "return", "review.opinion": "我的意见"})

    assert visit.status == 409
    assert "这件申报已由 孙敏 于" in visit.text
    assert "我的意见" in visit.text
    assert list(office.case(case).tasks) == ["competent#1"]


@pytest.mark.row("JL-079")
def test_the_reviewer_of_a_resubmission_sees_old_and_new(site: Flask, office: Office) -> None:
    case = office.returned()
    office.save(case, "correct#1", lambda answers: answers.update(achievements={"text": "推广面积三万亩。"}))
    office.hand_in(case, "correct#1")

    visit = reviewing(site, case)

    assert "与退回前相比，改动 1 处" in visit.text
    assert "现：推广面积三万亩。" in visit.text


@pytest.mark.row("JL-081", "JL-082")
def test_the_result_of_the_offline_review_is_entered_as_a_form(site: Flask, office: Office) -> None:
    case = office.applied()
    for task, officer in (
        ("unit#1", UNIT_OFFICER), ("competent#1", "officer-education"), ("competent#2", "officer-city"),
        ("province#1", "officer-province"),
    ):  # fmt: skip
        office.decide(case, task, "approve", by=officer)
    visit = reviewing(site, case, "wangruolan")
    assert visit.page.xpath("//input[@name='result.outcome']/@value") == ["granted", "granted-changed", "not-granted"]

    filled = {"result.outcome": "granted", "result.tier": "D", "result.reviewed_on": "2026-11-18"}
    refused = visit.send(f"/officer/cases/{case}", **filled)
    assert "请填写文号" in refused.text
    assert refused.values("result.reviewed_on") == ["2026-11-18"]

    visit.send(f"/officer/cases/{case}", **filled, **{"result.issue_number": "青人社函〔2026〕18号"})
    assert office.case(case).ended == "granted"


def test_the_unit_gives_more_time_for_a_correction(site: Flask, office: Office, clock: Clock) -> None:
    case = office.returned()
    visit = reviewing(site, case)

    early = visit.send(f"/officer/cases/{case}/extension", due="2026-11-21")
    assert "新的期限应晚于现在的期限" in early.text

    visit.send(f"/officer/cases/{case}/extension", due="2026-12-31")
    assert office.due(case).isoformat() == "2026-12-31T15:59:59+00:00"
    assert "修改期限已延长到 12月31日" in visit.text


def test_an_officer_of_another_unit_is_refused(site: Flask, office: Office) -> None:
    case = office.applied()

    for path in (f"/officer/cases/{case}", f"/cases/{case}/path.json", f"/cases/{case}/diagram.bpmn"):
        assert signed_in(site, "lixiaofeng").open(path).status == 409


@pytest.mark.row("JL-068", "JL-073")
def test_the_steps_of_the_case_are_listed_with_those_ahead(site: Flask, office: Office) -> None:
    trail = reviewing(site, office.applied()).page.xpath("//ol[@class='progress']/li")

    places = [step.get("class").split()[0] for step in trail]
    assert places == ["passed", "now", "ahead", "ahead", "ahead"]


def test_an_attachment_is_shown_under_its_own_name(site: Flask, office: Office) -> None:
    case = office.applied()
    file = office.answers()["materials"]["id_card"][0]
    visit = reviewing(site, case)

    answer = visit.client.get(f"/cases/{case}/files/{file['id']}")

    assert (answer.status_code, answer.content_type) == (200, file["type"])
    assert answer.headers["Content-Disposition"].startswith("inline; filename*=UTF-8''")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_the_usual_opinions_are_those_of_the_line(
    site: Flask, office: Office, installation: Installation, tmp_path: Path
) -> None:
    for folder in ("processes", "forms", "templates"):
        copytree(ROOT / folder, tmp_path / folder)
    manifest = tmp_path / "processes/talent-tiers/line.toml"
    kept = next(line for line in manifest.read_text().splitlines() if line.startswith("usual_opinions"))
    manifest.write_text(manifest.read_text().replace(kept, 'usual_opinions = ["业绩突出，同意上报。"]'))
    publish(installation, tmp_path, "talent-tiers")

    offered = reviewing(site, office.applied()).page.xpath("//*[@data-fills='opinion']/@data-words")

    assert offered == ["业绩突出，同意上报。"]
