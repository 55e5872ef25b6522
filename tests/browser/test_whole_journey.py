"""The whole journey in Chromium: apply, return with marks, correct, approve, result, certificate, replay."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.people import Applicant, Officer, Visitor, answers_of

NAME = "徐安"
ROWS = (
    "JL-027", "JL-029", "JL-030", "JL-031", "JL-032", "JL-064", "JL-066", "JL-067", "JL-068", "JL-069", "JL-070",
    "JL-071", "JL-073", "JL-074", "JL-075", "JL-076", "JL-078", "JL-079", "JL-080", "JL-083",
)  # fmt: skip


@pytest.mark.browser
@pytest.mark.row(*ROWS)
def test_from_the_application_to_its_replay(browser: Browser, served: str, tmp_path: Path) -> None:
    applicant = Applicant(browser, served, "xuan")
    case = apply(applicant, tmp_path)

    unit = Officer(browser, served, "sunmin")
    unit.give_back(NAME, "突出业绩请写明依据。", ["achievements"])
    correct(applicant, case)
    unit.approve(NAME)
    for account in ("zhenglan", "majun", "wangruolan"):
        officer = Officer(browser, served, account)
        officer.approve(NAME)
    grant(officer)

    applicant.page.goto(f"/my/cases/{case}")
    assert applicant.reads("材料审核通过")
    applicant.page.goto("/my/certificates")
    number = re.search(r"QYRC-2026-\d{5}", applicant.page.locator("main").inner_text())
    assert number, "no certificate in 我的证照"

    stranger = browser.new_page(base_url=served)
    stranger.goto(f"/certificates/{number[0]}")
    assert "有效" in stranger.locator("main").inner_text()

    auditor = Visitor(browser, served, "qiansiqi")
    auditor.page.goto(f"/auditor/cases/{case}")
    assert auditor.reads("历史完整，已核对")
    assert [seen.complaints for seen in (applicant, unit, officer, auditor)] == [[], [], [], []]


def apply(applicant: Applicant, folder: Path) -> str:
    """Fill the application and hand it in; return the case."""
    applicant.start()
    case = applicant.page.url.partition("/my/cases/")[2].partition("/")[0]
    answers = answers_of("lin-wan")
    basic = {**answers["basic"], "name": NAME, "id_number": "220102199406179996", "sex": "1", "birth": "1994-06-17"}
    applicant.fill_all({**answers, "basic": basic}, folder)
    applicant.page.locator('[name="promise.agreed"][type=checkbox]').check(force=True)
    applicant.hand_in()
    assert applicant.reads("业务主管部门逐级审核"), "the chain of nodes is not shown"
    return case


def correct(applicant: Applicant, case: str) -> None:
    """Open the returned case, find only the marked part open, change it and hand it in again."""
    page = applicant.page
    page.goto(f"/my/cases/{case}")
    assert applicant.reads("被退回")
    page.goto(f"/my/cases/{case}/form")
    assert applicant.reads("突出业绩请写明依据。")
    typed = page.locator("main textarea:visible, main input[type=text]:visible, main select:visible")
    assert typed.evaluate_all("controls => controls.map(control => control.name)") == ["achievements.text"]
    page.fill('[name="achievements.text"]', "成果已在两家企业用于转向架构架，用户证明见附件。")
    applicant.press("下一步")
    applicant.press("下一步")
    applicant.hand_in()


def grant(officer: Officer) -> None:
    """Enter the result of the offline review."""
    officer.open(NAME)
    page = officer.page
    page.locator('[name="result.outcome"][value="granted"]').check(force=True)
    page.locator('[name="result.tier"]').select_option("D", force=True)
    page.fill('[name="result.reviewed_on"]', "2026-11-18")
    page.fill('[name="result.issue_number"]', "青人社函〔2026〕18号")
    officer.press("提交评审结果")
