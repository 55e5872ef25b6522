"""What an applicant sees of a case on its way: progress, a return, the result, the certificate."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from casesvc.app import Installation
from casesvc.storage.tables.register import RegisterEntryRow
from tests.furnished import Clock
from tests.journeys.samples import of_kind
from tests.web.applicant.conftest import Played
from tests.web.applicant.hall import Guest, a_file, words


@pytest.mark.row("JL-073")
def test_progress_shows_unit_masked_officer_and_opinion(site: Flask, played: Played) -> None:
    case = played("approved-straight")
    page = words(Guest(site, "linwan").get(case))
    assert "松屏大学 *敏" in page
    assert "孙敏" not in page
    assert "材料齐全，情况属实，同意推荐。" in page
    assert "220102199109099965" not in page


@pytest.mark.row("JL-080", "JL-083", "JL-084")
def test_the_result_and_the_certificate_stand_in_their_places(site: Flask, played: Played) -> None:
    guest, case = Guest(site, "linwan"), played("approved-straight")
    assert "评审结果 评审通过" in words(guest.get(case))
    page = guest.get("/my/certificates")
    assert "有效" in words(page)
    address = next(part for part in page.text.split('"') if part.endswith(".pdf"))
    assert guest.get(address).data.startswith(b"%PDF")
    assert guest.get(f"{address}?download").headers["Content-Disposition"].startswith("attachment")
    assert Guest(site, "piaoshunji").get(address).status_code == 409


def test_anybody_checks_a_certificate_and_learns_no_full_name(site: Flask, played: Played) -> None:
    played("approved-straight")
    page = words(Guest(site).get("/certificates?number=QYRC-2026-00001"))
    assert "有效" in page
    assert "*晚" in page
    assert "林晚" not in page
    unknown = Guest(site).get("/certificates/QYRC-2026-99999")
    assert unknown.status_code == 404
    assert "查无此证" in words(unknown)


@pytest.mark.row("JL-074", "JL-075", "JL-076", "JL-077")
def test_a_returned_case_opens_only_what_was_marked(site: Flask, played: Played) -> None:
    case = played("waiting-for-correction")
    guest = Guest(site, "hanxuemei")
    assert "被退回，请在" in words(guest.get("/"))
    page = guest.get(f"{case}/form")
    assert "退回意见" in words(page)
    assert "× 需修改" in words(page)
    assert "2026-12-04" in words(page)  # ten working days
    shut = guest.get(f"{case}/form/a")
    assert "这一部分未被要求修改。如需修改，请联系 松屏市寒地作物研究所 审核人" in words(shut)
    assert 'name="basic.name"' not in shut.text
    forced = guest.press(f"{case}/form/a", "save", {"basic.name": "改名"})
    assert forced.status_code == 409
    assert "未被要求修改" in words(forced)


@pytest.mark.row("JL-074", "JL-079")
def test_a_corrected_case_goes_to_the_unit_again(site: Flask, played: Played) -> None:
    case = played("waiting-for-correction")
    guest, slot = Guest(site, "hanxuemei"), "materials.id_card"
    page = guest.get(f"{case}/form/submit")
    file = re.findall(rf"remove-file:{slot}\.(\w+)", page.text)[0]
    guest.press(f"{case}/form/submit", f"remove-file:{slot}.{file}")
    missing = guest.press(f"{case}/form/submit", "submit")
    assert "请上传身份证正反面" in words(missing)
    for name in ("人像面.jpg", "国徽面.jpg"):
        guest.press(f"{case}/form/submit", f"upload:{slot}", {slot: a_file(of_kind("jpg"), name)})
    done = guest.press(f"{case}/form/submit", "submit")
    assert done.request.path == f"{case}/submitted"
    assert "接下来由 松屏市寒地作物研究所 审核" in words(done)


def test_a_correction_after_its_date_is_refused_and_kept(site: Flask, clock: Clock, played: Played) -> None:
    case = played("waiting-for-correction")
    guest = Guest(site, "hanxuemei")
    tokens = guest.tokens(f"{case}/form/submit")
    clock.wait(days=30)
    answer = guest.post(f"{case}/form/submit", {**tokens, "_do": "submit"})
    assert answer.status_code == 409
    assert "修改期限已过" in words(answer)


def test_a_correction_after_the_window_is_taken_within_its_own_date(site: Flask, clock: Clock, played: Played) -> None:
    clock.now = datetime(2026, 12, 30, 2, tzinfo=UTC)  # the window closes on the next day
    case, slot = played("waiting-for-correction"), "materials.id_card"
    clock.wait(days=5)
    guest = Guest(site, "hanxuemei")
    file = re.findall(rf"remove-file:{slot}\.(\w+)", guest.get(f"{case}/form/submit").text)[0]
    guest.press(f"{case}/form/submit", f"remove-file:{slot}.{file}")
    for name in ("人像面.jpg", "国徽面.jpg"):
        guest.press(f"{case}/form/submit", f"upload:{slot}", {slot: a_file(of_kind("jpg"), name)})
    done = guest.press(f"{case}/form/submit", "submit")
    assert done.request.path == f"{case}/submitted"
    closed = guest.get("/business/talent-tiers/notices?unit=institute")
    assert "已于 2026-12-31 17:00 截止" in words(closed)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"valid_until": datetime(2026, 11, 1, tzinfo=UTC)}, "已过期"),
        ({"replaced_by": "a newer one"}, "已被新证书替代"),
        ({"revoked_at": datetime(2026, 11, 1, tzinfo=UTC), "reason": "材料不实"}, "已撤销"),
    ],
)
def test_a_certificate_that_no_longer_holds_says_so(
    site: Flask, installation: Installation, played: Played, changed: dict[str, Any], said: str
) -> None:
    played("approved-straight")
    with installation.engines.writers_turn(), installation.engines.writing.begin() as connection:
        connection.execute(update(RegisterEntryRow).values(**changed))

    page = words(Guest(site).get("/certificates/QYRC-2026-00001"))
    assert said in page
    assert "有效 " not in page.replace("有效期", "")
    assert "材料不实" not in page  # why it was revoked is between the office and the holder
    assert said in words(Guest(site, "linwan").get("/my/certificates"))


@pytest.mark.row("JL-072", "JL-073")
def test_a_terminated_case_says_why(site: Flask, played: Played) -> None:
    case = played("terminated-by-unit")
    accounts = ("linwan", "zhaomingyuan", "zhouqihang", "guanxiulan", "duheng", "surina", "shenji", "abdurahman")
    pages = [words(page) for account in accounts if (page := Guest(site, account).get(case)).status_code == 200]
    assert len(pages) == 1
    assert "审核不通过终止审核" in pages[0]
    assert "意见：" in pages[0]


def test_messages_are_read_by_opening_them(site: Flask, played: Played) -> None:
    guest = Guest(site, "linwan")
    assert "暂无信息" in words(guest.get("/messages"))
    assert "怎样申报" in words(guest.get("/help"))
