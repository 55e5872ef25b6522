"""Somebody at a browser without scripts: signs in, follows forms, and reads what the page says."""

import re
from collections.abc import Mapping
from html import unescape
from io import BytesIO
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.furnished import PASSWORD

FORM = re.compile(r'<form[^>]*id="application".*?</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def words(answer: TestResponse) -> str:
    """Return what stands in the main part of a page, in one line."""
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


def hidden(html: str) -> dict[str, str]:
    """Return the hidden fields of a piece of a page."""
    return {name: unescape(value) for name, value in HIDDEN.findall(html)}


class Guest:
    """One browser."""

    def __init__(self, site: Flask, account: str | None = None) -> None:
        self.client = site.test_client()
        if account is not None:
            assert self.sign_in(account).status_code == 200

    def sign_in(self, account: str, **more: str) -> TestResponse:
        """Fill in the sign-in page."""
        page = self.get("/sign-in")
        return self.post("/sign-in", {**hidden(page.text), "name": account, "password": PASSWORD, **more})

    def get(self, path: str) -> TestResponse:
        """Open a page, following redirects."""
        return self.client.get(path, follow_redirects=True)

    def post(self, path: str, fields: Mapping[str, Any]) -> TestResponse:
        """Send fields, following redirects."""
        answer = self.client.post(path, data=dict(fields), follow_redirects=True)
        for one in (*answer.history, answer):
            one.request.environ["wsgi.input"].close()  # a large upload went through a temporary file
        return answer

    def start(self, unit: str = "university", notice: str = "2026-q4") -> str:
        """确认并开始申报; return the path of the new case."""
        page = self.get(f"/business/talent-tiers/notices?unit={unit}")
        answer = self.post("/business/talent-tiers/start", {**hidden(page.text), "unit": unit, "notice": notice})
        assert answer.status_code == 200, words(answer)
        return answer.request.path.partition("/form")[0]

    def tokens(self, address: str) -> dict[str, str]:
        """Return the page's own fields of a form page: form token, key, version and task."""
        return tokens_of(self.get(address))

    def press(self, address: str, button: str, fields: Mapping[str, Any] | None = None, **more: str) -> TestResponse:
        """Open a form page, fill in fields and press a button."""
        return self.post(address, {**self.tokens(address), **(fields or {}), **more, "_do": button})


def tokens_of(page: TestResponse) -> dict[str, str]:
    """Return the page's own fields."""
    found = FORM.search(page.text)
    assert found is not None, words(page)
    return {name: value for name, value in hidden(found.group()).items() if "." not in name}


def a_file(content: bytes, name: str) -> tuple[BytesIO, str]:
    """Return a file as the client sends it."""
    return BytesIO(content), name
