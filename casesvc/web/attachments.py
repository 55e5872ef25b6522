"""Attachments of cases, shown in the browser to everybody who may read the case."""

from urllib.parse import quote

from flask import Blueprint, Response, g

from casesvc.journeys.desk import Desk
from casesvc.journeys.read_attachment import read_attachment
from casesvc.web.access import allow

SHOWN = frozenset({"image/jpeg", "image/png", "application/pdf"})  # everything else is only handed out


def attachment_pages(desk: Desk) -> Blueprint:
    """``/cases/<case>/files/<file>``: what was handed in with a case."""
    pages = Blueprint("attachments", __name__)

    @pages.get("/cases/<case>/files/<file>")
    @allow("signed-in")
    def attachment(case: str, file: str) -> Response:
        """One attachment under its own name."""
        found = read_attachment(desk, person=g.visitor.person, case=case, file=file)
        place = "inline" if found.type in SHOWN else "attachment"
        headers = {"Content-Disposition": f"{place}; filename*=UTF-8''{quote(found.name)}"}
        return Response(found.content, content_type=found.type, headers=headers)

    return pages
