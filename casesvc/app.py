"""The one place where the parts meet."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from casesvc.catalog.opened import OpenedLines
from casesvc.cases.rejection import Rejection
from casesvc.documents.fonts import Fonts
from casesvc.documents.refusal import DocumentRefused
from casesvc.documents.renderer import Renderer
from casesvc.engine.engine import Engine
from casesvc.journeys.desk import Desk
from casesvc.outside.files import DiskFiles
from casesvc.outside.holidays import ChineseHolidays
from casesvc.outside.inspection import FileInspection
from casesvc.outside.passwords import Argon2Passwords
from casesvc.settings import Settings
from casesvc.storage.database import SqlDatabase
from casesvc.storage.engines import Engines
from casesvc.storage.sealing import KeyRing, Seal, derived


class Papers:
    """Keeps the promise of ``desk.Documents`` with the renderer."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def pdf(self, template: str, context: Mapping[str, Any], *, official: bool, images: Mapping[str, bytes]) -> bytes:
        """Return the PDF; a refusal of the renderer becomes one the user reads."""
        try:
            return self._renderer.render(template, context, official=official, images=images).pdf
        except DocumentRefused as refused:
            raise Rejection("document-refused", f"文书暂时不能出具：{refused}") from refused


def assemble(settings: Settings, clock: Callable[[], datetime] | None = None) -> Desk:
    """Put the ports together; nothing is opened before it is used. ``clock`` stands in for the database's."""
    engines = Engines(settings.database_url)
    database = SqlDatabase(engines, KeyRing(derived(settings.key, "database")), clock)
    calendar = ChineseHolidays()

    def files_of(digest: str) -> Mapping[str, bytes]:
        with database.read() as reading:
            return reading.publications.files(digest)

    return Desk(
        database=database,
        lines=OpenedLines(files_of),
        engine=Engine(calendar.is_working_day),
        files=DiskFiles(settings.files, Seal(derived(settings.key, "files"))),
        calendar=calendar,
        documents=Papers(Renderer(Fonts(settings.fonts))),
        passwords=Argon2Passwords(),
        inspection=FileInspection(),
        address=settings.base_url,
    )
