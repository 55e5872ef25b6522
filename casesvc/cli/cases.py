"""Proving and rebuilding cases."""

import sys

import click

from casesvc.cli.opened import installation
from casesvc.journeys.rebuild_case import rebuild_case
from casesvc.journeys.verify_case import verify_case


@click.command()
@click.argument("cases", nargs=-1)
def verify(cases: tuple[str, ...]) -> None:
    """Prove that histories are whole: of CASES by id, or of all."""
    found = installation()
    broken = 0
    for case in cases or found.database.case_ids():
        proof = verify_case(found.desk, case=case)
        broken += proof.broken is not None
        click.echo(f"{case}  {proof.words}")
    sys.exit(broken > 0)


@click.command()
@click.argument("cases", nargs=-1)
@click.option("--write", is_flag=True, help="Write state, snapshot and lists anew from the history.")
def rebuild(cases: tuple[str, ...], write: bool) -> None:
    """Rebuild CASES (or all) from their histories and compare with what is kept, byte by byte."""
    found = installation()
    different = 0
    for case in cases or found.database.case_ids():
        rebuilt = rebuild_case(found.desk, case=case, write=write)
        different += bool(rebuilt.differs)
        click.echo(f"{case}  {'不一致：' + '、'.join(rebuilt.differs) if rebuilt.differs else '一致'}")
    sys.exit(different > 0 and not write)
