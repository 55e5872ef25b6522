import pytest
from lxml import html

from casesvc.web.look import local_path
from tests.web.shell import a_shell


def classes(page: str) -> str:
    return str(html.fromstring(page).getroottree().getroot().get("class", ""))


def test_the_large_type_version_is_a_link_that_needs_no_script() -> None:
    client = a_shell().test_client()
    switched = client.get("/look/large/on?back=/dev/gallery")
    assert (switched.status_code, switched.headers["Location"]) == (303, "/dev/gallery")
    assert classes(client.get("/dev/gallery").text) == "large"


def test_both_variants_go_together_and_each_is_switched_off_alone() -> None:
    client = a_shell().test_client()
    client.get("/look/contrast/on")
    client.get("/look/large/on")
    assert classes(client.get("/dev/gallery").text) == "large contrast"
    client.get("/look/large/off")
    assert classes(client.get("/dev/gallery").text) == "contrast"


def test_an_unknown_variant_is_not_found() -> None:
    assert a_shell().test_client().get("/look/pink/on").status_code == 404


@pytest.mark.parametrize(
    "target",
    ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "", None, "/\t/x", "javascript:"],
)
def test_the_way_back_never_leaves_this_site(target: str | None) -> None:
    assert local_path(target) == "/"


def test_the_way_back_keeps_filters() -> None:
    assert local_path("/cases?state=open&page=2") == "/cases?state=open&page=2"
