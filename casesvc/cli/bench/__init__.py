"""``casesvc bench``: durable completions a second, beside what the same statements cost without the service."""

import tempfile
from pathlib import Path

import click

from casesvc.cli.bench.ageing import submit_times
from casesvc.cli.bench.engine import engine
from casesvc.cli.bench.measured import Measured, disk_syncs
from casesvc.cli.bench.measuring import MEASUREMENTS, measure_all
from casesvc.cli.bench.servers import free_address
from casesvc.cli.bench.stage import environment_at, raise_stage


@click.group(invoke_without_command=True)
@click.option("--cases", default=120, show_default=True, help="Cases in each measurement; each has five completions.")
@click.option("--clients", default=8, show_default=True, help="Officers who decide at the same time; an even number.")
@click.option("--database-url", help="An empty database to use instead of a SQLite file.")
@click.pass_context
def bench(context: click.Context, cases: int, clients: int, database_url: str | None) -> None:
    """Measure completions in a temporary installation, and print them with their ratios."""
    if context.invoked_subcommand is not None:
        return
    with tempfile.TemporaryDirectory(prefix="casesvc-bench-") as folder:
        home = Path(folder)
        told = environment_at(home, database_url, free_address())
        stage = raise_stage(told)
        before = disk_syncs(home)
        measured = measure_all(stage, told, cases=cases, clients=clients)
        after = disk_syncs(home)
        click.echo(
            f"{stage.found.engines.dialect}, {clients} clients, {len(measured['service'].took)} completions each"
        )
        click.echo(f"fdatasync/s in the folder of the installation: {before:.0f} before, {after:.0f} after")
        report(measured)
        for age, milliseconds in submit_times(stage).items():
            click.echo(f"submitting with {age:>5} steps behind it: {milliseconds:7.1f} ms")


bench.add_command(engine)


def report(measured: dict[str, Measured]) -> None:
    """Print each measurement and its share of the statements alone."""
    ceiling = measured["statements"].rate
    click.echo(f"{'':<42}{'a second':>10}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'share':>8}")
    for name, words in MEASUREMENTS.items():
        one = measured[name]
        times = "".join(f"{one.milliseconds(share):>9.1f}" for share in (0.5, 0.95, 0.99))
        click.echo(f"{words:<42}{one.rate:>10.1f}{times}{one.rate / ceiling:>8.2f}")
    share = measured["service"].rate / measured["bare"].rate
    click.echo(f"the service does {share:.2f} of what the bare handler does")
