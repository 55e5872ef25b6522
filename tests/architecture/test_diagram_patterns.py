"""The patterns of docs/diagrams.md run as the page says: each picture is played."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from casesvc.catalog.inputs import Input
from casesvc.cli.play import happen
from casesvc.engine import Engine
from casesvc.journeys.play_diagram import PlayedCase
from tests.architecture.picture_diagrams import bpmn_of
from tools.draw_diagrams import SOURCE
from tools.drawing.reading import read_pictures

PICTURES = {picture.name: picture for picture in read_pictures(SOURCE)}


@dataclass(frozen=True)
class Played:
    """What happens to the case of a picture, and what is open then, or where it ended."""

    picture: str
    steps: str
    open: tuple[str, ...] = ()
    ended: str | None = None
    panel: int = 0
    facts: dict[str, object] = field(default_factory=dict)


LEVELS: dict[str, object] = {"competent_units": ["a", "b"]}
PLAYED = [
    Played("review", "apply unit=return", open=("fix#1",)),
    Played("review", "apply unit=return fix unit=approve", ended="done"),
    Played("review", "apply unit=terminate", ended="stop"),
    Played("levels", "unit=approve levels=approve levels=return", open=("fix#1",), facts=LEVELS),
    Played("levels", "unit=approve levels=return fix", open=("unit#2",), facts=LEVELS),
    Played("levels", "unit=approve levels=approve levels=approve", ended="done", facts=LEVELS),
    Played("levels", "unit=approve", ended="done", facts={"competent_units": []}),
    Played("panel", "expert=approve expert=return", open=("expert#3",)),
    Played("panel", "expert=approve expert=return expert=approve", ended="stop"),
    Played("panel", "expert=approve expert=approve expert=approve", ended="done"),
    Played("side-by-side", "law=return", open=("money#1",)),
    Played("side-by-side", "law=return money=approve", ended="stop"),
    Played("side-by-side", "law=approve money=approve", ended="done"),
    Played("return-out", "law=return", open=("fix#1",)),
    Played("return-out", "law=approve money=return fix", open=("law#2", "money#2")),
    Played("return-out", "law=approve money=return fix money=approve law=approve", ended="done"),
    Played("deadline", "!remind !remind !remind", open=("review#1",)),
    Played("deadline", "!remind !late", open=("chief#1",)),
    Played("deadline", "review", ended="done"),
    Played("other-system", "query", ended="done"),
    Played("other-system", "query?not-found", open=("person#1",)),
    Played("first-of", "ask reply", ended="done"),
    Played("first-of", "ask !late", open=("call#1",)),
    Played("withdraw", "apply asked", open=("undo#1",)),
    Played("withdraw", "apply asked undo", ended="gone"),
    Played("joins", "a", open=("b#1",)),
    Played("joins", "a b", ended="e"),
    Played("joins", "", open=("b#1",), panel=1, facts={"amount": 0}),
    Played("joins", "b", ended="e", panel=1, facts={"amount": 0}),
    Played("joins", "a", ended="e", panel=1, facts={"amount": 2}),
    Played("no-complex", "expert=approve expert=approve", ended="done", panel=1),
    Played("no-complex", "expert=return expert=approve expert=return", ended="stop", panel=1),
    Played("no-bypass", "a=return fix", open=("a#2", "b#2"), panel=1),
    Played("no-instances-left", "a=return", open=("fix#1",), panel=1),
    Played("no-uncaught", "a=return", ended="out"),
    Played("no-uncaught", "a=return", open=("fix#1",), panel=1),
    Played("no-quantity", "a b", open=("sum#1",), panel=1),
    Played("no-cron", "!remind !remind !remind !remind !remind", open=("a#1",), panel=1),
]


@pytest.mark.parametrize("played", PLAYED, ids=lambda played: f"{played.picture}-{played.panel}-{played.steps}")
def test_a_picture_runs_as_the_page_says(played: Played) -> None:
    case = begun(played)
    for step in played.steps.split():
        happen(case, _input(case, step))

    assert (tuple(sorted(case.open)), case.ended) == (played.open, played.ended)


def begun(played: Played) -> PlayedCase:
    """Return the case of a picture, begun."""
    drawn = bpmn_of(PICTURES[played.picture].panels[played.panel])
    engine = Engine(lambda day: day.weekday() < 5)
    case = PlayedCase(engine, drawn, datetime(2026, 1, 5, tzinfo=UTC), dict(played.facts))
    case.start()
    return case


def _input(case: PlayedCase, step: str) -> Input:
    """Return what a word of ``steps`` does: ``task=outcome``, ``task?error``, ``!timer``, or an event by its name."""
    if step.startswith("!"):
        return Input("timer", step[1:])
    place, _, outcome = step.partition("=")
    place, _, code = place.partition("?")
    kind = "event" if case.occurrence(place) in case.events else "task"
    return Input(kind, place, outcome or None, code or None)


def test_a_reminder_that_came_as_often_as_it_should_comes_no_more() -> None:
    case = begun(Played("deadline", ""))
    for _ in range(3):
        happen(case, Input("timer", "remind"))

    assert list(case.timers) == ["late#1"]
    assert [thrown.name for step in case.steps for thrown in step.thrown] == ["answer"] * 3
