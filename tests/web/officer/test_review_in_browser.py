"""What only a browser shows of a review: keys that must do nothing by themselves, the attachment beside the form."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.furnished import PASSWORD
from tests.journeys.talent_tiers import Office

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def reviewed(page: Page, served: str, office: Office) -> str:
    """A case that waits for the unit, opened by its officer."""
    case = office.applied()
    page.goto(f"{served}/sign-in")
    page.fill("[name=name]", "sunmin")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    page.goto(f"{served}/officer/cases/{case}")
    return case


def test_enter_in_a_reason_decides_nothing(page: Page, office: Office, reviewed: str) -> None:
    page.check("#mark-basic")
    page.fill("#mark-basic-words", "单位名称有误")
    page.press("#mark-basic-words", "Enter")

    assert page.locator("#mark-basic-words").input_value() == "单位名称有误"
    assert list(office.case(reviewed).tasks) == ["unit#1"]


def test_the_next_attachment_is_shown_and_nothing_typed_is_lost(page: Page, reviewed: str) -> None:
    page.fill("#opinion", "材料齐全")

    page.locator("#viewer").get_by_role("link", name="下一个").click()
    page.locator("#viewer", has_text="第 2 个").wait_for()

    assert page.locator("#opinion").input_value() == "材料齐全"


def test_ending_a_case_is_asked_in_a_layer_and_may_be_thought_over(page: Page, office: Office, reviewed: str) -> None:
    page.locator(".decision").get_by_role("button", name="审核不通过终止审核").click()
    assert page.get_by_role("dialog").is_visible()

    page.keyboard.press("Escape")

    assert not page.locator("dialog").is_visible()
    assert list(office.case(reviewed).tasks) == ["unit#1"]
