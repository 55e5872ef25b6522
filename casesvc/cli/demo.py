"""The demonstration: invented people, the published lines, and cases in every state, played from scenarios."""

import io
from collections.abc import Mapping
from typing import Any

import click
from PIL import Image, ImageDraw

from casesvc.app import Installation
from casesvc.catalog.files import digest_of, find_lines, read_line_files
from casesvc.catalog.people_file import Parties, read_parties
from casesvc.catalog.scenarios import read_scenarios
from casesvc.cli.lines import BY_COMMAND, refuse_faulty
from casesvc.cli.opened import installation
from casesvc.journeys.play_scenario import Player
from casesvc.journeys.publish_line import publish_line
from casesvc.parties.people import Account
from casesvc.worker.loop import work_once

PASSWORD = "rencai-demo-2026"  # noqa: S105 - printed on purpose: the demonstration has no secrets
PICTURE = (640, 480)


@click.command()
def demo() -> None:
    """Fill an empty installation with the demonstration; an installation that has people is left alone."""
    found = installation()
    parties = read_parties(found.settings.content)
    if not is_empty(found):
        click.echo("演示数据已在，保持不变")
    else:
        load_parties(found, parties)
        publish_lines(found)
        play_scenarios(found)
    tell_accounts(found, parties)


def is_empty(found: Installation) -> bool:
    """Say whether nothing was published yet: the first thing the demonstration does after its people."""
    with found.database.read() as reading:
        return not reading.publications.versions()


def load_parties(found: Installation, parties: Parties) -> None:
    """Write units, people and accounts, all with the demonstration's password."""
    password_hash = found.desk.passwords.hash(PASSWORD)
    with found.database.write() as work:
        for unit in parties.units:
            work.parties.add_unit(unit)
        for member in parties.members:
            work.parties.add_person(member.person, Account(member.account, member.person.id, password_hash))


def publish_lines(found: Installation) -> None:
    """Check and publish every line."""
    for line in find_lines(found.settings.content):
        files = read_line_files(found.settings.content, line)
        refuse_faulty(line, files)
        publish_line(found.desk, line=line, digest=digest_of(files), files=files, by=BY_COMMAND)


def play_scenarios(found: Installation) -> None:
    """Play every scenario, then let the worker deliver what they left to do."""
    player = Player(found.desk, sample_picture)
    for line in find_lines(found.settings.content):
        for scenario in read_scenarios(found.settings.content, line):
            player.play(scenario)
    while work_once(found.desk):
        pass


def sample_picture(placeholder: Mapping[str, Any]) -> bytes:
    """Return a grey picture that stands for a scanned paper; no two names give the same bytes."""
    picture = Image.new("RGB", PICTURE, "#eef1f5")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((24, 24, PICTURE[0] - 24, PICTURE[1] - 24), outline="#7a8594", width=3)
    for number, letter in enumerate(str(placeholder["name"])):
        top = 60 + 16 * number
        draw.line((60, top, 60 + ord(letter) % 480, top), fill="#7a8594", width=4)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()


def tell_accounts(found: Installation, parties: Parties) -> None:
    """Print address and accounts."""
    click.echo(f"地址 {found.settings.base_url}    所有账号的密码 {PASSWORD}")
    for member in parties.members:
        roles = "、".join(role for role, _ in member.person.seats) or "申报人"
        click.echo(f"  {member.account:<16} {member.person.name}  {roles}")
