"""The first account of an installation."""

import uuid

import click

from casesvc.cli.opened import installation
from casesvc.parties.people import Account, Person
from casesvc.parties.units import Unit

SHORTEST = 12  # characters; ASVS 6.2.1 asks for 8 and recommends 15


@click.command("create-administrator")
@click.option("--name", prompt="姓名")
@click.option("--account", prompt="用户名")
@click.option("--unit", prompt="所在单位名称")
@click.password_option(prompt="密码", confirmation_prompt="再输入一次")
def create_administrator(name: str, account: str, unit: str, password: str) -> None:
    """Make the first account: an administrator."""
    if len(password) < SHORTEST:
        raise click.BadParameter(f"密码至少 {SHORTEST} 个字符", param_hint="--password")
    desk = installation().desk
    with desk.database.write() as work:
        if work.parties.account(account) is not None:
            raise click.BadParameter("这个用户名已有人使用", param_hint="--account")
        office = Unit(str(uuid.uuid4()), unit)
        person = Person(work.new_id(), name, {}, (("administrator", office.id),))
        work.parties.add_unit(office)
        work.parties.add_person(person, Account(account, person.id, desk.passwords.hash(password)))
    click.echo(f"已建立管理员账号 {account}")
