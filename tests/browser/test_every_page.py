"""Every page of the journey at a desk and on a telephone: axe finds nothing, nothing scrolls sideways."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from casesvc.catalog.files import digest_of, read_line_files
from casesvc.catalog.people_file import read_parties
from casesvc.catalog.scenarios import Scenario, read_scenarios
from casesvc.cli.demo import sample_picture
from casesvc.journeys.desk import Desk
from casesvc.journeys.play_scenario import Player
from casesvc.journeys.publish_line import publish_line
from casesvc.worker.loop import work_once
from tests.browser.people import Visitor
from tests.furnished import ROOT

AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"]}
WIDTHS = (1280, 390)
LEFT_OPEN = {"returned-once": "unit#2", "granted-with-another-tier": "result#1"}  # so that these pages can be seen
CERTIFICATE = "QYRC-2026-00001"
DIAGRAM = "processes/talent-tiers/talent-tiers.bpmn"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


@pytest.fixture
def cases(desk: Desk) -> dict[str, str]:
    """The demonstration: the case of every scenario, by its key."""
    player = Player(desk, sample_picture)
    played = {one.key: player.play(shortened(one)) for one in read_scenarios(ROOT, "talent-tiers")}
    while work_once(desk):
        pass
    return played


def shortened(scenario: Scenario) -> Scenario:
    """A scenario without the steps from the task on that is to stay open."""
    tasks = [step.task for step in scenario.steps]
    stop = LEFT_OPEN.get(scenario.key)
    return replace(scenario, steps=scenario.steps[: tasks.index(stop)]) if stop else scenario


def stalled(desk: Desk) -> str:
    """A case whose officer terminated it on a version that, published unchecked, has no way for that."""
    files = dict(read_line_files(ROOT, "talent-tiers"))
    narrowed = b"${outcome == 'terminate' and level == 9}"
    files[DIAGRAM] = files[DIAGRAM].replace(b"${outcome == 'terminate'}", narrowed, 1)
    publish_line(desk, line="talent-tiers", digest=digest_of(files), files=files, by="administrator")
    ended = next(one for one in read_scenarios(ROOT, "talent-tiers") if one.key == "terminated-by-unit")
    player = Player(desk, sample_picture)
    case = player.play(replace(ended, key="stalled", steps=ended.steps[:1]))
    player.take(case, ended.steps[1], key="stalled/1")
    return case


def account_of(scenario: str) -> str:
    """The account of the applicant of a scenario."""
    applicant = next(one.applicant for one in read_scenarios(ROOT, "talent-tiers") if one.key == scenario)
    return next(member.account for member in read_parties(ROOT).members if member.person.id == applicant)


def faults(visitor: Visitor, path: str) -> Iterator[str]:
    """Open a page and say what is wrong with it at either width."""
    page = visitor.page
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    answer = page.goto(path)
    if answer is None or answer.status != 200:
        yield f"{path}: {answer and answer.status}"
    for drawing in page.locator("[data-diagram]").all():
        drawing.locator(".djs-shape").first.wait_for()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            yield f"{path} at {width}: {wide} wide"
        for found in Axe().run(page, options=AXE_RULES).response["violations"]:
            yield f"{path} at {width}: {found['id']} {[node['html'][:160] for node in found['nodes']][:3]}"
    yield from (f"{path}: {complaint}" for complaint in visitor.complaints)
    visitor.complaints.clear()


def found_by(browser: Browser, served: str, pages: Mapping[str, list[str]]) -> list[str]:
    """What is wrong with the pages each account sees; nobody is signed in for the account without a name."""
    found = []
    for account, paths in pages.items():
        visitor = Visitor(browser, served, account)
        found += [fault for path in paths for fault in faults(visitor, path)]
        visitor.close()
    return found


def test_the_pages_of_the_applicants(browser: Browser, served: str, cases: dict[str, str]) -> None:
    draft, returned = (f"/my/cases/{cases[key]}" for key in ("draft-only", "waiting-for-correction"))
    granted, refused = (f"/my/cases/{cases[key]}" for key in ("approved-straight", "terminated-by-unit"))
    home = "/business/talent-tiers"
    steps = [f"{draft}/form/{step}" for step in ("a", "b", "c", "submit")]
    assert found_by(browser, served, {
        account_of("draft-only"): [
            "/", home, f"{home}/notices?unit=university", f"{home}/bindings", *steps,
            *(f"{step}?check=1" for step in steps),
            f"{draft}/form/b?row=education.new", f"{draft}/form/c?row=papers.new", draft,
        ],
        account_of("waiting-for-correction"): [
            "/", returned, f"{returned}/form", f"{returned}/form/a", f"{returned}/form/submit", "/messages",
        ],
        account_of("approved-straight"): [
            "/", home, granted, f"{granted}/submitted", "/my/certificates", "/messages", "/help",
        ],
        account_of("terminated-by-unit"): [refused],
        "tangzhixing": [home, f"{home}/bindings"],
    }) == []  # fmt: skip


def test_the_pages_of_the_offices(browser: Browser, served: str, cases: dict[str, str]) -> None:
    def review(key: str) -> str:
        return f"/officer/cases/{cases[key]}"

    assert found_by(browser, served, {
        "sunmin": ["/officer", "/officer/done", review("returned-once"), review("approved-straight")],
        "majun": ["/officer", review("two-levels"), f"{review('two-levels')}?full=1"],
        "wangruolan": ["/officer", review("granted-with-another-tier"), review("approved-straight")],
    }) == []  # fmt: skip


def test_the_pages_of_auditors_and_administrators(
    browser: Browser, served: str, cases: dict[str, str], desk: Desk
) -> None:
    replayed = f"/auditor/cases/{cases['returned-once']}"
    with desk.database.read() as reading:
        digest = reading.publications.versions()[0].digest
    incidents = "/administrator/incidents"
    assert found_by(browser, served, {administrator(): [incidents]}) == []
    case = stalled(desk)
    assert found_by(browser, served, {
        "qiansiqi": ["/auditor", "/auditor?search=RCDJ-2026-99999", replayed, f"{replayed}?step=17"],
        administrator(): [
            "/administrator", f"/administrator/versions/{digest}",
            incidents, f"{incidents}/{case}", f"{incidents}/{case}/history",
        ],
    }) == []  # fmt: skip


def administrator() -> str:
    """The account of the administrator."""
    return next(
        member.account
        for member in read_parties(ROOT).members
        if any(role == "administrator" for role, _ in member.person.seats)
    )


@pytest.mark.usefixtures("cases")
def test_the_pages_of_everybody(browser: Browser, served: str) -> None:
    stranger = Stranger(browser, served)
    paths = ("/sign-in", "/help", "/certificates", f"/certificates/{CERTIFICATE}")
    assert [fault for path in paths for fault in faults(stranger, path)] == []
    stranger.close()


class Stranger(Visitor):
    """Somebody who does not sign in."""

    def __init__(self, browser: Browser, address: str) -> None:
        super().__init__(browser, address, "")

    def sign_in(self) -> None:
        """Stay outside."""
