"""Histories written with the pen, with readable defaults."""

from datetime import UTC, datetime, timedelta
from itertools import count

from casesvc.cases.actor import Actor, Candidate
from casesvc.cases.case import Case
from casesvc.cases.events import (
    CaseEnded,
    CaseNumbered,
    CaseStarted,
    Event,
    FormSubmitted,
    LevelsRecorded,
    StepTaken,
    TaskDecided,
    TaskOpened,
)
from casesvc.cases.history import FIRST
from casesvc.cases.pen import Pen

MORNING = datetime(2026, 11, 20, 1, tzinfo=UTC)
APPLICANT = Actor("lin-wan")
OFFICER = Actor("officer", (("own-unit", "university"),))
STRANGER = Actor("stranger", (("own-unit", "hospital"),))
DIGEST = "sha256:" + "d" * 64


def a_pen(case: str = "c-1") -> Pen:
    """A pen on an empty case; its salts are all different and always the same."""
    numbers = count(1)
    return Pen(
        Case(case),
        previous=FIRST,
        at=MORNING,
        actor="lin-wan",
        definition=DIGEST,
        salt=lambda: next(numbers).to_bytes(16, "big"),
    )


def given(*events: Event) -> Case:
    """A case in which ``events`` happened."""
    pen = a_pen()
    pen.write(*events)
    return pen.case


def opened(task: str, who: Candidate | None = None, *, due: datetime | None = None, index: int = 0) -> TaskOpened:
    """A task that waits, for the university's officers unless it says otherwise; the first of its round."""
    who = who or Candidate(role="own-unit", unit="university")
    return TaskOpened(task, task.partition("#")[0], index, who, index == 0, "已申报", due)


def applied(**answers: str) -> tuple[Event, ...]:
    """A case that was started, handed in, and waits for the unit."""
    return (
        CaseStarted("talent-tiers", "2026-q4", "lin-wan", "university"),
        StepTaken(("start", "apply"), "s1"),
        opened("apply#1", Candidate(person="lin-wan")),
        FormSubmitted("apply#1", {"basic": answers}, route={"tier": "E"}),
        LevelsRecorded(("city-education", "city-bureau")),
        StepTaken(("apply", "unit"), "s2"),
        opened("unit#1"),
        CaseNumbered("RCDJ-2026-00001"),
    )


def returned(*marks: tuple[str, ...], opinion: str = "请补传证书", days: int | None = None) -> tuple[Event, ...]:
    """Behind ``applied``: the unit returned it, and the applicant may correct within ten days."""
    return (
        TaskDecided("unit#1", "return", opinion, marks, days),
        StepTaken(("unit", "correct"), "s3"),
        opened("correct#1", Candidate(person="lin-wan"), due=MORNING + timedelta(days=10)),
    )


def ended(end: str = "granted") -> tuple[Event, ...]:
    """Behind ``applied``: the unit passed it and the case is over."""
    return (TaskDecided("unit#1", "approve"), StepTaken(("unit", end), "s3"), CaseEnded(end, "材料审核通过"))
