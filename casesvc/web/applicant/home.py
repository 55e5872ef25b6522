"""个人网厅 and the home of a business: what can be done, from the notices to the start of a case."""

from uuid import uuid4

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import Desk
from casesvc.journeys.look_up_certificate import my_certificates
from casesvc.journeys.papers import certificate
from casesvc.journeys.read_business import Business, read_bindings, read_business
from casesvc.journeys.read_home import read_home
from casesvc.journeys.start_case import start_case
from casesvc.web.access import allow
from casesvc.web.downloads import PDF, file_answer
from casesvc.web.parts import Column
from casesvc.web.public.pages import STATES

CASES = [
    Column("number", "申报编号"),
    Column("notice", "申报通知"),
    Column("unit", "推荐单位"),
    Column("at", "提交时间"),
    Column("state", "状态"),
    Column("do", "操作"),
]
BINDINGS = [Column("unit", "单位"), Column("state", "业务状态")]
WORKPLACES = {"officer": "/officer", "administrator": "/administrator", "auditor": "/auditor"}


def home_pages(desk: Desk) -> Blueprint:
    """``/``, ``/business/<line>`` and ``/my/certificates``."""
    pages = Blueprint("home", __name__)

    @pages.get("/")
    @allow("signed-in")
    def home() -> ResponseReturnValue:
        """The applicant's home; others are sent to where they work."""
        for kind, path in WORKPLACES.items():
            if kind in g.visitor.kinds:
                return redirect(path)
        return render_template("applicant/home.html", home=read_home(desk, person=g.visitor.person))

    @pages.get("/my/certificates")
    @allow("applicant")
    def certificates() -> ResponseReturnValue:
        """我的证照."""
        held = my_certificates(desk, person=g.visitor.person)
        return render_template("applicant/certificates.html", certificates=held, states=STATES)

    @pages.get("/my/certificates/<number>.pdf")
    @allow("applicant")
    def certificate_file(number: str) -> ResponseReturnValue:
        """The certificate, shown or downloaded."""
        paper = certificate(desk, person=g.visitor.person, number=number)
        return file_answer(paper.pdf, name=paper.name, media_type=PDF, download="download" in request.args)

    add_business(pages, desk)
    return pages


def add_business(pages: Blueprint, desk: Desk) -> None:
    """Add the pages of one business."""

    @pages.get("/business/<line>")
    @allow("applicant")
    def business(line: str) -> ResponseReturnValue:
        """Precautions, self-check, 推荐单位 and 申报历史信息列表."""
        return business_page(read_business(desk, person=g.visitor.person, line=line))

    @pages.get("/business/<line>/notices")
    @allow("applicant")
    def notices(line: str) -> ResponseReturnValue:
        """The notices one can apply under, with the chosen unit."""
        found = read_business(desk, person=g.visitor.person, line=line)
        unit = found.unit(request.args.get("unit", ""))
        if unit is None:
            return business_page(found, refused="请选择推荐单位"), 400
        return render_template("applicant/notices.html", business=found, unit=unit, key=uuid4().hex)

    @pages.post("/business/<line>/start")
    @allow("applicant")
    def start(line: str) -> ResponseReturnValue:
        """申报: start the case and open its form."""
        person, posted = g.visitor.person, request.form
        try:
            started = start_case(
                desk,
                person=person.id,
                line=line,
                notice=posted.get("notice", ""),
                unit=posted.get("unit", ""),
                key=posted.get("_key") or uuid4().hex,
            )
        except (Rejection, KeyError) as refused:
            said = refused.message if isinstance(refused, Rejection) else "没有这个申报通知，请重新选择"
            return business_page(read_business(desk, person=person, line=line), refused=said), 409
        return redirect(url_for("application.begin", case=started.case))

    @pages.get("/business/<line>/bindings")
    @allow("applicant")
    def bindings(line: str) -> ResponseReturnValue:
        """绑定单位申报状态; binding itself is done elsewhere."""
        found = read_business(desk, person=g.visitor.person, line=line)
        units = read_bindings(desk, person=g.visitor.person)
        return render_template("applicant/bindings.html", business=found, units=units, columns=BINDINGS)


def business_page(business: Business, refused: str | None = None) -> str:
    """The business home; ``refused`` says why nothing was started."""
    return render_template("applicant/business.html", business=business, refused=refused, columns=CASES)
