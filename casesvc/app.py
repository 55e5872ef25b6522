"""The one place where the parts meet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask

from casesvc.catalog.office_file import read_office
from casesvc.catalog.opened import OpenedLines
from casesvc.documents.fonts import Fonts
from casesvc.documents.papers import Papers
from casesvc.documents.renderer import Renderer
from casesvc.engine.engine import Engine
from casesvc.forms.form import Form
from casesvc.journeys.desk import Desk, Passwords
from casesvc.outside.files import DiskFiles
from casesvc.outside.holidays import ChineseHolidays
from casesvc.outside.inspection import FileInspection
from casesvc.outside.passwords import Argon2Passwords
from casesvc.settings import Settings
from casesvc.storage.database import SqlDatabase
from casesvc.storage.engines import Engines
from casesvc.storage.sealing import KeyRing, Seal, derived
from casesvc.storage.sessions import SqlSessions
from casesvc.web.office import NavigationItem, Office
from casesvc.web.public.sign_in import ask_to_sign_in
from casesvc.web.shell import ShellParts, make_shell
from casesvc.web.site import NAVIGATION, all_pages
from casesvc.web.visitors import identify


@dataclass(frozen=True)
class Installation:
    """A desk with the database behind it, for what only the command line does."""

    settings: Settings
    engines: Engines
    database: SqlDatabase
    desk: Desk


def install(
    settings: Settings, *, clock: Callable[[], datetime] | None = None, passwords: Passwords | None = None
) -> Installation:
    """Put the ports together; nothing is opened before it is used. ``clock`` stands in for the database's own."""
    engines = Engines(settings.database_url)
    database = SqlDatabase(engines, KeyRing(derived(settings.key, "database")), clock)
    calendar = ChineseHolidays()

    def files_of(digest: str) -> Mapping[str, bytes]:
        with database.read() as reading:
            return reading.publications.files(digest)

    desk = Desk(
        database=database,
        lines=OpenedLines(files_of),
        engine=Engine(calendar.is_working_day),
        files=DiskFiles(settings.files, Seal(derived(settings.key, "files"))),
        calendar=calendar,
        documents=Papers(Renderer(Fonts(settings.fonts))),
        passwords=passwords or Argon2Passwords(),
        inspection=FileInspection(),
        address=settings.base_url,
    )
    return Installation(settings, engines, database, desk)


def create_app(installation: Installation) -> Flask:
    """Return the web application of an installation."""
    settings, desk = installation.settings, installation.desk
    authority = read_office(settings.content)
    parts = ShellParts(
        templates=settings.content / "templates" / "pages",
        secret_key=derived(settings.key, "cookies").hex(),
        base_url=settings.base_url,
        office=Office(authority.name, authority.system, authority.hotline, authority.hours, authority.footer),
        sessions=SqlSessions(installation.engines),
        identify=lambda: identify(desk),
        ask_to_sign_in=ask_to_sign_in,
        healthy=installation.database.answers,
        navigation=tuple(NavigationItem(*item) for item in NAVIGATION),
        now=lambda: datetime.now(UTC),
        development=settings.demo,
        gallery=lambda: current_forms(desk),
    )
    return make_shell(parts, all_pages(desk))


def current_forms(desk: Desk) -> list[Form]:
    """Return the forms of all current versions, for the development page."""
    with desk.database.read() as reading:
        digests = [version.digest for version in reading.publications.versions() if version.current]
    return [form for digest in digests for form in desk.lines.get(digest).forms.values()]
