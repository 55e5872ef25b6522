"""Routes of the auditors' pages."""

from flask import Blueprint, g, render_template, request, url_for

from casesvc.journeys.desk import Desk
from casesvc.journeys.read_cases import read_cases
from casesvc.journeys.replay_case import replay_case
from casesvc.web.access import allow
from casesvc.web.officer.parts import parts_of
from casesvc.web.standing import family_of


def auditor_pages(desk: Desk) -> Blueprint:
    """``/auditor`` finds cases, ``/auditor/cases/<case>?step=7`` shows one as it was."""
    pages = Blueprint("auditor", __name__, url_prefix="/auditor")

    @pages.get("")
    @allow("auditor")
    def cases() -> str:
        """All cases by number or applicant, newest first."""
        search = request.args.get("search", "").strip()
        found = read_cases(desk, search=search, page=request.args.get("page", 1, type=int))
        return render_template(
            "auditor/cases.html",
            found=found,
            search=search,
            page_address=lambda number: url_for("auditor.cases", search=search or None, page=number),
        )

    @pages.get("/cases/<case>")
    @allow("auditor")
    def replay(case: str) -> str:
        """One step of a case; the last one when none is named."""
        step = request.args.get("step", type=int)
        replayed = replay_case(desk, person=g.visitor.person, case=case, step=step)
        return render_template(
            "auditor/replay.html",
            replay=replayed,
            step=replayed.step,
            parts=parts_of(replayed.filed, full=False) if replayed.filed else (),
            family=family_of(replayed.state, replayed.line),
        )

    return pages
