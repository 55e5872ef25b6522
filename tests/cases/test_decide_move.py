"""Who may let a running case go on under another version of its line, and when it is refused."""

from collections.abc import Callable

import pytest

from casesvc.cases.actor import Actor
from casesvc.cases.decide_move import decide_move, refuse_move
from casesvc.cases.move import Blocked, Change, Keeps, Moves, Reason
from casesvc.cases.rejection import Rejection
from tests.cases.writing import APPLICANT, OFFICER, applied, given

ADMINISTRATOR = Actor("root", (("administrator", "province-office"),))


def refused(command: Callable[[], object]) -> Rejection:
    with pytest.raises(Rejection) as refusal:
        command()
    return refusal.value


def test_only_administrators_move_a_case() -> None:
    refuse_move(given(*applied()), ADMINISTRATOR, "sha256:new")
    for actor in (OFFICER, APPLICANT):
        assert refused(lambda actor=actor: refuse_move(given(*applied()), actor, "sha256:new")).code == "not-yours"


def test_a_case_that_ended_or_is_there_already_is_not_moved() -> None:
    case = given(*applied())
    assert refused(lambda: refuse_move(case, ADMINISTRATOR, case.definition)).code == "already-moved"
    ended = case.with_(ended="granted")
    assert refused(lambda: refuse_move(ended, ADMINISTRATOR, "sha256:new")).code == "case-ended"


def test_a_move_says_what_becomes_different_and_why() -> None:
    moves = Moves((Change("b", "之后会增加环节“复核”"), Change("c", "之后不再经过环节“终审”")), ("b",), ("c",))
    assert decide_move(moves, " 新规定 ") == (("之后会增加环节“复核”", "之后不再经过环节“终审”"), "新规定")
    assert decide_move(Keeps(), "新规定") == ((), "新规定")
    assert refused(lambda: decide_move(Keeps(), " ")).code == "reason-missing"


def test_a_blocked_move_is_refused_with_all_its_reasons() -> None:
    blocked = Blocked((Reason("a", "“初审”已取消"), Reason("j", "已有分支在等待")))
    refusal = refused(lambda: decide_move(blocked, "新规定"))
    assert (refusal.code, refusal.message) == ("move-blocked", "“初审”已取消")
    assert [reason["element"] for reason in refusal.details["reasons"]] == ["a", "j"]
