"""Filling in the application without scripts: steps, rows, attachments, and everything that can be wrong."""

import re

import pytest
from flask import Flask

from casesvc.journeys.desk import Desk
from tests.furnished import ROOT, Clock
from tests.journeys.samples import of_kind
from tests.web.applicant.complete import complete
from tests.web.applicant.hall import Guest, a_file, tokens_of, words

WORK = {"employer": "松屏大学", "post": "讲师", "start": "2019.7.1"}


def add_work(guest: Guest, case: str, fields: dict[str, str]) -> str:
    """Add a row of 工作经历; return its name."""
    page = guest.press(f"{case}/form/c", "add-row:work")
    row = page.request.args["row"]
    answer = guest.post(
        f"{case}/form/c",
        {**tokens_of(page), **{f"{row}.{key}": value for key, value in fields.items()}, "_do": f"save-row:{row}"},
    )
    assert answer.status_code == 200, words(answer)
    return row


@pytest.mark.row("JL-087", "JL-029", "JL-030")
def test_the_business_home_leads_by_the_unit_to_the_notices_and_the_form(shunji: Guest) -> None:
    home = words(shunji.get("/business/talent-tiers"))
    for part in (
        "申报注意事项",
        "条件自检",
        "推荐单位",
        "去绑定",
        "点击查看绑定单位申报状态",
        "确认并开始申报",
        "申报历史信息列表",
    ):
        assert part in home
    notices = words(shunji.get("/business/talent-tiers/notices?unit=university"))
    assert "已于 2025-12-31 17:00 截止" in notices
    case = shunji.start()
    assert "A 基本信息" in words(shunji.get(f"{case}/form"))


@pytest.mark.row("JL-010", "JL-087")
def test_who_is_bound_to_no_unit_is_told_how_to_get_bound(site: Flask) -> None:
    guest = Guest(site, "tangzhixing")
    assert "您还没有绑定单位" in words(guest.get("/business/talent-tiers"))
    assert "本系统暂不办理绑定" in words(guest.get("/business/talent-tiers/bindings"))


@pytest.mark.row("JL-028")
def test_a_closed_notice_cannot_be_started_by_hand(shunji: Guest) -> None:
    page = shunji.get("/business/talent-tiers/notices?unit=university")
    token = {"csrf_token": page.text.split('name="csrf_token" value="')[1].split('"')[0]}
    answer = shunji.post("/business/talent-tiers/start", {**token, "unit": "university", "notice": "2025-q4"})
    assert answer.status_code == 409
    assert "截止" in words(answer)


@pytest.mark.row("JL-032")
def test_the_photo_waits_for_the_basic_data(shunji: Guest) -> None:
    case = shunji.start()
    assert "请先保存“基本信息”" in words(shunji.get(f"{case}/form/a"))
    shunji.press(f"{case}/form/a", "save", {"basic.mobile": "13912345678"})
    assert "请先保存“基本信息”" not in words(shunji.get(f"{case}/form/a"))


@pytest.mark.row("JL-032")
def test_a_photo_sent_by_a_script_before_the_basic_data_is_refused_at_its_place(shunji: Guest) -> None:
    case = shunji.start()
    tokens = shunji.tokens(f"{case}/form/a")
    answer = shunji.post(f"{case}/uploads/photo.files", {**tokens, "file": a_file(of_kind("jpg"), "照片.jpg")})
    assert "请先保存“基本信息”，再上传附件" in answer.text
    assert "照片.jpg" not in words(shunji.get(f"{case}/form/a"))


def test_the_unit_follows_the_case_whatever_is_posted(shunji: Guest) -> None:
    case = shunji.start()
    shunji.press(f"{case}/form/a", "save", {"basic.unit": "别的单位", "basic.mobile": "13912345678"})
    page = words(shunji.get(f"{case}/form/a"))
    assert "松屏大学" in page
    assert "别的单位" not in page


def test_what_is_too_long_is_named_by_the_field_and_kept(shunji: Guest) -> None:
    case = shunji.start()
    answer = shunji.press(f"{case}/form/a", "save", {"basic.name": "朴" * 60})
    assert answer.status_code == 422
    assert "姓名最多 50 字，现在 60 字，请删去 10 字" in words(answer)
    assert "朴" * 60 in answer.text


@pytest.mark.row("JL-033")
def test_going_on_names_what_is_missing_and_saves_what_is_there(shunji: Guest) -> None:
    case = shunji.start()
    answer = shunji.press(f"{case}/form/a", "next", {"basic.origin": "北辰市"})
    assert answer.status_code == 422
    assert "请选择民族" in words(answer)
    assert 'value="北辰市"' in shunji.get(f"{case}/form/a").text


