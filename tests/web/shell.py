"""A shell with readable defaults, a session store in memory and a clock one can set."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, request

from casesvc.catalog.codes import read_code_list
from casesvc.forms.form import Form, read_form
from casesvc.journeys.sessions import StoredSession
from casesvc.web.access import allow
from casesvc.web.office import NavigationItem, Office
from casesvc.web.shell import ShellParts, make_shell

ROOT = Path(__file__).parents[2]
OFFICE = Office("北辰市人力资源和社会保障局", "人才服务平台", "83423508", footer=("网站标识码 0000000000",))


@dataclass(frozen=True)
class Person:
    """A visitor."""

    name: str = "王秀强"
    kinds: frozenset[str] = frozenset({"applicant"})
    unread: int = 3


class SessionsInMemory(dict[str, StoredSession]):
    """Keeps the promise of ``SessionStore`` in a dict; counts what is written."""

    writes = 0

    def load(self, token_digest: str) -> StoredSession | None:
        return self.get(token_digest)

    def save(self, token_digest: str, stored: StoredSession) -> None:
        json.dumps(dict(stored.data))  # a real store writes JSON
        self.writes += 1
        self[token_digest] = stored

    def delete(self, token_digest: str) -> None:
        self.pop(token_digest, None)


@dataclass
class Surroundings:
    """What a test may change while the application runs."""

    visitor: Person | None = None
    now: datetime = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    healthy: bool = True
    sessions: SessionsInMemory = field(default_factory=SessionsInMemory)


def a_shell(
    around: Surroundings | None = None, *, base_url: str = "http://localhost", blueprints: Iterable[Blueprint] = ()
) -> Flask:
    """A shell in development mode, so that the gallery is there."""
    around = around or Surroundings()
    return make_shell(
        ShellParts(
            templates=ROOT / "templates/pages",
            secret_key="only for tests",
            base_url=base_url,
            office=OFFICE,
            sessions=around.sessions,
            identify=lambda: around.visitor,
            ask_to_sign_in=lambda: (f"sign in to see {request.path}", 401),
            healthy=lambda: around.healthy,
            navigation=(NavigationItem("我的申报", "/cases", frozenset({"applicant"})),),
            now=lambda: around.now,
            max_request_mb=1,
            development=True,
            gallery=published_forms,
        ),
        blueprints,
    )


def pages(**views: object) -> Blueprint:
    """A blueprint of views; ``change_name`` is reached by POST as ``/change-name``, the others by GET."""
    blueprint = Blueprint("pages", __name__)
    for name, view in views.items():
        methods = ["POST"] if name.startswith("change") else ["GET"]
        blueprint.add_url_rule(f"/{name.replace('_', '-')}", name, view, methods=methods)
    return blueprint


def for_kinds(*kinds: str) -> object:
    """A view that answers ``done`` to these kinds."""

    @allow(*kinds)
    def view() -> str:
        return "done"

    return view


@cache
def published_forms() -> tuple[Form, ...]:
    """Every form of the repository."""
    codes = {path.stem: read_code_list(path.read_bytes()) for path in (ROOT / "processes/codes").glob("*.toml")}
    return tuple(read_form(json.loads(path.read_text()), codes) for path in sorted((ROOT / "forms").glob("*/*.json")))
