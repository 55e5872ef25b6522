"""Lines with their published versions, and one version with its files, for administrators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from casesvc.cases.rejection import Rejection
from casesvc.journeys.desk import Desk
from casesvc.journeys.line import Line
from casesvc.journeys.rows import Version

DIGEST_SHOWN = 12  # hex digits people compare by eye


@dataclass(frozen=True)
class PublishedVersion:
    """One version: who published it when, and how many cases that have not ended follow it."""

    digest: str
    number: int
    published_at: datetime
    published_by: str
    current: bool
    running: int

    @property
    def short(self) -> str:
        """The beginning of the digest, without the name of its algorithm."""
        return self.digest.partition(":")[2][:DIGEST_SHOWN]


@dataclass(frozen=True)
class PublishedLine:
    """One line with its versions, newest first."""

    key: str
    title: str
    summary: str
    versions: tuple[PublishedVersion, ...]


@dataclass(frozen=True)
class VersionFile:
    """A file of a version."""

    path: str
    size: int


@dataclass(frozen=True)
class OpenedVersion:
    """One version with what it says and the files it consists of."""

    version: PublishedVersion
    line: Line
    files: tuple[VersionFile, ...]


def read_lines(desk: Desk) -> list[PublishedLine]:
    """Return all lines in three queries; the title is that of the current version."""
    versions = published(desk)
    lines = []
    for key in dict.fromkeys(version.line for version, _ in versions):
        of_line = [(version, shown) for version, shown in versions if version.line == key]
        current = desk.lines.get(next((one.digest for one, _ in of_line if one.current), of_line[0][0].digest))
        lines.append(PublishedLine(key, current.title, current.summary, tuple(shown for _, shown in of_line)))
    return lines


def read_version(desk: Desk, *, digest: str) -> OpenedVersion:
    """Return one version. Raise Rejection unknown-version."""
    shown = next((shown for version, shown in published(desk) if version.digest == digest), None)
    if shown is None:
        raise Rejection("unknown-version", "没有找到这个版本，请从业务列表重新进入")
    with desk.database.read() as reading:
        files = reading.publications.files(digest)
    listed = tuple(VersionFile(path, len(files[path])) for path in sorted(files))
    return OpenedVersion(shown, desk.lines.get(digest), listed)


def published(desk: Desk) -> Sequence[tuple[Version, PublishedVersion]]:
    """Return every version beside what is shown of it."""
    with desk.database.read() as reading:
        versions = reading.publications.versions()
        names = reading.parties.names({version.published_by for version in versions})
        running = reading.running_cases()
    return [
        (
            version,
            PublishedVersion(
                version.digest,
                version.number,
                version.published_at,
                names.get(version.published_by, "命令行"),
                version.current,
                running.get(version.digest, 0),
            ),
        )
        for version in versions
    ]
