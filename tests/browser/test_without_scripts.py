"""The application in a browser that runs no scripts: every button is a plain form."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from casesvc.cli.demo import sample_picture
from tests.browser.people import Applicant, answers_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


def picture(folder: Path, name: str) -> Path:
    """A picture to upload."""
    file = folder / name
    file.write_bytes(sample_picture({"name": name}))
    return file


@pytest.mark.row("JL-032", "JL-044")
def test_a_step_is_filled_saved_and_left_and_a_row_gets_its_file(browser: Browser, served: str, tmp_path: Path) -> None:
    answers = answers_of("lin-wan")
    guest = Applicant(browser, served, "piaoshunji", java_script_enabled=False)
    page = guest.page
    guest.start()
    guest.fill_fields("basic", {key: value for key, value in answers["basic"].items() if key != "unit"})
    guest.fill_fields("skills", answers["skills"])
    guest.press("保存草稿")
    assert guest.reads("草稿已保存")
    page.locator("input[type=file][name='photo.files']").first.set_input_files(picture(tmp_path, "证件照.jpg"))
    page.locator("[name=_do][value='upload:photo.files']").click()
    assert guest.reads("证件照.jpg")
    guest.press("下一步")
    assert page.url.endswith("/form/b")

    page.locator("[name=_do][value='add-row:education']").click()
    row = page.url.partition("row=")[2].partition("#")[0]
    first = answers["education"][0]
    guest.fill_fields(row, {key: value for key, value in first.items() if key not in {"id", "files"}})
    guest.press("保存这一条")
    page.locator(f"input[type=file][name='{row}.files']").first.set_input_files(picture(tmp_path, "毕业证书.jpg"))
    page.locator(f"[name=_do][value='upload:{row}.files']").click()
    assert guest.reads("毕业证书.jpg")
    assert guest.reads("北辰理工大学")
    guest.press("下一步")
    assert page.url.endswith("/form/c"), page.locator("main").inner_text()
    page.go_back()
    assert guest.reads("已填 1 条")
    guest.close()
