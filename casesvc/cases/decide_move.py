"""Whether an administrator may let a running case go on under another version of its line."""

from casesvc.cases.actor import ADMINISTRATOR, Actor
from casesvc.cases.case import Case
from casesvc.cases.decide_incident import given
from casesvc.cases.move import Blocked, Plan
from casesvc.cases.rejection import Rejection


def refuse_move(case: Case, actor: Actor, definition: str) -> None:
    """Refuse what no plan can help. Raise Rejection not-yours, case-ended or already-moved."""
    if not actor.holds(ADMINISTRATOR):
        raise Rejection("not-yours", "只有系统管理员可以把办理中的事项迁移到另一个版本")
    if case.ended is not None:
        raise Rejection("case-ended", "这件申报已经办结，按办结时的版本保存，不能迁移")
    if case.definition == definition:
        raise Rejection("already-moved", "这件申报已经在按这个版本办理")


def decide_move(plan: Plan, reason: str) -> tuple[tuple[str, ...], str]:
    """Return what becomes different in sentences, and the reason as it is kept.

    Raise Rejection reason-missing, reason-too-long, or move-blocked, whose details hold all ``reasons``.
    """
    why = given(reason)
    if isinstance(plan, Blocked):
        reasons = [{"element": each.element, "message": each.message} for each in plan.reasons]
        raise Rejection("move-blocked", plan.reasons[0].message, {"reasons": reasons})
    return tuple(change.message for change in plan.changes), why
