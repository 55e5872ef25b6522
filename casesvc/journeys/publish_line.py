"""A checked line becomes the version new cases follow; running cases stay on theirs."""

from collections.abc import Mapping
from dataclasses import dataclass

from casesvc.journeys.desk import Desk


@dataclass(frozen=True)
class Published:
    """The version that is current now; ``new`` is False when these very files were published before."""

    line: str
    digest: str
    number: int
    new: bool


def publish_line(desk: Desk, *, line: str, digest: str, files: Mapping[str, bytes], by: str) -> Published:
    """Store the files under their digest and make them current. The caller has checked them."""
    with desk.database.write() as work:
        new = all(version.digest != digest for version in work.publications.versions(line))
        number = work.publications.add(line, digest, files, at=work.now, by=by)
        return Published(line, digest, number, new)
