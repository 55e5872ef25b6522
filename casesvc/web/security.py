"""What every answer carries against misuse: headers, cookies, CSRF."""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from casesvc.web.access import MACHINE, allowed_kinds

CSRF_HOURS = 12

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def content_policy(form_origins: tuple[str, ...] = ()) -> str:
    """The content security policy: our own files only, nothing inline, nobody may frame us.

    ``form_origins``: where a form of ours may be redirected to, e.g. the identity platform at sign-out.
    """
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "form-action": " ".join(("'self'", *form_origins)),
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def set_headers(app: Flask, *, https: bool, form_origins: tuple[str, ...] = ()) -> None:
    """Add the security headers to every answer; an answer that brings one of its own keeps it.

    Everything but the static files is ``no-store``: even a public page greets the person by name.
    """
    policy = content_policy(form_origins)

    def add(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", policy)
        if https:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.after_request(add)


def guard_forms(app: Flask, base_url: str) -> None:
    """Ask each changing request for a CSRF token and our own origin; routes for machines bring a token of their own.

    Runs after the role check, so a person whose session ended is asked to sign in and not told of a token.
    """
    ours = _origin(base_url)
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=CSRF_HOURS * 3600,
        WTF_CSRF_SSL_STRICT=False,  # the origin is checked here; a proxy may hide the referrer
    )
    protection = CSRFProtect(app)

    def check() -> None:
        for_machines = request.endpoint is not None and MACHINE in allowed_kinds(current_app, request.endpoint)
        if request.endpoint is None or for_machines or request.method in {"GET", "HEAD", "OPTIONS"}:
            return
        if request.headers.get("Origin", ours) not in {ours, _origin(request.host_url)}:
            raise CSRFError("the request comes from another site")
        protection.protect()

    app.before_request(check)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def cookie_name(name: str, *, https: bool) -> str:
    """``__Host-casesvc`` when the base address is https: bound to this host, path ``/`` and encrypted transport."""
    return f"__Host-{name}" if https else name
