"""What an administrator may do about a stalled case: try again, correct what the diagram sees, or end the case."""

from collections.abc import Mapping
from typing import Any

from casesvc.cases.actor import ADMINISTRATOR, Actor
from casesvc.cases.case import Case, Stall
from casesvc.cases.events import CaseTerminated, FactsCorrected, RetryRequested
from casesvc.cases.facts import refuse_facts
from casesvc.cases.rejection import Rejection

LONGEST_REASON = 500


def stall_of(case: Case, actor: Actor) -> Stall:
    """Return the stall an administrator may resolve. Raise Rejection not-yours or not-stalled."""
    if not actor.holds(ADMINISTRATOR):
        raise Rejection("not-yours", "只有系统管理员可以处理流程异常")
    if case.stalled is None:
        raise Rejection("not-stalled", "这件申报的流程没有暂停，可能已由他人处理")
    return case.stalled


def decide_retry(case: Case, actor: Actor) -> RetryRequested:
    """Allow the recorded input to be tried again."""
    return RetryRequested(stall_of(case, actor).seq)


def decide_correction(case: Case, actor: Actor, facts: Mapping[str, Any], reason: str) -> FactsCorrected:
    """Allow facts to be corrected, those routed from forms too. Raise Rejection, e.g. facts-missing, reason-missing."""
    stall_of(case, actor)
    known = {**case.facts, **case.route}
    changed = {name: value for name, value in facts.items() if name not in known or not same(known[name], value)}
    if not changed:
        raise Rejection("facts-missing", "没有改动任何一项。请先更正，再重试", {"field": "facts"})
    refuse_facts(case, changed)
    return FactsCorrected(changed, given(reason))


def decide_termination(case: Case, actor: Actor, reason: str) -> CaseTerminated:
    """Allow a stalled case to be ended. Raise Rejection, e.g. reason-missing."""
    stall_of(case, actor)
    return CaseTerminated(given(reason))


def same(before: Any, after: Any) -> bool:
    """Say whether a correction changes nothing; ``1`` and ``True`` are not the same to a condition."""
    return type(before) is type(after) and before == after


def given(reason: str) -> str:
    """Return a reason without the space around it. Raise Rejection reason-missing or reason-too-long."""
    text = reason.strip()
    if not text:
        raise Rejection("reason-missing", "请填写原因", {"field": "reason"})
    if len(text) > LONGEST_REASON:
        over = len(text) - LONGEST_REASON
        words = f"原因最多 {LONGEST_REASON} 字，现在 {len(text)} 字，请删去 {over} 字"
        raise Rejection("reason-too-long", words, {"field": "reason"})
    return text
