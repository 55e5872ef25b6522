"""``casesvc play``: what a drawn process does, before anybody publishes it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click
from lxml import etree

from casesvc.cases.step import Step, StepFailed
from casesvc.catalog.finding import LineRefused
from casesvc.catalog.inputs import Input, Inputs, read_inputs
from casesvc.diagrams.decision_tables import embed
from casesvc.diagrams.finding import DiagramRefused
from casesvc.diagrams.linking import link
from casesvc.diagrams.process import ProcessDefinition, read_process
from casesvc.diagrams.tree import read_diagram
from casesvc.engine import Engine
from casesvc.journeys.desk import LOCAL
from casesvc.journeys.play_diagram import PlayedCase
from casesvc.outside.holidays import ChineseHolidays

FOR_EXAMPLE = Inputs()


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--inputs", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="TOML or JSON: what happens."
)
def play(file: Path, inputs: Path | None) -> None:
    """Run the diagram FILE without a database and print what was opened, done and decided.

    Processes that it calls are looked for in the other .bpmn files of its folder.
    """
    try:
        given = FOR_EXAMPLE if inputs is None else read_inputs(inputs)
        tree = linked(file, given.process)
        process = read_process(tree)
    except (DiagramRefused, LineRefused) as refused:
        for finding in refused.findings:
            click.echo(finding.message, err=True)
        raise click.ClickException(f"{file} 不能演示") from refused
    engine = Engine(ChineseHolidays().is_working_day)
    case = PlayedCase(engine, etree.tostring(tree), datetime.now(UTC), dict(given.facts))
    try:
        tell(process, 0, "开始", case.start(given.start))
        for number, one in enumerate(given.steps, start=1):
            tell(process, number, words(process, case, one), happen(case, one))
    except StepFailed as failed:
        raise click.ClickException(f"{failed.element}：{failed.message}") from failed
    standing(process, case)


def linked(file: Path, process: str | None) -> etree._ElementTree:
    """Return a diagram with what it calls, from the files beside it."""
    others = [read_diagram(path.read_bytes()) for path in sorted(file.parent.glob("*.bpmn")) if path != file]
    tables = [path.read_bytes() for path in sorted(file.parent.glob("*.dmn"))]
    return embed(link(read_diagram(file.read_bytes()), others, process), tables)


def happen(case: PlayedCase, given: Input) -> Step:
    """Let one input happen; raise StepFailed when it cannot."""
    key = case.occurrence(given.place)
    if given.kind == "timer" and key not in case.timers:
        raise StepFailed("timer-not-running", given.place, f"定时器 {given.place} 没有在运行")
    if given.kind == "timer":
        return case.fire(key)
    if given.kind == "event":
        return case.receive(key, given.facts)
    if given.error is not None:
        return case.fail(key, given.error)
    return case.complete(key, given.outcome, given.facts)


def words(process: ProcessDefinition, case: PlayedCase, given: Input) -> str:
    """Return in words what an input does."""
    key = case.occurrence(given.place)
    verb = {"timer": "到期", "event": "收到", "task": "办理"}[given.kind]
    said = given.outcome or (f"错误 {given.error}" if given.error else "")
    return f"{verb} {named(process.nodes, key)}{' → ' + said if said else ''}"


def tell(process: ProcessDefinition, number: int, what: str, step: Step) -> None:
    """Print one step: what happened, where it went, what it opened and closed."""
    click.echo(f"{number:>3}  {what}")
    lines = (
        ("经过", [name for name in step.travelled if name in process.nodes]),
        ("打开", [named(process.nodes, opened.task) for opened in step.opened]),
        ("收回", [named(process.nodes, key) for key in (*step.withdrawn, *step.timers_stopped, *step.unsubscribed)]),
        ("定时", [f"{t.timer} {t.due.astimezone(LOCAL):%Y-%m-%d %H:%M}" for t in step.timers_started]),
        ("等待", [f"{subscribed.event} {subscribed.name}" for subscribed in step.subscribed]),
        ("发出", [f"{thrown.kind} {thrown.name}" for thrown in step.thrown]),
    )
    for title, found in lines:
        if found:
            click.echo(f"     {title}：{'、'.join(found)}")


def standing(process: ProcessDefinition, case: PlayedCase) -> None:
    """Print where the case stands after the last step."""
    if case.ended is not None:
        end = process.ends.get(case.ended)
        status = f"，状态“{end.status}”" if end is not None and end.status else ""
        click.echo(f"结束于 {named(process.nodes, case.ended)}{status}")
        return
    waiting = [*case.open, *case.timers, *case.events]
    click.echo(f"停在：{'、'.join(named(process.nodes, key) for key in waiting)}")


def named(nodes: Mapping[str, str], key: str) -> str:
    """Return an occurrence with the name of its element: ``unit#1 推荐单位审核``."""
    name = nodes.get(key.partition("#")[0], "")
    return f"{key} {name}" if name else key
