"""What only a browser shows of the desks: the diagram with its way, the mark of its makers, stepping, accessibility."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page

from casesvc.journeys.play_scenario import Player
from tests.furnished import PASSWORD
from tests.journeys.samples import sample
from tests.journeys.talent_tiers import Office, scenario

AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"]}
ON_TOP = """() => {
  const box = document.querySelector(".bjs-powered-by").getBoundingClientRect();
  const spots = [[box.left + 3, box.top + 3], [box.right - 3, box.bottom - 3],
                 [box.left + box.width / 2, box.top + box.height / 2]];
  return box.width > 20 && spots.every(([x, y]) => document.elementFromPoint(x, y)?.closest(".bjs-powered-by"));
}"""
MARKED = "(place) => [...document.querySelectorAll(`.djs-shape.${place}`)].map((one) => one.dataset.elementId)"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


@pytest.fixture
def case(office: Office) -> str:
    """The case of the scenario in which a level returns and everybody passes in the second round."""
    return Player(office.desk, sample).play(scenario())


@pytest.fixture(params=[1280, 390])
def page(request: pytest.FixtureRequest, browser: Browser, served: str) -> Iterator[Page]:
    """A page of a desk and of a telephone, closed before the site; whatever the browser complains about is a fault."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    opened = context.new_page()
    complaints: list[ConsoleMessage] = []
    opened.on("console", lambda said: complaints.append(said) if said.type in ("error", "warning") else None)
    yield opened
    context.close()
    assert [said.text for said in complaints] == []


def sign_in(page: Page, address: str, account: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("[name=name]", account)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")


def drawn(page: Page) -> None:
    """Wait until the diagram is drawn with its way."""
    page.locator("[data-shown]").wait_for()


def violations(page: Page) -> list[str]:
    return [found["id"] for found in Axe().run(page, options=AXE_RULES).response["violations"]]


def test_the_replay_steps_through_the_diagram_without_opening_the_page_again(
    page: Page, served: str, case: str
) -> None:
    sign_in(page, served, "qiansiqi")
    page.goto(f"{served}/auditor/cases/{case}?step=16")
    drawn(page)
    assert page.evaluate(MARKED, "present") == []
    page.evaluate("window.untouched = true")

    page.get_by_role("link", name="下一步").click()
    page.locator("#moment[data-step='17']").wait_for()

    page.locator("[data-shown='correct']").wait_for()
    assert page.evaluate(MARKED, "present") == ["correct"]
    assert set(page.evaluate(MARKED, "travelled")) >= {"start", "apply", "unit", "competent"}
    assert "result" in page.evaluate(MARKED, "ahead")
    assert page.locator(".flag").inner_text() == "当前"
    assert page.url.endswith("?step=17")
    assert page.evaluate("window.untouched")


def test_the_slider_goes_to_a_step(page: Page, served: str, case: str) -> None:
    sign_in(page, served, "qiansiqi")
    page.goto(f"{served}/auditor/cases/{case}?step=1")

    page.get_by_role("slider").press("End")

    page.locator("#moment[data-step='33']").wait_for()
    assert page.url.endswith("?step=33")


@pytest.mark.parametrize(
    ("account", "path"), [("qiansiqi", "/auditor/cases/{case}"), ("wangruolan", "/officer/cases/{case}")]
)
def test_the_mark_of_bpmn_io_is_visible_and_uncovered(
    page: Page, served: str, case: str, account: str, path: str
) -> None:
    sign_in(page, served, account)
    page.goto(served + path.format(case=case))
    drawn(page)
    page.locator(".bjs-powered-by").scroll_into_view_if_needed()

    assert page.locator(".bjs-powered-by").is_visible()
    assert page.evaluate(ON_TOP)


@pytest.mark.parametrize(
    ("account", "path"),
    [
        ("qiansiqi", "/auditor"),
        ("qiansiqi", "/auditor/cases/{case}?step=18"),
        ("wangruolan", "/officer"),
        ("wangruolan", "/officer/done"),
        ("wangruolan", "/officer/cases/{case}"),
        ("gucb", "/administrator"),
    ],
)
def test_pages_are_accessible_and_do_not_scroll_sideways(
    page: Page, served: str, case: str, account: str, path: str
) -> None:
    sign_in(page, served, account)
    page.goto(served + path.format(case=case))

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
