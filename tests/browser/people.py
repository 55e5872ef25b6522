"""People at a browser: what each of them clicks and types."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from casesvc.cli.demo import sample_picture
from tests.furnished import PASSWORD, ROOT

ANSWERS = ROOT / "processes/talent-tiers/scenarios/answers"
PATIENCE = 15_000  # ms


class Visitor:
    """Somebody signed in, with a window of their own."""

    def __init__(self, browser: Browser, address: str, account: str, **window: Any) -> None:
        self.context = browser.new_context(locale="zh-CN", base_url=address, **window)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        self.account = account
        self.sign_in()

    def sign_in(self) -> None:
        """Sign in from the sign-in page."""
        self.page.goto("/sign-in")
        self.page.fill("[name=name]", self.account)
        self.page.fill("[name=password]", PASSWORD)
        self.press("登录")

    def press(self, words: str) -> None:
        """Press the button of these words and wait for the page behind it."""
        self.page.get_by_role("button", name=words, exact=True).last.click()
        self.page.wait_for_load_state()

    def reads(self, words: str) -> bool:
        """Say whether the page shows these words."""
        return words in self.page.locator("main").inner_text()

    def close(self) -> None:
        """Close the window."""
        self.context.close()


class Applicant(Visitor):
    """An applicant filling the application."""

    def start(self) -> None:
        """确认并开始申报 under the standing notice."""
        self.page.goto("/business/talent-tiers")
        self.press("确认并开始申报")
        self.page.get_by_role("button", name="常年受理").click()
        self.page.wait_for_load_state()

    def fill_all(self, answers: Mapping[str, Any], pictures: Path) -> None:
        """Fill the steps one after the other, each saved by 下一步."""
        for modules in (("basic", "photo", "skills"), ("education",), ("work", "achievements"), ()):
            for module in modules:
                self.fill_module(module, answers[module], pictures)
            self.press("下一步")
        self.fill_module("materials", answers["materials"], pictures)

    def hand_in(self) -> None:
        """Press 提交, read the question, confirm."""
        self.press("提交")
        self.press("确认提交")
        self.page.wait_for_url("**/submitted")

    def fill_module(self, module: str, values: Any, pictures: Path) -> None:
        """Fill one section: its fields, or its rows one by one, then its files."""
        if isinstance(values, list):
            for row in values:
                self.add_row(module, row, pictures)
            return
        if not any(isinstance(value, list) for value in values.values()):
            self.fill_fields(module, values)
            return
        self.press("保存草稿")  # files can be added once what stands before them is saved
        self.attach(module, values, pictures)

    def add_row(self, module: str, row: Mapping[str, Any], pictures: Path) -> None:
        """Add a row, save it, and attach its files."""
        self.page.locator(f'[name=_do][value="add-row:{module}"]').click()
        self.page.wait_for_load_state()
        row_id = self.page.url.partition("row=")[2].partition("#")[0].partition(".")[2]
        self.fill_fields(f"{module}.{row_id}", {key: value for key, value in row.items() if key not in {"id", "files"}})
        self.press("保存这一条")
        self.attach(f"{module}.{row_id}", {"files": row.get("files", [])}, pictures)

    def fill_fields(self, above: str, values: Mapping[str, Any]) -> None:
        """Type or choose each value."""
        for key, value in values.items():
            field = self.page.locator(f'[name="{above}.{key}"]')
            if field.count():
                choose(field, value)

    def attach(self, above: str, values: Mapping[str, Any], pictures: Path) -> None:
        """Attach a picture for each file of each slot."""
        for slot, files in values.items():
            for number, described in enumerate(files, 1):
                file = pictures / f"{number}-{described['name']}"
                file.write_bytes(sample_picture({"name": file.name}))
                self.page.locator(f'input[type=file][name="{above}.{slot}"]').first.set_input_files(file)
                self.page.get_by_role("link", name=file.name).first.wait_for()


class Officer(Visitor):
    """An officer deciding what waits."""

    def open(self, applicant: str) -> None:
        """Open the applicant's case from the work list."""
        self.page.goto("/officer")
        self.page.get_by_role("link", name=applicant).first.click()
        self.page.wait_for_load_state()

    def approve(self, applicant: str) -> None:
        """通过 with an opinion."""
        self.open(applicant)
        self.page.fill("#opinion", "材料齐全，同意。")
        self.press("通过")

    def give_back(self, applicant: str, opinion: str, marks: list[str]) -> None:
        """退回修改 with marks."""
        self.open(applicant)
        self.page.fill("#opinion", opinion)
        for mark in marks:
            self.page.locator(f'[name=mark][value="{mark}"]').check(force=True)
        self.press("退回修改")


def choose(field: Locator, value: Any) -> None:
    """Give a field its value, whatever kind of control it is."""
    kind = field.first.get_attribute("type") or field.first.evaluate("control => control.tagName.toLowerCase()")
    if kind == "select":
        field.select_option(value, force=True)
    elif kind == "radio":
        field.and_(field.page.locator(f'[value="{value}"]')).check(force=True)
    elif kind == "checkbox":
        field.check(force=True)
    else:
        field.first.fill(str(value))


def answers_of(name: str) -> dict[str, Any]:
    """Return the answers of a demonstration person."""
    found: dict[str, Any] = json.loads((ANSWERS / f"{name}.json").read_bytes())
    return found
