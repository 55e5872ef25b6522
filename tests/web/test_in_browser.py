"""What only a browser shows: accessibility by axe, no sideways scrolling, and what the scripts add."""

import threading
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Blueprint, Response, render_template_string, request
from flask.typing import ResponseReturnValue
from playwright.sync_api import Browser, ConsoleMessage, Page
from werkzeug.serving import make_server

from casesvc.web.access import allow
from casesvc.web.form_page import FormPage
from casesvc.web.form_views import module_views
from tests.web.shell import Person, Surroundings, a_shell, pages, published_forms

APPLICATION = "/dev/gallery/talent-tiers/application"
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"]}

pytestmark = pytest.mark.browser


WRITING = """{% extends "base.html" %}{% block title %}填写{% endblock %}
{% import "parts/actions.html" as actions %}{% import "parts/forms.html" as forms with context %}
{% block content %}<h1>填写</h1><form method="post" data-autosave="/change-draft" data-kept="{{ kept }}">
{{ actions.tokens(version=0) }}{% for view in views %}{{ forms.module(view) }}{% endfor %}
{% call actions.bar() %}{{ actions.button("保存草稿") }}{% endcall %}</form>{% endblock %}"""


def a_writing_page() -> Blueprint:
    """A form that saves while one types and takes files; what was saved is kept in a list."""
    kept: list[str] = []
    files: list[dict[str, object]] = []
    form = published_forms()[0]

    def page() -> FormPage:
        answers = {"materials": {"id_card": files}}
        return FormPage(form, answers, upload_address=lambda path: f"/change-files?slot={path[-1]}")

    @allow("applicant")
    def writing() -> str:
        views = module_views(page(), ["achievements", "materials"])
        return render_template_string(WRITING, page=page(), views=views, kept=kept[-1] if kept else "")

    @allow("applicant")
    def change_draft() -> dict[str, object]:
        kept.append(request.form["achievements.text"])
        return {"saved": "15:30", "version": len(kept)}

    @allow("applicant")
    def change_files() -> ResponseReturnValue:
        given = request.files["file"]
        if given.filename == "broken.pdf":
            return Response(status=422, headers={"X-Message": quote("这个文件打不开，可能已损坏，请重新导出后上传。")})
        files.append({"id": "f1", "name": given.filename, "size": len(given.read()), "type": "", "digest": ""})
        view = next(field for field in module_views(page(), ["materials"])[0].fields if field.field.key == "id_card")
        slot = '{% import "parts/forms.html" as forms with context %}{{ forms.slot(view) }}'
        return render_template_string(slot, page=page(), view=view).strip()

    return pages(writing=writing, change_draft=change_draft, change_files=change_files)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    app = a_shell(Surroundings(Person()), blueprints=[a_writing_page()])
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []  # a breach of the content policy is an error on the console


def is_complaint(message: ConsoleMessage) -> bool:
    return message.type == "error" and "the server responded with a status of 422" not in message.text


def in_variant(page: Page, variant: str) -> None:
    page.goto(f"/look/{variant}/on?back=/dev/gallery")


