"""Help, messages and the check of a certificate."""

from http import HTTPStatus

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from casesvc.journeys.desk import Desk
from casesvc.journeys.look_up_certificate import look_up_certificate
from casesvc.journeys.read_messages import read_messages
from casesvc.web.access import allow

STATES = {
    "valid": ("有效", "good"),
    "expired": ("已过期", "closed"),
    "replaced": ("已被新证书替代", "closed"),
    "revoked": ("已撤销", "bad"),
}


def public_pages(desk: Desk) -> Blueprint:
    """Return the pages that belong to nobody in particular."""
    pages = Blueprint("public", __name__)

    @pages.get("/help")
    @allow("public")
    def help_page() -> ResponseReturnValue:
        """What people ask, and whom to ask further."""
        return render_template("public/help.html")

    @pages.get("/messages")
    @allow("signed-in")
    def messages() -> ResponseReturnValue:
        """The site messages, newest first."""
        return render_template("public/messages.html", messages=read_messages(desk, person=g.visitor.person.id))

    @pages.get("/certificates")
    @allow("public")
    def ask_number() -> ResponseReturnValue:
        """Ask for a number, or go to it."""
        number = request.args.get("number", "").strip()
        if number:
            return redirect(url_for("public.certificate", number=number))
        return render_template("public/certificate.html", number="", certificate=None, states=STATES)

    @pages.get("/certificates/<number>")
    @allow("public")
    def certificate(number: str) -> ResponseReturnValue:
        """How a certificate stands, with as little of its holder as needed."""
        found = look_up_certificate(desk, number=number)
        page = render_template("public/certificate.html", number=number, certificate=found, states=STATES)
        return page, HTTPStatus.OK if found else HTTPStatus.NOT_FOUND

    return pages
