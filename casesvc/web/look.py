"""大字版 and 高对比: a link sets a cookie, the layout turns it into classes of the html element."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, redirect, request
from flask.typing import ResponseReturnValue

from casesvc.web.access import allow

COOKIE = "casesvc-look"
VARIANTS = ("large", "contrast")
ONE_YEAR = 365 * 24 * 3600

look = Blueprint("look", __name__)


def chosen_variants() -> tuple[str, ...]:
    """The variants the visitor has switched on, in a fixed order."""
    wanted = request.cookies.get(COOKIE, "").split(".")
    return tuple(variant for variant in VARIANTS if variant in wanted)


def local_path(target: str | None) -> str:
    """``target`` when it is a path of this site, otherwise ``/``: a link may not lead elsewhere by redirect."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return "/"
    parts = urlsplit(target)
    return "/" if parts.scheme or parts.netloc or any(ord(c) < 32 for c in target) else target


@look.get("/look/<variant>/<any(on, off):state>")
@allow("public")
def choose(variant: str, state: str) -> ResponseReturnValue:
    """Switch a variant on or off and go back to where the visitor was."""
    if variant not in VARIANTS:
        abort(404)
    on = set(chosen_variants()) - {variant} | ({variant} if state == "on" else set())
    response = redirect(local_path(request.args.get("back")), 303)
    value = ".".join(v for v in VARIANTS if v in on)
    response.set_cookie(
        COOKIE,
        value,
        max_age=ONE_YEAR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response
