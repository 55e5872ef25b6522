"""待办 and 已办 as officers see them."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from casesvc.app import Installation
from tests.furnished import Clock
from tests.journeys.talent_tiers import UNIT_OFFICER, Office
from tests.web.visit import signed_in


def test_what_waits_for_a_seat_is_listed_with_the_step_and_the_days(site: Flask, office: Office, clock: Clock) -> None:
    office.applied()
    clock.wait(days=3)

    visit = signed_in(site, "sunmin").open("/officer")

    assert "共 1 件" in visit.text
    assert "推荐单位审核" in visit.text
    assert "第 2 个工作日" in visit.text  # Friday to Monday


def test_nothing_waits_for_officers_of_other_units(site: Flask, office: Office) -> None:
    office.applied()

    assert "今天没有待办" in signed_in(site, "lixiaofeng").open("/officer").text


def test_what_an_officer_decided_is_listed_with_the_outcome(site: Flask, office: Office) -> None:
    case = office.applied()
    office.decide(case, "unit#1", "approve", by=UNIT_OFFICER)

    visit = signed_in(site, "sunmin").open("/officer/done")

    assert "共 1 件" in visit.text
    assert "通过" in visit.text


@pytest.mark.parametrize(
    ("search", "said"), [("买买提", "共 1 件"), ("RCDJ-2026-00001", "共 1 件"), ("王", "没有找到“王”的申报")]
)
def test_the_list_is_narrowed_by_name_or_number(site: Flask, office: Office, search: str, said: str) -> None:
    office.applied()

    assert said in signed_in(site, "sunmin").open(f"/officer?search={search}").text


def test_applicants_and_auditors_do_not_see_the_list(site: Flask) -> None:
    assert [signed_in(site, account).open("/officer").status for account in ("linwan", "qiansiqi")] == [403, 403]


def test_a_longer_list_takes_no_more_queries(site: Flask, office: Office, installation: Installation) -> None:
    visit = signed_in(site, "sunmin")
    with counted(installation) as empty:
        visit.open("/officer")
    office.applied()
    with counted(installation) as one:
        visit.open("/officer")
    assert one["queries"] <= empty["queries"] + 3  # units, files of a version opened for the first time
    with counted(installation) as again:
        visit.open("/officer")
    assert again["queries"] <= one["queries"]


@contextmanager
def counted(installation: Installation) -> Iterator[Counter[str]]:
    """Count the statements sent to the database."""
    count: Counter[str] = Counter()

    def note(*_: object) -> None:
        count["queries"] += 1

    event.listen(installation.engines.reading, "before_cursor_execute", note)
    try:
        yield count
    finally:
        event.remove(installation.engines.reading, "before_cursor_execute", note)
