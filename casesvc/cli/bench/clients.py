"""Officers who decide over HTTP, as browsers do: a session, a CSRF token, an idempotency key, a kept connection."""

import re
from collections.abc import Mapping
from http.client import HTTPConnection, RemoteDisconnected
from urllib.parse import urlencode
from uuid import uuid4

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"|name="csrf-token" content="([^"]+)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SEE_OTHER = 303
FOUND = 302


class NotAsExpected(Exception):
    """The site gave another answer."""


class Browser:
    """A kept connection to ``bind``, with the cookie it was given."""

    def __init__(self, bind: str) -> None:
        self._connection = HTTPConnection(bind, timeout=60)
        self._cookie = ""

    def get(self, path: str) -> str:
        """Return a page."""
        return self._ask("GET", path)[1]

    def post(self, path: str, fields: Mapping[str, str], expected: int = SEE_OTHER) -> None:
        """Post a form. Raise NotAsExpected when the answer has another status."""
        status, body = self._ask("POST", path, urlencode(fields))
        if status != expected:
            raise NotAsExpected(f"{path}: {status} {body[:2000]}")

    def _ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        try:
            return self._ask_once(method, path, body)
        except (RemoteDisconnected, ConnectionError):  # idle for too long; what is asked again carries its key
            self._connection.close()
            return self._ask_once(method, path, body)

    def _ask_once(self, method: str, path: str, body: str) -> tuple[int, str]:
        headers = {"Cookie": self._cookie} if self._cookie else {}
        self._connection.request(method, path, body or None, {**headers, **(FORM if body else {})})
        answer = self._connection.getresponse()
        text = answer.read().decode()
        given = answer.getheader("Set-Cookie")
        if given:
            self._cookie = given.partition(";")[0]
        return answer.status, text


class Officer:
    """An officer signed in to the site."""

    def __init__(self, bind: str, account: str, password: str) -> None:
        self._browser = Browser(bind)
        entry = {"name": account, "password": password, "csrf_token": token_on(self._browser.get("/sign-in"))}
        self._browser.post("/sign-in", entry, FOUND)
        self._token = token_on(self._browser.get("/officer"))

    def decide(self, case: str, fields: Mapping[str, str]) -> None:
        """Decide a task of ``case``. Raise NotAsExpected when the site refuses."""
        self._browser.post(f"/officer/cases/{case}", {**fields, "_key": str(uuid4()), "csrf_token": self._token})


def token_on(page: str) -> str:
    """Return the CSRF token of a page. Raise NotAsExpected."""
    found = TOKEN.search(page)
    if found is None:
        raise NotAsExpected(f"no token on the page {page[:2000]}")
    return found.group(1) or found.group(2)
