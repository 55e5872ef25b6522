"""Who is signed in, remembered on our side: the cookie holds a random token, the store only its digest."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

from casesvc.journeys.sessions import SessionStore, StoredSession

TOUCH_AFTER = timedelta(minutes=1)


@dataclass(frozen=True)
class SessionLimits:
    """A session ends after ``idle`` without a request and after ``absolute`` in any case."""

    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=10)

    def over(self, stored: StoredSession, now: datetime) -> bool:
        """Whether the session has ended by one of the two limits."""
        return now - stored.seen >= self.idle or now - stored.started >= self.absolute


class WebSession(CallbackDict[str, Any], SessionMixin):
    """One visitor's session; ``token`` is None until something is kept in it."""

    def __init__(self, stored: StoredSession | None = None, token: str | None = None) -> None:
        def changed(_session: "CallbackDict[str, Any]") -> None:
            self.modified = True

        super().__init__(dict(stored.data) if stored else {}, changed)
        self.modified = False
        self.token = token
        self.started = stored.started if stored else None
        self.seen = stored.seen if stored else None
        self.replaced: str | None = None

    def sign_in(self, **values: Any) -> None:
        """Begin anew with a fresh token and these values only: a token known before sign-in is worth nothing after."""
        self.end()
        self.update(values)

    def end(self) -> None:
        """Forget everything; the old token is deleted when the answer goes out."""
        self.clear()
        self.replaced = self.replaced or self.token
        self.token = self.started = self.seen = None
        self.modified = True


class StoredSessions(SessionInterface):
    """Flask's session interface over a ``SessionStore``; ``now`` gives aware UTC times."""

    def __init__(self, store: SessionStore, limits: SessionLimits, now: Callable[[], datetime]) -> None:
        self._store = store
        self._limits = limits
        self._now = now

    def open_session(self, app: Flask, request: Request) -> WebSession:
        """The visitor's session, or an empty one when there is none or it is over."""
        token = request.cookies.get(self.get_cookie_name(app))
        stored = self._store.load(digest_of(token)) if token else None
        if token is None or stored is None:
            return WebSession()
        if self._limits.over(stored, self._now()):
            self._store.delete(digest_of(token))
            return WebSession()
        return WebSession(stored, token)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write what changed, at most one touch a minute otherwise; set or drop the cookie."""
        if not isinstance(session, WebSession):
            raise TypeError("the session was replaced by another class")
        if session.replaced:
            self._store.delete(digest_of(session.replaced))
        if session:
            self._keep(app, session, response)
        elif session.modified:
            self._drop(app, session, response)

    def _keep(self, app: Flask, session: WebSession, response: Response) -> None:
        now = self._now()
        due = session.seen is None or now - session.seen >= TOUCH_AFTER
        if not (session.modified or due):
            return
        is_new = session.token is None
        session.token = session.token or secrets.token_urlsafe(32)
        session.started = session.started or now
        self._store.save(digest_of(session.token), StoredSession(dict(session), session.started, now))
        if is_new:
            response.set_cookie(self.get_cookie_name(app), session.token, **self._attributes(app))
            response.vary.add("Cookie")

    def _drop(self, app: Flask, session: WebSession, response: Response) -> None:
        if session.token:
            self._store.delete(digest_of(session.token))
        response.delete_cookie(self.get_cookie_name(app), **self._attributes(app))

    def _attributes(self, app: Flask) -> dict[str, Any]:
        return {
            "path": "/",
            "httponly": True,
            "secure": self.get_cookie_secure(app),
            "samesite": self.get_cookie_samesite(app),
        }


def digest_of(token: str) -> str:
    """What the store knows of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
