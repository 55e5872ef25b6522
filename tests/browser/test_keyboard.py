"""The way into the application and through its first step by keyboard only, the focus always in sight."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.people import Visitor, answers_of
from tests.furnished import PASSWORD

FAR = 90  # presses of Tab; no page on this way has more places
MODULES = ("basic", "skills")

# What has the focus: its words, the field it stands for, and whether a person can see it there.
FOCUSED = """() => {
  const control = document.activeElement, style = getComputedStyle(control), role = control.getAttribute("role");
  const field = role === "combobox" ? control.closest(".combo").querySelector("select") : control;
  const chooser = control.type === "file" ? getComputedStyle(control.closest(".choose")) : style;
  const box = control.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
  return {
    name: field.name ?? "", kind: role ?? control.type ?? "", outside: control === document.body,
    value: field.value ?? "",
    label: field.selectedOptions ? [...field.options].map((option) => [option.value, option.text]) : [],
    words: control.innerText ?? "",
    ringed: [style, chooser].some((one) => one.outlineStyle !== "none" || one.boxShadow !== "none"),
    covered: !(control.contains(top) || top?.contains(control) || top?.closest("label")?.contains(control)),
    where: control.outerHTML.slice(0, 160),
  };
}"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


class Typist(Visitor):
    """Somebody without a mouse."""

    def sign_in(self) -> None:
        """Sign in from the sign-in page."""
        self.page.goto("/sign-in")
        self.type_into("name", self.account)
        self.type_into("password", PASSWORD)
        self.follow("登录")

    def tab(self) -> dict[str, Any]:
        """Press Tab; what has the focus now has to be in sight."""
        self.page.keyboard.press("Tab")
        focused: dict[str, Any] = self.page.evaluate(FOCUSED)
        if focused["outside"]:  # round the end of the page, past the browser's own bar
            return self.tab()
        assert focused["ringed"], f"no focus ring: {focused['where']}"
        assert not focused["covered"], f"the focus is covered: {focused['where']}"
        return focused

    def type_into(self, name: str, text: str) -> None:
        """Go to a field and type."""
        next(True for _ in range(FAR) if self.tab()["name"] == name)
        self.page.keyboard.type(text)

    def follow(self, words: str) -> None:
        """Go to a link or button of these words and press Enter."""
        next(True for _ in range(FAR) if words in self.tab()["words"])
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def fill(self, values: Mapping[str, Any]) -> set[str]:
        """Go from field to field and answer each, up to 下一步; return the names that were answered."""
        answered: set[str] = set()
        for _ in range(FAR):
            focused = self.tab()
            if focused["words"] == "下一步":
                return answered
            if focused["name"] in values and focused["name"] not in answered:
                answer(self.page, focused, str(values[focused["name"]]))
                answered.add(focused["name"])
        raise AssertionError("下一步 cannot be reached")


def answer(page: Page, focused: Mapping[str, Any], value: str) -> None:
    """Give the focused control its value."""
    keys = page.keyboard
    if focused["kind"] == "combobox":
        keys.press("Control+A")
        keys.type(dict(focused["label"])[value])
        keys.press("Enter")
    elif focused["kind"] == "radio":
        keys.press("Space")
        for _ in range(FAR):
            if page.evaluate(FOCUSED)["value"] == value:
                break
            keys.press("ArrowDown")
    elif focused["kind"] == "select-one":
        for _ in focused["label"]:
            if page.evaluate(FOCUSED)["value"] == value:
                break
            keys.press("ArrowDown")
    else:
        keys.press("Control+A")
        keys.type(value)


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 700)])
def test_from_signing_in_to_the_second_step_by_keyboard(browser: Browser, served: str, width: int, height: int) -> None:
    answers = answers_of("lin-wan")
    values = {f"{module}.{key}": value for module in MODULES for key, value in answers[module].items()}
    typist = Typist(browser, served, "piaoshunji", viewport={"width": width, "height": height})

    typist.follow("人才分类定级评定")
    typist.follow("确认并开始申报")
    typist.follow("关于常年受理")
    assert "/form/a" in typist.page.url
    answered = typist.fill(values)
    chosen = typist.page.locator("select[name='basic.ethnicity']").evaluate("one => one.selectedOptions[0].text")
    with typist.page.expect_navigation():
        typist.page.keyboard.press("Space")

    assert values.keys() - answered == {"basic.unit"}  # it follows the case and is not asked
    assert chosen == "汉族"
    assert typist.page.url.endswith("/form/b"), typist.page.locator("main").inner_text()
    assert typist.complaints == []
