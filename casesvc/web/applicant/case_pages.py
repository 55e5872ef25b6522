"""A case its applicant follows: handed in, on its way, returned, decided; with its papers."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from casesvc.journeys.desk import Desk
from casesvc.journeys.papers import overview
from casesvc.journeys.track_case import Tracked, track_case
from casesvc.journeys.trail import TrailNode
from casesvc.web.access import allow
from casesvc.web.applicant.sections import masked_sections
from casesvc.web.downloads import PDF, file_answer
from casesvc.web.parts import Column, Family, TrailStep

STEPS = [
    Column("what", "环节"),
    Column("who", "办理人"),
    Column("at", "办理时间"),
    Column("waited", "用时"),
    Column("word", "结果"),
    Column("opinion", "意见"),
]
FAMILIES: dict[str, Family] = {"return": "needs-you", "terminate": "bad", "not-granted": "bad", "withdrawn": "closed"}


def case_pages(desk: Desk) -> Blueprint:
    """``/my/cases/<case>`` and what belongs to it."""
    pages = Blueprint("cases", __name__, url_prefix="/my/cases/<case>")

    @pages.get("")
    @allow("applicant")
    def follow(case: str) -> ResponseReturnValue:
        """进度跟踪."""
        tracked = track_case(desk, person=g.visitor.person, case=case)
        if not tracked.submitted:
            return redirect(url_for("application.begin", case=case))
        return page("applicant/case.html", tracked)

    @pages.get("/submitted")
    @allow("applicant")
    def submitted(case: str) -> ResponseReturnValue:
        """The result of handing in, with 流程推送节点."""
        tracked = track_case(desk, person=g.visitor.person, case=case)
        if not tracked.submitted:
            return redirect(url_for("application.begin", case=case))
        return page("applicant/submitted.html", tracked)

    @pages.get("/overview.pdf")
    @allow("applicant")
    def overview_file(case: str) -> ResponseReturnValue:
        """The overview, shown or downloaded."""
        paper = overview(desk, person=g.visitor.person, case=case)
        return file_answer(paper.pdf, name=paper.name, media_type=PDF, download="download" in request.args)

    return pages


def page(template: str, tracked: Tracked) -> str:
    """Draw a page of a case."""

    def file_of(_path: object, attachment: dict[str, str]) -> str:
        return url_for("application.attachment", case=tracked.case.id, file=attachment["id"])

    steps = [trail_step(node) for node in tracked.trail]
    filed = masked_sections(tracked.form, tracked.filed) if tracked.form else []
    return render_template(template, tracked=tracked, filed=filed, steps=steps, file_of=file_of, columns=STEPS)


def trail_step(node: TrailNode) -> TrailStep:
    """Return a step of the trail ready to be drawn."""
    family: Family = "draft"
    if node.place == "now":
        family = "office"
    elif node.place == "passed":
        family = FAMILIES.get(node.outcome or "", "good")
    return TrailStep(node.title, family, node.place, node.words, node.who, node.at, node.waited, node.opinion)
