"""Signing in and out, and what happens to a form whose session ended."""

from flask import Flask

from tests.furnished import PASSWORD
from tests.web.applicant.hall import Guest, hidden, words


def test_a_wrong_password_keeps_the_name_and_says_so(site: Flask) -> None:
    guest = Guest(site)
    answer = guest.sign_in("linwan", password="wrong")
    assert answer.status_code == 400
    assert "用户名或密码不正确" in words(answer)
    assert 'value="linwan"' in answer.text


def test_a_page_asked_for_without_a_session_opens_after_signing_in(site: Flask) -> None:
    guest = Guest(site)
    page = guest.get("/my/certificates")
    answer = guest.post("/sign-in", {**hidden(page.text), "name": "linwan", "password": PASSWORD})
    assert answer.request.path == "/my/certificates"


def test_signing_out_ends_the_session(site: Flask) -> None:
    guest = Guest(site, "linwan")
    assert "您已安全退出" in words(guest.post("/sign-out", hidden(guest.get("/").text)))
    assert guest.get("/").request.path == "/sign-in"


def test_a_form_sent_without_a_session_is_kept_and_saved_after_signing_in(site: Flask, shunji: Guest) -> None:
    case = shunji.start()
    sent = {**shunji.tokens(f"{case}/form/a"), "basic.mobile": "13912345678", "_do": "save"}
    late = Guest(site)
    asked = late.post(f"{case}/form/a", sent)
    assert asked.status_code == 401
    assert "登录已超时，您填的内容已保留" in words(asked)
    shown = late.post("/sign-in", {**hidden(asked.text), "name": "piaoshunji", "password": PASSWORD})
    assert "13912345678" in words(shown)
    again = hidden(shown.text.partition("<main")[2])
    assert again["_key"] == sent["_key"]
    assert "草稿已保存" in words(late.post(f"{case}/form/a", again))
    assert 'value="13912345678"' in late.get(f"{case}/form/a").text


def test_a_form_another_site_sends_is_not_kept(site: Flask) -> None:
    answer = site.test_client().post(
        "/my/cases/x/form/a", data={"basic.name": "张"}, headers={"Origin": "http://elsewhere"}
    )
    assert answer.status_code == 401
    assert "_parked" not in answer.text


def test_a_script_without_a_session_gets_401_and_a_sentence(site: Flask) -> None:
    answer = site.test_client().post("/my/cases/x/autosave/a", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.get_json()["message"] == "登录已超时，请重新登录后继续"
