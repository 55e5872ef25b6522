"""Signing in: names cannot be tried out, and passwords not without end."""

import pytest

from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import Desk
from casesvc.journeys.sign_in import NOBODY, sign_in
from casesvc.outside.passwords import Argon2Passwords
from casesvc.parties.people import ATTEMPTS, REST
from tests.furnished import PASSWORD, Clock


def refusal(desk: Desk, name: str, password: str) -> str:
    """The code with which signing in is refused."""
    with pytest.raises(Rejection) as refused:
        sign_in(desk, name=name, password=password)
    return refused.value.code


def test_the_right_password_signs_in(desk: Desk) -> None:
    assert sign_in(desk, name=" linwan ", password=PASSWORD).name == "林晚"


def test_an_unknown_name_is_refused_in_the_words_of_a_wrong_password(desk: Desk) -> None:
    assert refusal(desk, "nobody", PASSWORD) == refusal(desk, "linwan", "wrong") == "wrong-password"


def test_the_hash_compared_for_unknown_names_is_one_that_takes_its_time() -> None:
    # A malformed hash would be refused at once and tell that the name is unknown.
    hasher = Argon2Passwords()
    assert not hasher.matches("anything", NOBODY)
    assert NOBODY.split("$")[3] == hasher.hash("x").split("$")[3]


def test_an_account_rests_after_too_many_wrong_passwords_and_takes_the_right_one_later(
    desk: Desk, clock: Clock
) -> None:
    codes = [refusal(desk, "linwan", "wrong") for _ in range(ATTEMPTS)]
    assert codes == ["wrong-password"] * ATTEMPTS
    assert refusal(desk, "linwan", PASSWORD) == "account-rests"
    clock.now += REST
    assert sign_in(desk, name="linwan", password=PASSWORD).id == "lin-wan"
