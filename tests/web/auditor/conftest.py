"""People at their desks, whose work the pages show."""

import pytest

from casesvc.journeys.desk import Desk
from tests.journeys.talent_tiers import Office


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk)
