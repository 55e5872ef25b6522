"""Routes of the administrators' pages about stalled cases."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from http import HTTPStatus
from uuid import uuid4

from flask import Blueprint, Response, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import Desk
from casesvc.journeys.read_incidents import OpenIncident, facts_of, read_incident, read_incidents, read_stall_path
from casesvc.journeys.retry_case import Resolved, correct_facts, end_case, retry_case
from casesvc.web.access import allow
from casesvc.web.administrator.corrections import KINDS, FactRow, corrected, rows_of, typed_rows

GONE = frozenset({"not-stalled", "not-yours", "unknown-case"})  # refusals after which there is nothing left to fill in


@dataclass(frozen=True)
class IncidentPage:
    """What the template draws; ``asked`` says which of the forms was refused, if one was."""

    open: OpenIncident
    rows: tuple[FactRow, ...]
    reasons: dict[str, str]
    asked: str = ""
    refused: Rejection | None = None

    def error(self, asked: str, field: str) -> str | None:
        """The message that belongs to one field of one form."""
        if self.refused is None or self.asked != asked or self.refused.details.get("field") != field:
            return None
        return self.refused.message

    @property
    def summary(self) -> list[tuple[str, str, str]]:
        """The line of the error summary, leading to the field."""
        return [(self.place(), "", self.refused.message)] if self.refused else []

    def place(self) -> str:
        """The id of the field that was refused, or of its form."""
        field = self.refused.details.get("field") if self.refused else None
        if field == "reason":
            return f"{self.asked}-reason"
        names = [row.name for row in self.rows]
        return f"value-{names.index(field)}" if field in names else self.asked


def add_incidents(pages: Blueprint, desk: Desk) -> None:
    """Add the list of stalled cases and the page of one."""

    @pages.get("/incidents")
    @allow("administrator")
    def incidents() -> str:
        """Stalled cases, the longest stalled first."""
        found = read_incidents(desk, page=request.args.get("page", 1, type=int))
        return render_template(
            "administrator/incidents.html",
            found=found,
            page_address=lambda number: url_for("administrator.incidents", page=number),
        )

    @pages.get("/incidents/<case>")
    @allow("administrator")
    def incident(case: str) -> str:
        """One stalled case: where and why, and what can be done."""
        return shown(opened(desk, case))

    @pages.get("/incidents/<case>/history")
    @allow("administrator")
    def incident_history(case: str) -> str:
        """What happened to the case, in words."""
        return render_template("administrator/history.html", open=opened(desk, case))

    @pages.get("/incidents/<case>/path.json")
    @allow("administrator")
    def incident_path(case: str) -> Response:
        """The way of the case and where it stalled, for the diagram."""
        return jsonify(steps=[asdict(read_stall_path(desk, case=case))])


def add_resolving(pages: Blueprint, desk: Desk) -> None:
    """Add what the buttons of the page post to."""

    @pages.post("/incidents/<case>/retry")
    @allow("administrator")
    def retry(case: str) -> ResponseReturnValue:
        """Try the recorded input again."""
        return told(retry_case(desk, actor=g.visitor.actor, case=case, key=request.form.get("_key", "")))

    @pages.post("/incidents/<case>/facts")
    @allow("administrator")
    def correct(case: str) -> ResponseReturnValue:
        """Correct facts, then try again; what is refused stays on the page as typed."""
        known = facts_of(desk, case=case)
        rows, reason = typed_rows(request.form, known), request.form.get("reason", "")

        def command() -> Resolved:
            facts, key = corrected(rows, known), request.form.get("_key", "")
            return correct_facts(desk, actor=g.visitor.actor, case=case, facts=facts, reason=reason, key=key)

        return attempted(desk, case, "facts", command, rows=rows, reason=reason)

    @pages.post("/incidents/<case>/end")
    @allow("administrator")
    def end(case: str) -> ResponseReturnValue:
        """End the case; what is refused stays on the page as typed."""
        reason = request.form.get("reason", "")

        def command() -> Resolved:
            return end_case(desk, actor=g.visitor.actor, case=case, reason=reason, key=request.form.get("_key", ""))

        return attempted(desk, case, "end", command, reason=reason)


def attempted(
    desk: Desk,
    case: str,
    asked: str,
    command: Callable[[], Resolved],
    *,
    reason: str,
    rows: tuple[FactRow, ...] | None = None,
) -> ResponseReturnValue:
    """Run a command of the page; show the page again, with what was typed, when it is refused."""
    try:
        return told(command(), ended=asked == "end")
    except Rejection as refused:
        if refused.code in GONE:
            raise
        page = shown(opened(desk, case), rows=rows, reasons={asked: reason}, asked=asked, refused=refused)
        return page, HTTPStatus.CONFLICT


def told(done: Resolved, *, ended: bool = False) -> ResponseReturnValue:
    """Say how it went, on the list, or on the page of the case when it is still stalled."""
    if done.stalled:
        flash(_("重试后流程仍不能继续：%(message)s", message=done.message), "needs-you")
        return redirect(url_for("administrator.incident", case=done.case), HTTPStatus.SEE_OTHER)
    flash(_("已终止办理，申报人会收到消息。") if ended else _("流程已继续，这件申报不再需要处理。"), "good")
    return redirect(url_for("administrator.incidents"), HTTPStatus.SEE_OTHER)


def opened(desk: Desk, case: str) -> OpenIncident:
    """Read the incident for the visitor."""
    return read_incident(desk, person=g.visitor.person, case=case)


def shown(
    found: OpenIncident,
    *,
    rows: tuple[FactRow, ...] | None = None,
    reasons: dict[str, str] | None = None,
    asked: str = "",
    refused: Rejection | None = None,
) -> str:
    """The page of a stalled case."""
    page = IncidentPage(found, rows or rows_of(found.facts), reasons or {}, asked, refused)
    return render_template(
        "administrator/incident.html", page=page, kinds=KINDS, keys=[str(uuid4()) for _number in range(3)]
    )
