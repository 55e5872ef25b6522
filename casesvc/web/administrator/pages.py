"""Routes of the administrators' pages."""

from flask import Blueprint, Response, render_template

from casesvc.journeys.desk import Desk
from casesvc.journeys.read_versions import read_lines, read_version
from casesvc.web.access import allow
from casesvc.web.administrator.incidents import add_incidents, add_resolving
from casesvc.web.diagrams import diagram_file


def administrator_pages(desk: Desk) -> Blueprint:
    """``/administrator`` lists lines with versions, ``versions/<digest>`` shows one, ``incidents`` stalled cases."""
    pages = Blueprint("administrator", __name__, url_prefix="/administrator")
    add_incidents(pages, desk)
    add_resolving(pages, desk)

    @pages.get("")
    @allow("administrator")
    def lines() -> str:
        """All lines with their versions."""
        return render_template("administrator/lines.html", lines=read_lines(desk))

    @pages.get("/versions/<digest>")
    @allow("administrator")
    def version(digest: str) -> str:
        """One version: its diagram, its steps in words, its files."""
        return render_template("administrator/version.html", opened=read_version(desk, digest=digest))

    @pages.get("/versions/<digest>/diagram.bpmn")
    @allow("administrator")
    def diagram(digest: str) -> Response:
        """The diagram of a version as it was published."""
        return diagram_file(read_version(desk, digest=digest).line.diagram)

    return pages
