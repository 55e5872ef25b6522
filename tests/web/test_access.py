import pytest
from flask import Flask

from casesvc.web.access import allow, allowed_kinds
from tests.web.shell import Person, Surroundings, a_shell, for_kinds, pages


def test_every_route_declares_who_may_call_it() -> None:
    app = a_shell()
    assert [rule.endpoint for rule in app.url_map.iter_rules() if not allowed_kinds(app, rule.endpoint)] == []


def test_a_route_that_declares_nothing_is_refused_to_everyone() -> None:
    around = Surroundings(visitor=Person(kinds=frozenset({"administrator"})))
    app = a_shell(around, blueprints=[pages(forgotten=lambda: "secret")])
    answer = app.test_client().get("/forgotten")
    assert answer.status_code == 403
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("declared", "visiting", "status"),
    [
        ("public", None, 200),
        ("applicant", None, 401),
        ("applicant", "applicant", 200),
        ("officer", "applicant", 403),
        ("signed-in", "auditor", 200),
        ("signed-in", None, 401),
        ("signed-in", "machine", 403),
        ("machine", "machine", 200),
        ("machine", "applicant", 403),
    ],
)
def test_the_declared_kind_decides(declared: str, visiting: str | None, status: int) -> None:
    visitor = Person(kinds=frozenset({visiting})) if visiting else None
    app = a_shell(Surroundings(visitor), blueprints=[pages(view=for_kinds(declared))])
    assert app.test_client().get("/view").status_code == status


def test_several_kinds_may_be_allowed() -> None:
    app = a_shell(Surroundings(Person()), blueprints=[pages(view=for_kinds("officer", "applicant"))])
    assert app.test_client().get("/view").text == "done"


@pytest.mark.parametrize("kinds", [(), ("admin",)])
def test_an_unknown_kind_is_an_error_of_the_program(kinds: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="kind of visitor"):
        allow(*kinds)


def test_navigation_shows_only_what_the_visitor_may_use() -> None:
    def navigation(app: Flask) -> str:
        return app.test_client().get("/dev/gallery").text

    assert 'href="/cases"' in navigation(a_shell(Surroundings(Person())))
    assert 'href="/cases"' not in navigation(a_shell(Surroundings(Person(kinds=frozenset({"auditor"})))))


def test_a_person_whose_session_ended_is_asked_to_sign_in_and_not_told_of_a_token() -> None:
    app = a_shell(blueprints=[pages(change=for_kinds("applicant"))])
    assert app.test_client().post("/change").text == "sign in to see /change"