@pytest.mark.row("JL-052", "JL-053")
def test_a_fourth_row_is_refused_by_page_and_server(shunji: Guest) -> None:
    case = shunji.start()
    for _number in range(3):
        add_work(shunji, case, WORK)
    assert "最多 3 条，已填满" in words(shunji.get(f"{case}/form/c"))
    forced = shunji.press(f"{case}/form/c", "save", {f"work.rforced.{key}": value for key, value in WORK.items()})
    assert forced.status_code == 422
    assert "工作经历最多填写 3 条" in words(forced)
    assert "（已填 3 条，最多 3 条）" in words(shunji.get(f"{case}/form/c"))


def test_a_row_can_be_changed_given_up_and_deleted(shunji: Guest) -> None:
    case = shunji.start()
    row = add_work(shunji, case, WORK)
    opened = shunji.press(f"{case}/form/c", f"edit-row:{row}")
    assert 'value="2019-07-01"' in opened.text
    shunji.post(opened.request.full_path, {**tokens_of(opened), f"{row}.post": "教授", "_do": f"close-row:{row}"})
    assert "讲师" in words(shunji.get(f"{case}/form/c"))
    shunji.press(f"{case}/form/c", f"delete-row:{row}")
    assert "（已填 0 条，最多 3 条）" in words(shunji.get(f"{case}/form/c"))


@pytest.mark.row("JL-044", "JL-047", "JL-065", "JL-086")
def test_files_are_judged_by_their_content_and_can_be_seen_and_removed(shunji: Guest) -> None:
    case, slot = shunji.start(), "materials.id_card"
    address = f"{case}/form/submit"

    def send(content: bytes, name: str) -> str:
        return words(shunji.press(address, f"upload:{slot}", {slot: a_file(content, name)}))

    assert "是空文件" in send(b"", "a.pdf")
    assert "这个文件不是 JPG、PNG 或 PDF" in send(b"plain text", "a.jpg")
    assert "“a.png”" in send(of_kind("png") + b"\0" * (11 * 1024 * 1024), "a.png")
    assert "正面.jpg" in send(of_kind("jpg"), "正面.jpg")
    assert "反面.jpg" in send(of_kind("png"), "反面.jpg")
    third = shunji.press(address, f"upload:{slot}", {slot: a_file(of_kind("png"), "第三.png")})
    assert third.status_code == 422
    assert "最多上传 2 个附件，已有 2 个" in words(third)
    shown = shunji.get(next(part for part in third.text.split('"') if "/files/" in part))
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    file = shown.request.path.rpartition("/")[2]
    assert "正面.jpg" not in words(shunji.press(address, f"remove-file:{slot}.{file}"))


@pytest.mark.row("JL-051")
def test_a_twenty_first_paper_is_refused_and_twenty_stay(desk: Desk, shunji: Guest) -> None:
    case = filled(desk, shunji)
    address, row = place_of_papers(shunji, case)
    slot = f"{row}.files"
    there = shunji.get(address).text.count(f'value="remove-file:{slot}.')
    for number in range(there, 20):
        answer = shunji.press(address, f"upload:{slot}", {slot: a_file(of_kind("png"), f"第{number}篇.png")})
        assert answer.status_code == 200
    answer = shunji.press(address, f"upload:{slot}", {slot: a_file(of_kind("png"), "多出来的.png")})
    assert answer.status_code == 422
    assert "论文著作每条最多上传 20 个附件，已有 20 个" in words(answer)
    assert answer.text.count(f'value="remove-file:{slot}.') == 20


def place_of_papers(guest: Guest, case: str) -> tuple[str, str]:
    """Return the step of 论文著作 and a row of it."""
    address = f"{case}/form/c"
    return address, re.findall(r'value="edit-row:(papers\.\w+)"', guest.get(address).text)[0]


def test_nobody_else_sees_a_draft_or_its_files(site: Flask, shunji: Guest) -> None:
    case = shunji.start()
    shunji.press(f"{case}/form/submit", "upload:materials.other", {"materials.other": a_file(of_kind("png"), "a.png")})
    page = shunji.get(f"{case}/form/submit")
    file = next(part for part in page.text.split('"') if "/files/" in part)
    stranger = Guest(site, "linwan")
    for path in (f"{case}/form/a", case, f"{case}/overview.pdf", file):
        assert stranger.get(path).status_code == 409


def test_an_upload_by_script_answers_with_the_slot_and_disturbs_no_window(shunji: Guest) -> None:
    case = shunji.start()
    address, tokens = f"{case}/form/submit", shunji.tokens(f"{case}/form/submit")
    answer = shunji.post(f"{case}/uploads/materials.other", {**tokens, "file": a_file(of_kind("pdf"), "合同.pdf")})
    assert "合同.pdf" in answer.text
    refused = shunji.post(f"{case}/uploads/materials.other", {**tokens, "file": a_file(b"", "空.pdf")})
    assert "“空.pdf”是空文件" in refused.text
    saved = shunji.post(address, {**tokens, "_do": "save"})
    assert saved.status_code == 200
    assert "合同.pdf" in words(saved)


