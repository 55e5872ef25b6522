"""The web application without its pages: layout, access, sessions, security, errors; the pages come as blueprints."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, g, request, url_for
from flask_babel import Babel
from jinja2 import StrictUndefined

from casesvc.journeys.sessions import SessionStore
from casesvc.web.access import AskToSignIn, Identify, allow, guard_routes
from casesvc.web.errors import answer_errors
from casesvc.web.filters import SHANGHAI, add_filters
from casesvc.web.gallery import GallerySource, gallery_pages
from casesvc.web.look import chosen_variants, look
from casesvc.web.office import NavigationItem, Office
from casesvc.web.security import cookie_name, guard_forms, set_headers
from casesvc.web.sessions import SessionLimits, StoredSessions

MEGABYTE = 1024 * 1024
STATIC = Path(__file__).with_name("static")


@dataclass(frozen=True)
class ShellParts:
    """All that the shell is given; it reads no setting and knows no storage."""

    templates: Path
    secret_key: str
    base_url: str
    office: Office
    sessions: SessionStore
    identify: Identify
    ask_to_sign_in: AskToSignIn
    healthy: Callable[[], bool]
    static: Path = STATIC
    navigation: tuple[NavigationItem, ...] = ()
    limits: SessionLimits = field(default_factory=SessionLimits)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    max_request_mb: int = 64
    form_origins: tuple[str, ...] = ()
    development: bool = False
    gallery: GallerySource | None = None


def make_shell(parts: ShellParts, blueprints: Iterable[Blueprint] = ()) -> Flask:
    """Put the application together; every route of ``blueprints`` must declare its role with ``@allow``."""
    https = urlsplit(parts.base_url).scheme == "https"
    app = Flask("casesvc", template_folder=str(parts.templates), static_folder=str(parts.static))
    app.config.update(_configuration(parts, https))
    app.session_interface = StoredSessions(parts.sessions, parts.limits, parts.now)
    Babel(app, default_locale="zh_Hans_CN", default_timezone=str(SHANGHAI))
    allow("public")(app.view_functions["static"])
    guard_routes(app, parts.identify, parts.ask_to_sign_in)
    guard_forms(app, parts.base_url)
    set_headers(app, https=https, form_origins=parts.form_origins)
    answer_errors(app)
    _prepare_templates(app, parts)
    for blueprint in (look, _health_page(parts.healthy), *blueprints):
        app.register_blueprint(blueprint)
    if parts.development and parts.gallery:
        app.register_blueprint(gallery_pages(parts.gallery))
    return app


def _configuration(parts: ShellParts, https: bool) -> dict[str, Any]:
    return {
        "SECRET_KEY": parts.secret_key,
        "SESSION_COOKIE_NAME": cookie_name("casesvc", https=https),
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": parts.max_request_mb * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": 2 * MEGABYTE,
        "MAX_FORM_PARTS": 5000,
        "SEND_FILE_MAX_AGE_DEFAULT": 3600,
        "PREFERRED_URL_SCHEME": "https" if https else "http",
    }


def _prepare_templates(app: Flask, parts: ShellParts) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["asset"] = _asset_address(parts.static)
    add_filters(app)

    def page_context() -> dict[str, Any]:
        visitor = g.get("visitor")
        return {
            "office": parts.office,
            "visitor": visitor,
            "navigation": _visible(parts.navigation, visitor.kinds if visitor else frozenset()),
            "variants": chosen_variants(),
            "here": request.full_path.rstrip("?"),
        }

    app.context_processor(page_context)


def _visible(items: tuple[NavigationItem, ...], kinds: frozenset[str]) -> list[NavigationItem]:
    return [item for item in items if not item.kinds or item.kinds & kinds]


def _asset_address(static: Path) -> Callable[[str], str]:
    """A static file's address with its digest, so that a browser never keeps an old one."""

    @lru_cache(maxsize=64)
    def version(name: str) -> str | None:
        file = static / name
        return hashlib.sha256(file.read_bytes()).hexdigest()[:10] if file.is_file() else None

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=version(name))

    return asset


def _health_page(healthy: Callable[[], bool]) -> Blueprint:
    health = Blueprint("health", __name__)

    @health.get("/healthz")
    @allow("public")
    def healthz() -> Response:
        """For load balancers: 200 when the application and its database answer, 503 otherwise."""
        well = healthy()
        return Response("ok" if well else "unavailable", 200 if well else 503, content_type="text/plain")

    return health
