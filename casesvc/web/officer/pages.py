"""Routes of the officers' pages."""

from datetime import date as calendar_date
from datetime import datetime, time
from http import HTTPStatus
from uuid import uuid4

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casesvc.cases.rejection import Rejection
from casesvc.forms.formats import normalise
from casesvc.journeys.decide_task import decide_task
from casesvc.journeys.desk import LOCAL, Desk
from casesvc.journeys.extend_correction import extend_correction
from casesvc.journeys.read_for_decision import read_done, read_for_decision
from casesvc.journeys.read_review import Review, read_review
from casesvc.journeys.read_worklist import read_worklist
from casesvc.web.access import allow
from casesvc.web.filters import short_day
from casesvc.web.officer.decision import Typed, typed_in
from casesvc.web.officer.review_page import review_page

SAID = "said"  # of the session: what the next page says on top, once


def officer_pages(desk: Desk) -> Blueprint:
    """``/officer`` (待办), ``/officer/done`` (已办) and ``/officer/cases/<case>``."""
    pages = Blueprint("officer", __name__, url_prefix="/officer")
    add_worklist(pages, desk)
    add_review(pages, desk)
    add_decision(pages, desk)
    add_extension(pages, desk)
    return pages


def add_worklist(pages: Blueprint, desk: Desk) -> None:
    """Add the two lists."""

    @pages.get("", defaults={"done": False})
    @pages.get("/done", defaults={"done": True})
    @allow("officer")
    def worklist(*, done: bool) -> str:
        """The list of open tasks, or of those the person decided."""
        search = request.args.get("search", "").strip()
        page = request.args.get("page", 1, type=int)
        found = read_worklist(desk, actor=g.visitor.actor, done=done, search=search, page=page)
        return render_template(
            "officer/worklist.html",
            found=found,
            done=done,
            search=search,
            decided=said(desk),
            page_address=lambda number: url_for("officer.worklist", done=done, search=search or None, page=number),
        )


def add_review(pages: Blueprint, desk: Desk) -> None:
    """Add the page of a case."""

    @pages.get("/cases/<case>")
    @allow("officer")
    def review(case: str) -> str:
        """A case as filed, with the decision bar when one of its tasks is the person's."""
        return shown(desk, read_for_me(desk, case))


def add_decision(pages: Blueprint, desk: Desk) -> None:
    """Add what the buttons of the decision bar post to."""

    @pages.post("/cases/<case>")
    @allow("officer")
    def decide(case: str) -> ResponseReturnValue:
        """Decide the task the page was opened for; whatever is refused stays on the page as typed."""
        task, key = request.form.get("task", ""), request.form.get("_key", "")
        known = read_for_decision(desk, case=case, task=task)
        typed = typed_in(known.form, request.form)
        try:
            decision = typed.decision(known.filed_form, known.filed_answers)
            decide_task(desk, actor=g.visitor.actor, case=case, task=task, decision=decision, key=key)
        except Rejection as refused:
            return shown(desk, read_for_me(desk, case), refused=refused, typed=typed), HTTPStatus.CONFLICT
        return redirect(next_address(desk, case, task), HTTPStatus.SEE_OTHER)


def add_extension(pages: Blueprint, desk: Desk) -> None:
    """Add what gives more time for a correction."""

    @pages.post("/cases/<case>/extension")
    @allow("officer")
    def extend(case: str) -> ResponseReturnValue:
        """Give more time for the correction under way."""
        try:
            due = end_of_day(request.form.get("due", ""))
            extend_correction(desk, actor=g.visitor.actor, case=case, task=request.form.get("task", ""), due=due)
        except Rejection as refused:
            return shown(desk, read_for_me(desk, case), refused=refused), HTTPStatus.CONFLICT
        session[SAID] = {"words": _("修改期限已延长到 %(day)s。", day=short_day(due)), "case": None}
        return redirect(url_for("officer.review", case=case), HTTPStatus.SEE_OTHER)


def shown(desk: Desk, review: Review, *, refused: Rejection | None = None, typed: Typed | None = None) -> str:
    """The page of a case, with the list of what else waits."""
    page = review_page(review, refused=refused, typed=typed, full=full(), file=request.args.get("file"))
    return render_template(
        "officer/review.html",
        page=page,
        waiting=read_worklist(desk, actor=g.visitor.actor, done=False),
        key=str(uuid4()),
        decided=said(desk),
    )


def read_for_me(desk: Desk, case: str) -> Review:
    """The case as the person may read it; asking for the full numbers is recorded as such."""
    look = "review, full numbers" if full() else "review"
    return read_review(desk, person=g.visitor.person, case=case, look=look)


def full() -> bool:
    """Whether identity and telephone numbers were asked for unmasked."""
    return request.args.get("full") == "1"


def next_address(desk: Desk, case: str, task: str) -> str:
    """Where to go after a decision: the case that waits longest, or the empty list; it says what was decided."""
    waiting = read_worklist(desk, actor=g.visitor.actor, done=False).items
    if not waiting:
        return url_for("officer.worklist", done=False, after=case, task=task)
    return url_for("officer.review", case=waiting[0].case, after=case, task=task)


def said(desk: Desk) -> dict[str, str | None] | None:
    """What the page says on top: the decision the address names, or a sentence kept in the session."""
    case, task = request.args.get("after"), request.args.get("task", "")
    done = read_done(desk, person=g.visitor.person.id, case=case, task=task) if case else None
    if done is None:
        kept: dict[str, str | None] | None = session.pop(SAID, None)
        return kept
    words = _("已办理 %(name)s 的申报：%(outcome)s。", name=done.applicant, outcome=done.outcome)
    if done.stalled:
        words += _("流程暂时不能继续，您的意见已记录，系统管理员会处理。")
    return {"words": words, "case": done.case}


def end_of_day(text: str) -> datetime:
    """The last second of a typed day. Raise Rejection date-wrong."""
    try:
        day = calendar_date.fromisoformat(normalise("date", text.strip()))
    except ValueError:
        raise Rejection("date-wrong", _("请填写新的期限，例如 2026-12-31"), {"field": "due"}) from None
    return datetime.combine(day, time(23, 59, 59), LOCAL)
