"""Signing in with user name and password, and out again."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import Desk
from casesvc.journeys.sign_in import sign_in
from casesvc.web.access import allow
from casesvc.web.look import local_path
from casesvc.web.visitors import PERSON


def sign_in_pages(desk: Desk) -> Blueprint:
    """Return the pages for signing in and out."""
    pages = Blueprint("sign_in", __name__)

    @pages.get("/sign-in")
    @allow("public")
    def ask() -> ResponseReturnValue:
        return render_template("public/sign_in.html", name="", refused=None, back=local_path(request.args.get("back")))

    @pages.post("/sign-in")
    @allow("public")
    def enter() -> ResponseReturnValue:
        name, back = request.form.get("name", ""), local_path(request.form.get("back"))
        try:
            person = sign_in(desk, name=name, password=request.form.get("password", ""))
        except Rejection as refused:
            return render_template("public/sign_in.html", name=name, refused=refused.message, back=back), 400
        session.sign_in(**{PERSON: person.id})  # type: ignore[attr-defined]
        return redirect(back)

    @pages.post("/sign-out")
    @allow("signed-in")
    def leave() -> ResponseReturnValue:
        session.end()  # type: ignore[attr-defined]
        return redirect(url_for("sign_in.ask"))

    return pages


def ask_to_sign_in() -> ResponseReturnValue:
    """Send a visitor who is not signed in to the sign-in page, and back afterwards."""
    return redirect(url_for("sign_in.ask", back=request.full_path.rstrip("?")))
