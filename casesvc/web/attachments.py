"""Attachments of cases, shown in the browser to everybody who may read the case."""

from flask import Blueprint, Response, g

from casesvc.journeys.desk import Desk
from casesvc.journeys.read_attachment import read_attachment
from casesvc.web.access import allow
from casesvc.web.downloads import file_answer


def attachment_pages(desk: Desk) -> Blueprint:
    """``/cases/<case>/files/<file>``: what was handed in with a case."""
    pages = Blueprint("attachments", __name__)

    @pages.get("/cases/<case>/files/<file>")
    @allow("signed-in")
    def attachment(case: str, file: str) -> Response:
        """One attachment under its own name."""
        found = read_attachment(desk, person=g.visitor.person, case=case, file=file)
        return file_answer(found.content, name=found.name, media_type=found.type)

    return pages
