"""What a published version would do to running cases, and moving them to it."""

import json
import sys
from collections.abc import Mapping, Sequence
from uuid import uuid4

import click

from casesvc.cases.actor import ADMINISTRATOR, SYSTEM, Actor
from casesvc.cases.move import Blocked, Change, Keeps, Moves, Plan, Reason
from casesvc.cases.rejection import Rejection
from casesvc.cli.opened import installation
from casesvc.journeys.desk import Desk
from casesvc.journeys.move_case import move_case
from casesvc.journeys.plan_moves import PlannedCase, PlannedLine, plan_moves

BY_COMMAND = Actor(SYSTEM, ((ADMINISTRATOR, ""),))  # who moves, where nobody is signed in
WHY = "流程已更新，改按新版本办理"
GROUPS: Mapping[type, tuple[str, str]] = {
    Moves: ("moves", "可以迁移"),
    Keeps: ("keeps", "不受影响，留在原版本"),
    Blocked: ("blocked", "不能迁移"),
}


@click.command()
@click.argument("line")
@click.option("--json", "as_json", is_flag=True, help="The plan as JSON.")
def plan(line: str, as_json: bool) -> None:
    """Say what the current version of LINE would do to the running cases of older versions; nothing is changed."""
    planned = planned_line(installation().desk, line)
    if as_json:
        click.echo(json.dumps(in_json(planned), ensure_ascii=False, indent=1))
        return
    click.echo(f"{line} 第 {planned.number} 版，旧版本在办 {len(planned.cases)} 件")
    for kind, (_, words) in GROUPS.items():
        cases = [each for each in planned.cases if isinstance(each.plan, kind)]
        click.echo(f"{words} {len(cases)} 件")
        for each in cases:
            click.echo(
                f"  {each.row.case}  第 {each.version} 版  {each.row.number or '未编号'}  {each.row.status or ''}"
            )
            for said in said_of(each.plan):
                click.echo(f"    {said.message}")
    for case in planned.erased:
        click.echo(f"已依法删除，无法判断  {case}")


@click.command()
@click.argument("line")
@click.option("--case", "cases", multiple=True, help="A case to move, by id; may be given several times.")
@click.option("--all", "everything", is_flag=True, help="Every case that the plan says can be moved.")
@click.option("--reason", default=WHY, show_default=True, help="Why, for the history.")
def move(line: str, cases: tuple[str, ...], everything: bool, reason: str) -> None:
    """Move running cases to the current version of LINE, each in a transaction of its own."""
    if bool(cases) == everything:
        raise click.UsageError("请用 --case 指明事项，或用 --all 迁移全部可以迁移的事项")
    desk = installation().desk
    planned = planned_line(desk, line)
    chosen = cases or [each.row.case for each in planned.cases if not isinstance(each.plan, Keeps)]
    refused = sum(not moved(desk, case, planned, reason) for case in chosen)
    click.echo(f"共 {len(chosen)} 件，迁移 {len(chosen) - refused} 件，没有迁移 {refused} 件")
    sys.exit(refused > 0)


def moved(desk: Desk, case: str, planned: PlannedLine, reason: str) -> bool:
    """Move one case and say how it went."""
    try:
        done = move_case(
            desk, actor=BY_COMMAND, case=case, digest=planned.digest, reason=reason, key=f"move/{uuid4().hex}"
        )
    except Rejection as refused:
        click.echo(f"{case}  没有迁移：{refused.message}")
        return False
    click.echo(f"{case}  已迁移到第 {planned.number} 版，变化 {len(done.changes)} 项")
    return True


def planned_line(desk: Desk, line: str) -> PlannedLine:
    """Return the plan of a line; stop when there is none of that key."""
    try:
        return plan_moves(desk, line=line)
    except Rejection as refused:
        raise click.ClickException(refused.message) from refused


def said_of(planned: Plan) -> Sequence[Change | Reason]:
    """Return what is said of a case: what becomes different, or why it cannot be moved."""
    return planned.reasons if isinstance(planned, Blocked) else planned.changes


def in_json(planned: PlannedLine) -> dict[str, object]:
    """Return the plan of a line as JSON values, its cases by group."""
    groups = {
        name: [case_in_json(each) for each in planned.cases if isinstance(each.plan, kind)]
        for kind, (name, _) in GROUPS.items()
    }
    head = {"line": planned.line, "version": planned.number, "digest": planned.digest}
    return {**head, **groups, "erased": list(planned.erased)}


def case_in_json(each: PlannedCase) -> dict[str, object]:
    """Return one case with what is said of it."""
    said = [{"element": one.element, "message": one.message} for one in said_of(each.plan)]
    key = "reasons" if isinstance(each.plan, Blocked) else "changes"
    return {"case": each.row.case, "number": each.row.number, "version": each.version, key: said}