def test_saving_while_typing_counts_the_version_up(shunji: Guest) -> None:
    case = shunji.start()
    tokens = shunji.tokens(f"{case}/form/a")
    saved = shunji.post(f"{case}/autosave/a", {**tokens, "basic.mobile": "13912345678"}).get_json()
    assert saved["version"] == "1"
    stale = shunji.post(f"{case}/autosave/a", {**tokens, "basic.mobile": "13900000000"})
    assert stale.status_code == 409
    assert "另一个窗口" in stale.get_json()["message"]


def test_two_windows_on_one_draft_let_the_person_choose(shunji: Guest) -> None:
    case = shunji.start()
    tokens = shunji.tokens(f"{case}/form/a")
    shunji.post(f"{case}/form/a", {**tokens, "basic.mobile": "13911111111", "_do": "save"})
    moved = shunji.post(f"{case}/form/a", {**tokens, "basic.mobile": "13922222222", "_do": "save"})
    assert moved.status_code == 409
    assert "已保存“13911111111”，这里“13922222222”" in words(moved)
    assert 'value="13922222222"' in moved.text
    shunji.post(f"{case}/form/a", {**tokens_of(moved), "basic.mobile": "13922222222", "_do": "save"})
    assert 'value="13922222222"' in shunji.get(f"{case}/form/a").text


@pytest.mark.row("JL-063")
def test_the_check_names_each_failed_item_with_the_way_to_it(shunji: Guest) -> None:
    case = shunji.start()
    page = shunji.get(f"{case}/form/submit")
    assert "请填写工作经历，至少 1 条" in words(page)
    assert f"{case}/form/c?check=1#q-work" in page.text
    assert "请填写工作经历，至少 1 条" in words(shunji.get(f"{case}/form/c?check=1"))


def filled(desk: Desk, guest: Guest) -> str:
    """Return a case with complete answers, but for the promise."""
    case = guest.start()
    complete(desk, case.rpartition("/")[2], "piao-shunji", ROOT)
    return case


@pytest.mark.row("JL-066", "JL-067", "JL-068", "JL-069")
def test_handing_in_asks_for_the_promise_and_shows_the_chain(desk: Desk, shunji: Guest) -> None:
    case = filled(desk, shunji)
    address = f"{case}/form/submit"
    assert "填报数据已通过验证" in words(shunji.get(address))
    paper = shunji.get(f"{case}/overview.pdf")
    assert paper.content_type == "application/pdf"
    assert shunji.get(f"{case}/overview.pdf?download=1").headers["Content-Disposition"].startswith("attachment")
    without = shunji.press(address, "submit", {"promise.agreed": ""})
    assert "请勾选承诺" in words(without)
    sent = {**tokens_of(without), "promise.agreed": "true", "_do": "submit"}
    done = words(shunji.post(address, sent))
    assert "RCDJ-2026-" in done
    assert "接下来由 松屏大学 审核" in done
    for node in ("推荐单位审核", "业务主管部门逐级审核", "省人社厅审核", "录入线下评审结果"):
        assert node in done
    assert "已申报" in words(shunji.get("/business/talent-tiers"))
    twice = shunji.post(address, sent)
    assert twice.request.path == f"{case}/submitted"


def test_a_page_left_open_after_handing_in_says_so_and_shows_what_was_typed(desk: Desk, shunji: Guest) -> None:
    case = filled(desk, shunji)
    stale = shunji.tokens(f"{case}/form/a")
    shunji.press(f"{case}/form/submit", "submit", {"promise.agreed": "true"})
    answer = shunji.post(f"{case}/form/a", {**stale, "basic.mobile": "13912345678", "_do": "save"})
    assert answer.status_code == 409
    assert "13912345678" in words(answer)


@pytest.mark.row("JL-028")
def test_after_the_window_the_draft_is_kept_and_handing_in_refused(desk: Desk, clock: Clock, shunji: Guest) -> None:
    case = filled(desk, shunji)
    tokens = shunji.tokens(f"{case}/form/submit")
    clock.wait(days=60)
    answer = shunji.post(f"{case}/form/submit", {**tokens, "promise.agreed": "true", "_do": "submit"})
    assert answer.status_code == 409
    assert "申报已于 12月31日 17:00 截止。草稿已保留" in words(answer)


def test_a_button_that_names_nothing_saves_and_breaks_nothing(shunji: Guest) -> None:
    case = shunji.start()
    for button in ("save-row", "save-row:work", "upload", "remove-file:x", "add-row:none", "delete-row:work.none", "?"):
        answer = shunji.press(f"{case}/form/c", button, {"achievements.text": "成果"})
        assert answer.status_code == 200, button
    assert "成果" in shunji.get(f"{case}/form/c").text
