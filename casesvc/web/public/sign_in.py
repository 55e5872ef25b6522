"""Signing in with user name and password, and out again."""

from http import HTTPStatus
from urllib.parse import quote

from flask import Blueprint, Response, flash, g, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import Desk
from casesvc.journeys.sign_in import sign_in
from casesvc.web.access import allow
from casesvc.web.look import local_path
from casesvc.web.public.parked import PARKED, Parked, park_request, parked_from
from casesvc.web.visitors import PERSON, identify


def sign_in_pages(desk: Desk) -> Blueprint:
    """Return the pages for signing in and out."""
    pages = Blueprint("sign_in", __name__)

    @pages.get("/sign-in")
    @allow("public")
    def ask() -> ResponseReturnValue:
        """The sign-in page."""
        if g.visitor:
            return redirect(local_path(request.args.get("back")))
        return sign_in_page(back=local_path(request.args.get("back")))

    @pages.post("/sign-in")
    @allow("public")
    def enter() -> ResponseReturnValue:
        """Sign in; a form that was sent without a session is shown again, to be confirmed."""
        name, back = request.form.get("name", ""), local_path(request.form.get("back"))
        parked = parked_from(request.form.get(PARKED))
        try:
            person = sign_in(desk, name=name, password=request.form.get("password", ""))
        except Rejection as refused:
            return sign_in_page(name=name, refused=refused.message, back=back, parked=parked), HTTPStatus.BAD_REQUEST
        session.sign_in(**{PERSON: person.id})  # type: ignore[attr-defined]
        if parked is None:
            return redirect(back)
        g.visitor = identify(desk)
        return render_template("public/parked.html", parked=parked)

    @pages.post("/sign-out")
    @allow("signed-in")
    def leave() -> ResponseReturnValue:
        """Sign out."""
        session.end()  # type: ignore[attr-defined]
        flash(_("您已安全退出。"), "good")
        return redirect(url_for("sign_in.ask"))

    return pages


def sign_in_page(
    *, name: str = "", refused: str | None = None, back: str = "/", parked: Parked | None = None, expired: bool = False
) -> str:
    """The sign-in page; ``expired`` says that the session ended under way."""
    return render_template("public/sign_in.html", name=name, refused=refused, back=back, parked=parked, expired=expired)


def ask_to_sign_in() -> ResponseReturnValue:
    """Ask a visitor without a session to sign in; what a form or a script sent is not lost over it."""
    over = _("登录已超时，请重新登录后继续")
    if "application/json" in request.headers.get("Accept", ""):
        return jsonify(message=over), HTTPStatus.UNAUTHORIZED
    if request.headers.get("HX-Request"):
        return Response(over, HTTPStatus.UNAUTHORIZED, {"X-Message": quote(over)}, content_type="text/plain")
    if request.method == "POST":
        return sign_in_page(parked=park_request(), expired=True), HTTPStatus.UNAUTHORIZED
    return redirect(url_for("sign_in.ask", back=request.full_path.rstrip("?")))
