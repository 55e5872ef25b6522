"""Who may call a route: every view says so itself, and a view that does not is refused."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, abort, current_app, g, request
from flask.typing import ResponseReturnValue

from casesvc.web.office import Visitor

PUBLIC = "public"
SIGNED_IN = "signed-in"
MACHINE = "machine"
KINDS = frozenset({PUBLIC, SIGNED_IN, MACHINE, "applicant", "officer", "administrator", "auditor"})

_DECLARATION = "casesvc_allowed"

View = TypeVar("View", bound=Callable[..., object])
Identify = Callable[[], Visitor | None]
AskToSignIn = Callable[[], ResponseReturnValue]


def allow(*kinds: str) -> Callable[[View], View]:
    """Declare who may call a view: ``@allow("public")``, ``@allow("officer", "auditor")``.

    ``signed-in`` stands for any person, ``machine`` for callers with a token of their own (no CSRF token asked).
    Goes directly above the function, below the route. Raises ValueError on an unknown kind.
    """
    unknown = set(kinds) - KINDS
    if unknown or not kinds:
        raise ValueError(f"unknown or no kind of visitor: {sorted(unknown)}")

    def declare(view: View) -> View:
        setattr(view, _DECLARATION, frozenset(kinds))
        return view

    return declare


def allowed_kinds(app: Flask, endpoint: str) -> frozenset[str]:
    """The kinds an endpoint declares; empty when it declares none."""
    declared: frozenset[str] = getattr(app.view_functions.get(endpoint), _DECLARATION, frozenset())
    return declared


def guard_routes(app: Flask, identify: Identify, ask_to_sign_in: AskToSignIn) -> None:
    """Check each request before its view runs; puts the visitor (or None) into ``g.visitor``.

    Someone not signed in gets ``ask_to_sign_in``; someone signed in without the kind gets 403.
    """

    def check() -> ResponseReturnValue | None:
        if request.endpoint is None:
            g.visitor = identify()
            return None  # routing failed: the view that answers is the 404 or 405 page
        kinds = allowed_kinds(current_app, request.endpoint)
        if not kinds:
            current_app.logger.error("route %s declares no role", request.endpoint)
            g.visitor = None
            abort(403)
        g.visitor = None if request.endpoint == "static" else identify()
        return _answer(kinds, g.visitor, ask_to_sign_in)

    app.before_request(check)


def _answer(kinds: frozenset[str], visitor: Visitor | None, ask_to_sign_in: AskToSignIn) -> ResponseReturnValue | None:
    if PUBLIC in kinds:
        return None
    if visitor is None:
        return ask_to_sign_in()
    if kinds & visitor.kinds or (SIGNED_IN in kinds and MACHINE not in visitor.kinds):
        return None
    abort(403)
