"""The relay line of `tests/lines` in people's hands: three tasks, of which one can be done as often as one likes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casesvc.app import Installation
from casesvc.cases.actor import Actor
from casesvc.cases.case import Case
from casesvc.forms.form import Form
from casesvc.journeys.decide_task import Decided, Decision, decide_task
from casesvc.journeys.desk import Desk
from casesvc.journeys.rebuild_case import rebuild_case
from casesvc.journeys.rows import Draft
from casesvc.journeys.save_draft import save_draft
from casesvc.journeys.start_case import Started, start_case
from casesvc.journeys.submit_form import Submitted, submit_form
from casesvc.journeys.verify_case import verify_case
from tests.furnished import publish

LINES = Path(__file__).parents[1] / "lines"
APPLICANT = Actor("lin-wan")
OFFICER = Actor("officer-university", (("own-unit", "university"),))
DEPUTY = Actor("officer-university-deputy", (("own-unit", "university"),))
PROVINCE = Actor("officer-province", (("province", "province-office"),))


def publish_relay(installation: Installation) -> None:
    """Publish the line."""
    publish(installation, LINES, "relay")


def start(desk: Desk, key: str = "start") -> Started:
    """Start a case."""
    return start_case(desk, person=APPLICANT.person, line="relay", notice="always", unit="university", key=key)


def save(desk: Desk, case: str, *, version: int = 0) -> Draft:
    """Fill in the form."""

    def fill(_: Form, before: Mapping[str, Any]) -> dict[str, Any]:
        return {**before, "baton": {**before.get("baton", {}), "colour": "青"}}

    return save_draft(desk, actor=APPLICANT, case=case, task="apply#1", version=version, change=fill)


def hand_in(desk: Desk, case: str, *, version: int = 1, key: str = "hand-in") -> Submitted:
    """Hand the form in."""
    return submit_form(desk, actor=APPLICANT, case=case, task="apply#1", version=version, key=key)


def waiting(desk: Desk, name: str = "w") -> str:
    """Return a case that waits at ``look#1``."""
    case = start(desk, f"start/{name}").case
    hand_in(desk, case, version=save(desk, case).version, key=f"in/{name}")
    return case


def complete(desk: Desk, case: str, task: str, *, key: str, outcome: str = "again", actor: Actor = OFFICER) -> Decided:
    """Do a task; ``again`` opens it anew."""
    decision = Decision({"review": {"outcome": outcome, "opinion": "看过了"}})
    return decide_task(desk, actor=actor, case=case, task=task, decision=decision, key=key)


def state(desk: Desk, case: str) -> Case:
    """Return a case."""
    with desk.database.read() as reading:
        found = reading.case(case)
    assert found is not None
    return found


def assert_proved(desk: Desk, case: str) -> None:
    """The history is whole and gives state and snapshot as they are kept."""
    assert verify_case(desk, case=case).broken is None
    assert rebuild_case(desk, case=case).differs == ()
