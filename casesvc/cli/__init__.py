"""The command ``casesvc``: one module a group of commands."""

import click

from casesvc.cli.bench import bench
from casesvc.cli.cases import rebuild, verify
from casesvc.cli.demo import demo
from casesvc.cli.lines import check, publish
from casesvc.cli.moves import move, plan
from casesvc.cli.people import create_administrator
from casesvc.cli.play import play
from casesvc.cli.serve import migrate_command, run, worker


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Case management for talent administration; settings are environment variables CASESVC_…."""


for command in (
    check, play, publish, plan, move, run, worker, migrate_command, demo, create_administrator, rebuild, verify, bench,
):  # fmt: skip
    main.add_command(command)
