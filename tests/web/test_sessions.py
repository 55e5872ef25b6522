from datetime import timedelta

import pytest
from flask import session
from flask.testing import FlaskClient

from casesvc.web.access import allow
from casesvc.web.sessions import WebSession, digest_of
from tests.web.shell import Surroundings, a_shell, pages


@allow("public")
def who() -> str:
    return str(session.get("person", "nobody"))


@allow("public")
def sign_in() -> str:
    web_session().sign_in(person="wang")
    return ""


@allow("public")
def sign_out() -> str:
    web_session().end()
    return ""


@allow("public")
def look_around() -> str:
    session["seen"] = True
    return ""


def web_session() -> WebSession:
    found = session._get_current_object()  # type: ignore[attr-defined]
    assert isinstance(found, WebSession)
    return found


@pytest.fixture
def around() -> Surroundings:
    return Surroundings()


@pytest.fixture
def client(around: Surroundings) -> FlaskClient:
    views = pages(who=who, sign_in=sign_in, sign_out=sign_out, look_around=look_around)
    return a_shell(around, blueprints=[views]).test_client()


def token(client: FlaskClient) -> str:
    cookie = client.get_cookie("casesvc")
    assert cookie
    return cookie.value


def test_a_visit_that_keeps_nothing_leaves_no_session(client: FlaskClient, around: Surroundings) -> None:
    assert "Set-Cookie" not in client.get("/who").headers
    assert not around.sessions


def test_a_person_stays_signed_in(client: FlaskClient) -> None:
    client.get("/sign-in")
    assert client.get("/who").text == "wang"


def test_the_store_never_sees_the_token(client: FlaskClient, around: Surroundings) -> None:
    client.get("/sign-in")
    assert list(around.sessions) == [digest_of(token(client))]
    assert token(client) not in str(around.sessions)


def test_signing_in_begins_a_new_session_and_ends_the_old_one(client: FlaskClient, around: Surroundings) -> None:
    client.get("/look-around")
    before = token(client)
    client.get("/sign-in")
    assert token(client) != before
    assert list(around.sessions) == [digest_of(token(client))]
    assert "seen" not in around.sessions[digest_of(token(client))].data


def test_signing_out_deletes_session_and_cookie(client: FlaskClient, around: Surroundings) -> None:
    client.get("/sign-in")
    client.get("/sign-out")
    assert not around.sessions
    assert client.get_cookie("casesvc") is None


def test_a_session_ends_after_half_an_hour_without_a_request(client: FlaskClient, around: Surroundings) -> None:
    client.get("/sign-in")
    around.now += timedelta(minutes=29)
    assert client.get("/who").text == "wang"
    around.now += timedelta(minutes=30)
    assert client.get("/who").text == "nobody"
    assert not around.sessions


def test_a_session_ends_after_ten_hours_of_work(client: FlaskClient, around: Surroundings) -> None:
    client.get("/sign-in")
    for _quarter in range(39):
        around.now += timedelta(minutes=15)
        assert client.get("/who").text == "wang"
    around.now += timedelta(minutes=15)
    assert client.get("/who").text == "nobody"


def test_a_session_that_is_only_read_is_written_once_a_minute(client: FlaskClient, around: Surroundings) -> None:
    client.get("/sign-in")
    written = around.sessions.writes
    client.get("/who")
    client.get("/who")
    assert around.sessions.writes == written
    around.now += timedelta(minutes=1)
    client.get("/who")
    client.get("/who")
    assert around.sessions.writes == written + 1


def test_a_token_nobody_gave_out_is_worth_nothing(client: FlaskClient) -> None:
    client.set_cookie("casesvc", "x" * 43)
    assert client.get("/who").text == "nobody"
