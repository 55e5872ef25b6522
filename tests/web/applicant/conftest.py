"""Installations with cases in them."""

from collections.abc import Callable

import pytest
from flask import Flask

from casesvc.catalog.scenarios import read_scenarios
from casesvc.journeys.desk import Desk
from casesvc.journeys.play_scenario import Player
from tests.furnished import ROOT
from tests.journeys.samples import sample
from tests.web.applicant.hall import Guest

Played = Callable[[str], str]


@pytest.fixture
def played(desk: Desk) -> Played:
    """Plays a scenario by its key; returns the path of the case for its applicant."""

    def play(key: str) -> str:
        scenario = next(one for one in read_scenarios(ROOT, "talent-tiers") if one.key == key)
        return f"/my/cases/{Player(desk, sample).play(scenario)}"

    return play


@pytest.fixture
def shunji(site: Flask) -> Guest:
    """朴顺姬, bound to the university, without a case."""
    return Guest(site, "piaoshunji")