@pytest.mark.parametrize(
    ("width", "variant"), [(1280, "standard"), (390, "standard"), (390, "large"), (1280, "contrast")]
)
def test_axe_finds_nothing(page: Page, width: int, variant: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    if variant != "standard":
        in_variant(page, variant)
    for path in ("", "/workbench", "/faulty/1", "/marked/2", "/row/2", "/locked/3", "/filled/5"):
        page.goto(APPLICATION + path if path.endswith(tuple("12345")) else "/dev/gallery" + path)
        found = Axe().run(page, options=AXE_RULES)
        assert found.violations_count == 0, f"{path}\n{found.generate_report()}"


@pytest.mark.parametrize("variant", ["standard", "large"])
def test_nothing_scrolls_sideways_on_a_phone(page: Page, variant: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    if variant == "large":
        in_variant(page, "large")
    for path in (
        "/dev/gallery",
        "/dev/gallery/workbench",
        *(f"{APPLICATION}/{state}/{n}" for state in ("row", "marked") for n in range(1, 6)),
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_targets_are_large_enough_for_a_finger(page: Page) -> None:
    for variant, least in (("standard", 44), ("large", 60)):
        if variant == "large":
            in_variant(page, variant)
        page.goto(f"{APPLICATION}/row/2")
        controls = page.locator("main :is(.button, .input, .choice):visible")
        heights = controls.evaluate_all("found => found.map(one => one.getBoundingClientRect().height)")
        assert min(heights) >= least


def test_a_long_list_is_searched_chosen_and_cleared_by_keyboard(page: Page) -> None:
    page.goto(f"{APPLICATION}/empty/1")
    box = page.get_by_role("combobox", name="民族")
    box.focus()
    page.keyboard.type("满")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert box.input_value() == "满族"
    value = page.locator("select[name='basic.ethnicity']")
    assert value.evaluate("choice => choice.selectedOptions[0].text") == "满族"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the clear button
    assert box.input_value() == ""
    assert value.input_value() == ""
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"


def test_a_text_that_is_no_choice_does_not_stay_in_the_box(page: Page) -> None:
    page.goto(f"{APPLICATION}/empty/1")
    box = page.get_by_role("combobox", name="民族")
    box.fill("火星")
    assert page.get_by_text("没有“火星”").is_visible()
    box.blur()
    assert box.input_value() == ""


@pytest.mark.row("JL-035")
@pytest.mark.row("JL-038")
def test_conditional_questions_come_and_go_and_their_stars_follow(page: Page) -> None:
    page.goto(f"{APPLICATION}/empty/1")
    origin = page.locator("[name='basic.origin']")
    assert not origin.is_visible()
    page.get_by_label("引进人才").check()
    assert origin.is_visible()
    page.get_by_label("省内人才").check()
    assert not origin.is_visible()
    contract = page.locator("[name='basic.contract_start']")
    long_contract = page.locator("[name='basic.long_contract']")
    long_contract.first.check()
    assert contract.get_attribute("aria-required") != "true"
    long_contract.last.check()
    assert contract.get_attribute("aria-required") == "true"


@pytest.mark.row("JL-058")
def test_characters_are_counted_as_the_server_counts_them(page: Page) -> None:
    page.goto(f"{APPLICATION}/empty/3")
    area = page.locator("textarea").first
    area.fill("𠮷\n字")
    counter = page.locator(f"#{area.get_attribute('data-counter')}")
    assert counter.inner_text() == "已填 3 字，最多 500 字"
    area.fill("字" * 512)
    assert counter.inner_text() == "最多 500 字，现在 512 字，请删去 12 字"
    assert area.get_attribute("aria-invalid") == "true"


def test_the_confirming_layer_opens_closes_by_escape_and_gives_the_focus_back(page: Page) -> None:
    page.goto("/dev/gallery")
    page.get_by_role("button", name="提交", exact=True).click()
    layer = page.get_by_role("dialog")
    assert "审核期间不能修改" in layer.inner_text()
    page.keyboard.press("Escape")
    assert not layer.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "提交"


def test_without_scripts_the_layer_opens_by_its_address_and_long_lists_are_plain(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/dev/gallery")
    page.get_by_role("link", name="提交", exact=True).click()
    assert page.get_by_role("button", name="确认提交").is_visible()
    page.goto(f"{APPLICATION}/empty/1")
    page.get_by_label("民族").select_option(label="满族")
    assert page.locator("[name='basic.origin']").is_visible()
    context.close()


def test_a_line_of_the_summary_leads_to_its_question(page: Page) -> None:
    page.goto(f"{APPLICATION}/faulty/1")
    assert "有 " in page.evaluate("document.activeElement.textContent")
    page.get_by_role("link", name="请选择民族").click()
    assert page.evaluate("document.activeElement.id") == "q-basic-ethnicity"


def test_the_batch_bar_stands_only_while_something_is_chosen(page: Page) -> None:
    page.goto("/dev/gallery")
    bar = page.locator("[data-batch]")
    assert not bar.is_visible()
    page.get_by_label("选择 王秀强").check()
    assert "已选 1 件" in bar.inner_text()


def test_what_is_typed_is_saved_by_itself_and_the_page_says_when(page: Page) -> None:
    page.goto("/writing")
    page.locator("textarea").fill("主持两项省级项目")
    page.get_by_text("已自动保存 15:30").wait_for()
    assert page.locator("[name=_version]").input_value() == "1"
    page.reload()
    assert page.locator("form[data-kept]").get_attribute("data-kept") == "主持两项省级项目"


def test_a_file_goes_up_at_once_and_a_broken_one_can_be_tried_again(page: Page) -> None:
    page.goto("/writing")
    slot = page.locator("#q-materials-id_card")
    chooser = slot.locator("input[type=file]").first
    with page.expect_response("**/change-files*"):
        chooser.set_input_files({"name": "身份证.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    slot.get_by_text("身份证.pdf").first.wait_for()
    assert "8 字节" in slot.inner_text()
    slot.locator("input[type=file]").first.set_input_files(
        {"name": "大.pdf", "mimeType": "application/pdf", "buffer": b"0" * (11 * 1024 * 1024)}
    )
    assert "大.pdf 超过了允许的大小，没有上传" in slot.inner_text()
    slot.locator("input[type=file]").first.set_input_files(
        {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"0"}
    )
    slot.get_by_text("这个文件打不开，可能已损坏，请重新导出后上传。").wait_for()
    assert slot.get_by_role("button", name="重试").is_visible()
