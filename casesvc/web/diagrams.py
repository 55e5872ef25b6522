"""Diagrams as files and the path of a case as JSON, for the viewer of the browser."""

from dataclasses import asdict

from flask import Blueprint, Response, g, jsonify, request

from casesvc.journeys.desk import Desk
from casesvc.journeys.read_path import read_diagram, read_path
from casesvc.web.access import allow


def diagram_pages(desk: Desk) -> Blueprint:
    """``/cases/<case>/diagram.bpmn`` and ``/cases/<case>/path.json``, for everybody who may read the case."""
    pages = Blueprint("diagrams", __name__)

    @pages.get("/cases/<case>/diagram.bpmn")
    @allow("signed-in")
    def case_diagram(case: str) -> Response:
        """The diagram the case follows, or followed at ``step``."""
        step = request.args.get("step", type=int)
        return diagram_file(read_diagram(desk, person=g.visitor.person, case=case, step=step))

    @pages.get("/cases/<case>/path.json")
    @allow("signed-in")
    def case_path(case: str) -> Response:
        """What the case passed and where it stood, event by event."""
        return jsonify(steps=[asdict(step) for step in read_path(desk, person=g.visitor.person, case=case)])

    return pages


def diagram_file(content: bytes) -> Response:
    """A diagram as it was published."""
    return Response(content, content_type="application/xml; charset=utf-8")
