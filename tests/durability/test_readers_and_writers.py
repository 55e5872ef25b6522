"""Sixteen people look at pages while sixteen others decide: nobody gets an error, nothing is lost."""

import re
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import Desk
from tests.durability.at_once import at_once
from tests.durability.relay import assert_proved, complete, state, waiting
from tests.furnished import PASSWORD

PEOPLE = 16
TIMES = 8
OFFICER = "sunmin"
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')

pytestmark = pytest.mark.slow


def signed_in(site: Flask, account: str) -> FlaskClient:
    client = site.test_client()
    token = TOKEN.search(client.get("/sign-in").text)
    assert token is not None
    entered = client.post("/sign-in", data={"name": account, "password": PASSWORD, "csrf_token": token.group(1)})
    assert entered.status_code == 302
    return client


def look(client: FlaskClient, pages: list[str]) -> list[int]:
    """Go through the pages over and over; return what was answered."""
    return [client.get(page).status_code for _ in range(TIMES) for page in pages]


def decide(desk: Desk, case: str, number: int) -> list[int]:
    """Decide whatever is open; return 200 for each decision and for each polite answer."""
    answers = []
    for turn in range(TIMES):
        task = next(iter(state(desk, case).tasks))
        try:
            complete(desk, case, task, key=f"{number}/{turn}")
        except Rejection as refusal:
            if refusal.code != "task-done":
                raise
        answers.append(200)
    return answers


def test_pages_are_read_while_others_decide(relay: Desk, site: Flask) -> None:
    cases = [waiting(relay, str(number)) for number in range(PEOPLE // 2)]
    one_case = f"/officer/cases/{cases[0]}"  # who looks at a case is written down, so this page writes as well
    readers = [
        partial(look, signed_in(site, OFFICER), ["/officer", "/officer/done", one_case]) for _ in range(PEOPLE // 2)
    ]
    readers += [partial(look, site.test_client(), ["/sign-in", "/healthz"]) for _ in range(PEOPLE // 2)]
    writers = [partial(decide, relay, cases[number % len(cases)], number) for number in range(PEOPLE)]

    answered = at_once([*readers, *writers])

    assert {status for statuses in answered for status in statuses} == {200}  # type: ignore[union-attr]
    for case in cases:
        assert_proved(relay, case)
