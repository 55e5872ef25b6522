"""Somebody signed in, who opens pages and presses their buttons without JavaScript."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from tests.furnished import PASSWORD


@dataclass
class Visit:
    """One browser without scripts. ``page`` is the document shown, ``path`` where it came from."""

    client: FlaskClient
    path: str = ""
    status: int = 0
    page: Any = field(default=None, repr=False)

    def open(self, path: str) -> "Visit":
        """Open a page, following redirects."""
        return self._show(self.client.get(path, follow_redirects=True))

    def send(self, path: str, **fields: Any) -> "Visit":
        """Post to ``path`` with the hidden fields of the form on this page that leads there."""
        return self._show(self.client.post(path, data={**self.hidden(path), **fields}, follow_redirects=True))

    def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields of the form whose action is ``path``."""
        return {
            given.get("name"): given.get("value") or ""
            for form in self.page.iter("form")
            if form.get("action") == path
            for given in form.iter("input")
            if given.get("type") == "hidden" and given.get("name")
        }

    @property
    def text(self) -> str:
        """What the page says, spaces pressed together."""
        return " ".join(self.page.find(".//main").text_content().split())

    def links(self) -> Iterator[tuple[str, str]]:
        """Words and address of every link of the page's body."""
        for link in self.page.find(".//main").iter("a"):
            yield " ".join(link.text_content().split()), link.get("href")

    def values(self, name: str) -> list[str]:
        """What stands in the fields of that name."""
        found = self.page.xpath("//*[@name=$name]", name=name)
        return [one.text_content() if one.tag == "textarea" else one.get("value") or "" for one in found]

    def _show(self, answer: TestResponse) -> "Visit":
        self.path, self.status = answer.request.path, answer.status_code
        self.page = html.fromstring(answer.get_data(as_text=True))
        return self


def signed_in(site: Flask, account: str) -> Visit:
    """Sign in with the demonstration's account of that name."""
    visit = Visit(site.test_client()).open("/sign-in")
    return visit.send("/sign-in", name=account, password=PASSWORD)
