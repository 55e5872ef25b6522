"""Static checks of every gallery page: what axe would find without a browser, and what our own rules add."""

import re
from itertools import pairwise

import pytest
from lxml import html

from casesvc.web.gallery import STATES
from tests.web.shell import Person, Surroundings, a_shell, published_forms

GALLERY = [
    "/dev/gallery",
    "/dev/gallery/workbench",
    *(
        f"/dev/gallery/{form.key}/{state}/{number}"
        for form in published_forms()
        for state in STATES
        for number in range(1, len(form.steps) + 1)
    ),
]
CLIENT = a_shell(Surroundings(Person())).test_client()


@pytest.fixture(params=GALLERY)
def page(request: pytest.FixtureRequest) -> html.HtmlElement:
    answer = CLIENT.get(request.param)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def test_a_page_has_a_language_a_title_one_heading_and_a_way_past_the_header(page: html.HtmlElement) -> None:
    assert page.get("lang") == "zh-CN"
    assert page.findtext(".//title").strip()
    assert len(page.findall(".//h1")) == 1
    assert page.find('.//a[@class="skip button"]').get("href") == "#main"


def test_headings_do_not_skip_a_level(page: html.HtmlElement) -> None:
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_every_reference_has_its_target(page: html.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "data-counter", "data-opens"):
        wanted = {target for value in page.xpath(f"//@{name}") for target in value.split()}
        assert wanted <= set(ids), name


def test_every_control_has_words_of_its_own(page: html.HtmlElement) -> None:
    labelled = set(page.xpath("//label/@for"))
    for control in page.iter("input", "select", "textarea"):
        if control.get("type") == "hidden" or control.get("aria-label"):
            continue
        around = next(control.iterancestors("label"), None)
        assert control.get("id") in labelled or (around is not None and around.text_content().strip())
    for button in page.iter("button", "a"):
        assert button.text_content().strip()


def test_choices_stand_in_a_fieldset_with_a_legend(page: html.HtmlElement) -> None:
    for radio in page.xpath('//input[@type="radio"]'):
        fieldset = next(radio.iterancestors("fieldset"))
        assert fieldset.find("legend").text_content().strip()


def test_nothing_is_inline(page: html.HtmlElement) -> None:
    assert page.xpath("//style | //@style | //script[not(@src)]") == []
    assert not re.search(r"\son[a-z]+=", html.tostring(page, encoding="unicode"))


def test_nothing_is_loaded_from_elsewhere(page: html.HtmlElement) -> None:
    assert all(source.startswith("/static/") for source in page.xpath("//script/@src | //img/@src"))
    assert all(link.startswith(("/static/", "data:,")) for link in page.xpath("//link/@href"))


def test_required_marks_are_explained_once(page: html.HtmlElement) -> None:
    form = page.find('.//form[@id="application"]')
    if form is not None:
        notes = [note.text_content() for note in form.find_class("legend-note")]
        assert notes == ["带 * 的必须填写"]


def test_at_most_one_button_is_filled_in_a_form(page: html.HtmlElement) -> None:
    for form in page.xpath('//form[@id="application"]'):
        assert len(form.xpath('.//*[contains(concat(" ", @class, " "), " main ")]')) == 1


def test_no_page_shows_what_only_programs_say(page: html.HtmlElement) -> None:
    text = page.text_content()
    assert not re.search(r"\b(None|null|undefined|True|False)\b|失败|非法", text)
    assert "！" not in text
