import re

import pytest
from flask import Flask, Response, session
from flask.testing import FlaskClient

from casesvc.web.access import allow
from tests.web.shell import Person, Surroundings, a_shell, for_kinds, pages

HTTPS = "https://talent.example.cn"


def token_of(client: FlaskClient) -> str:
    found = re.search(r'name="csrf-token" content="([^"]+)"', client.get("/dev/gallery").text)
    assert found
    return found[1]


def a_shell_with_forms() -> Flask:
    return a_shell(Surroundings(Person()), blueprints=[pages(change=for_kinds("applicant"))])


def test_the_content_policy_allows_our_files_only() -> None:
    policy = a_shell().test_client().get("/dev/gallery").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} <= set(policy.split("; "))


@pytest.mark.parametrize("path", ["/dev/gallery", "/nowhere", "/healthz", "/static/casesvc.css"])
def test_every_answer_carries_the_security_headers(path: str) -> None:
    with a_shell().test_client().get(path) as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "Content-Security-Policy" in answer.headers


def test_pages_are_not_kept_by_browsers_but_static_files_are() -> None:
    client = a_shell().test_client()
    assert client.get("/dev/gallery").headers["Cache-Control"] == "no-store"
    with client.get("/static/casesvc.css") as answer:
        assert "max-age" in answer.headers["Cache-Control"]


def test_an_answer_may_bring_a_policy_of_its_own() -> None:
    @allow("public")
    def file() -> Response:
        return Response("", headers={"Content-Security-Policy": "sandbox"})

    answer = a_shell(blueprints=[pages(file=file)]).test_client().get("/file")
    assert answer.headers["Content-Security-Policy"] == "sandbox"


def test_transport_security_is_promised_only_where_there_is_https() -> None:
    assert "Strict-Transport-Security" in a_shell(base_url=HTTPS).test_client().get("/healthz").headers
    assert "Strict-Transport-Security" not in a_shell().test_client().get("/healthz").headers


def test_session_cookies_are_bound_to_the_host_when_the_base_address_is_https() -> None:
    @allow("public")
    def keep() -> str:
        session["kept"] = 1
        return ""

    cookies = a_shell(base_url=HTTPS, blueprints=[pages(keep=keep)]).test_client().get("/keep").headers["Set-Cookie"]
    assert cookies.startswith("__Host-casesvc=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookies.split("; "))
    assert "Domain" not in cookies


def test_a_form_without_token_gets_a_page_that_says_what_to_do() -> None:
    answer = a_shell_with_forms().test_client().post("/change")
    assert answer.status_code == 400
    assert "页面已过期，请重新提交" in answer.text
    assert "草稿仍在" in answer.text


@pytest.mark.parametrize("way", ["field", "header"])
def test_a_form_with_the_token_of_its_page_is_taken(way: str) -> None:
    client = a_shell_with_forms().test_client()
    token = token_of(client)
    sent = {"data": {"csrf_token": token}} if way == "field" else {"headers": {"X-CSRFToken": token}}
    assert client.post("/change", **sent).text == "done"


def test_the_token_of_another_session_is_refused() -> None:
    app = a_shell_with_forms()
    token = token_of(app.test_client())
    other = app.test_client()
    token_of(other)
    assert other.post("/change", data={"csrf_token": token}).status_code == 400


def test_a_form_sent_from_another_site_is_refused_even_with_a_token() -> None:
    client = a_shell_with_forms().test_client()
    data = {"csrf_token": token_of(client)}
    assert client.post("/change", data=data, headers={"Origin": "https://elsewhere.example"}).status_code == 400
    assert client.post("/change", data=data, headers={"Origin": "http://localhost"}).status_code == 200


def test_machines_with_a_token_of_their_own_need_no_form_token() -> None:
    around = Surroundings(Person(kinds=frozenset({"machine"})))
    app = a_shell(around, blueprints=[pages(change=for_kinds("machine"))])
    assert app.test_client().post("/change").text == "done"
