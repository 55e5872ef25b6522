"""The permit line of `tests/lines` in the hands of people and other systems: a check, a message, a signal, and stalls.

What an applicant gives as the way decides how it goes on: 先行 sends the signal that 等候 waits for, 交接 the message
that ``look`` listens to; any other way stalls at ``by_way``, for which the diagram has no arrow.
"""

from collections.abc import Mapping
from typing import Any

from casesvc.app import Installation
from casesvc.cases.actor import Actor
from casesvc.cases.case import Case
from casesvc.forms.form import Form
from casesvc.journeys.complete_external import Reported, complete_external
from casesvc.journeys.decide_task import Decided, Decision, decide_task
from casesvc.journeys.desk import Desk
from casesvc.journeys.save_draft import save_draft
from casesvc.journeys.start_case import start_case
from casesvc.journeys.submit_form import submit_form
from tests.durability.relay import LINES
from tests.furnished import publish

APPLICANT = Actor("lin-wan")
OFFICER = Actor("officer-university", (("own-unit", "university"),))
PROVINCE = Actor("officer-province", (("province", "province-office"),))
ADMINISTRATOR = Actor("administrator", (("administrator", "province-office"),))
CHECKER = "identity-checker"
GOOD = {"score": 88, "checked": {"at": "2026-11-20", "by": ["甲", "乙"]}}


def publish_permit(installation: Installation) -> Desk:
    """Publish the line; return the desk."""
    publish(installation, LINES, "permit")
    return installation.desk


def checking(desk: Desk, way: str = "先行", *, name: str = "c") -> str:
    """A case whose identity check another system has to do: ``verify#1``."""
    case = start_case(
        desk, person=APPLICANT.person, line="permit", notice="always", unit="university", key=f"start/{name}"
    ).case

    def fill(_: Form, __: Mapping[str, Any]) -> dict[str, Any]:
        return {"request": {"way": way}}

    draft = save_draft(desk, actor=APPLICANT, case=case, task="apply#1", version=0, change=fill)
    submit_form(desk, actor=APPLICANT, case=case, task="apply#1", version=draft.version, key=f"in/{name}")
    return case


def checked(
    desk: Desk, case: str, facts: Mapping[str, Any] = GOOD, *, task: str = "verify#1", key: str | None = None
) -> Reported:
    """Let the other system report on its check."""
    return complete_external(desk, worker=CHECKER, case=case, task=task, facts=facts, key=key or f"{case}/{task}")


def looking(desk: Desk, way: str = "先行", *, name: str = "c") -> str:
    """A case that was checked and waits at ``look#1``."""
    case = checking(desk, way, name=name)
    checked(desk, case)
    return case


def decided(desk: Desk, case: str, task: str = "look#1", outcome: str = "approve", actor: Actor = OFFICER) -> Decided:
    """Decide a task."""
    decision = Decision({"review": {"outcome": outcome, "opinion": "看过了"}})
    return decide_task(desk, actor=actor, case=case, task=task, decision=decision, key=f"{case}/{task}/{outcome}")


def stalled(desk: Desk, *, name: str = "s") -> str:
    """A case whose officer approved, and for whose way the diagram has no arrow."""
    case = looking(desk, "没有的办法", name=name)
    assert decided(desk, case).stalled
    return case


def waiting(desk: Desk, *, name: str = "w") -> str:
    """A case that waits for the signal 窗口开放."""
    case = looking(desk, "等候", name=name)
    decided(desk, case)
    return case


def state(desk: Desk, case: str) -> Case:
    """Return a case."""
    with desk.database.read() as reading:
        found = reading.case(case)
    assert found is not None
    return found
