"""A line is opened from bytes alone, and says what its files say."""

from datetime import UTC, datetime

import pytest

from casesvc.catalog.files import digest_of
from casesvc.catalog.finding import LineRefused
from casesvc.catalog.opened import KEPT, OpenedLines
from casesvc.catalog.opening import open_line
from tests.catalog.a_line import DIAGRAM, MANIFEST, PAPER, REVIEW, a_line, changed, without


def test_a_line_holds_forms_documents_roles_and_process() -> None:
    line = open_line(a_line())

    assert set(line.forms) == {"permit/application", "permit/review"}
    assert line.documents == {"paper": a_line()[PAPER].decode()}
    assert line.process.chain() == ("apply", "review")
    assert line.roles["office"].office == "the-office"
    assert (line.diagram, line.digest) == (a_line()[DIAGRAM], digest_of(a_line()))


def test_the_diagram_has_a_digest_of_its_own() -> None:
    other_text = open_line(changed(MANIFEST, "办许可。", "办理许可。"))

    assert other_text.diagram_digest == open_line(a_line()).diagram_digest
    assert other_text.digest != open_line(a_line()).digest


def test_times_of_notices_are_kept_in_utc() -> None:
    assert open_line(a_line()).notices[0].opens == datetime(2026, 1, 1, 16, tzinfo=UTC)


@pytest.mark.row("JL-028")
@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (datetime(2026, 1, 1, 15, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 1, 1, 16, tzinfo=UTC), True),
        (datetime(2026, 1, 31, 15, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 1, 31, 16, tzinfo=UTC), False),
    ],
    ids=["before", "opening", "last second", "closing"],
)
def test_applications_are_taken_in_the_window_of_the_notice(now: datetime, is_open: bool) -> None:
    assert open_line(a_line()).notice("2026").is_open(now) is is_open


def test_a_notice_without_closing_date_stays_open() -> None:
    line = open_line(changed(MANIFEST, "closes = 2026-02-01T00:00:00+08:00\n", ""))

    assert line.notice("2026").is_open(datetime(2099, 1, 1, tzinfo=UTC))


def test_a_role_is_found_by_key_and_by_the_title_a_lane_shows() -> None:
    line = open_line(a_line())

    assert line.role("office") is line.role("机关") is line.roles["office"]


def test_a_line_that_does_not_fit_together_still_opens_once_it_was_published() -> None:
    line = open_line(changed(REVIEW, '["approve", "terminate"]', '["approve"]'))

    assert line.process.tasks["review"].outcomes == ("approve", "terminate")


def test_a_line_with_an_unreadable_part_is_refused() -> None:
    with pytest.raises(LineRefused):
        open_line(without(DIAGRAM))


def test_an_opened_version_is_read_once() -> None:
    reads: list[str] = []

    def files_of(digest: str) -> dict[str, bytes]:
        reads.append(digest)
        return a_line()

    lines = OpenedLines(files_of)

    assert lines.get("sha256:x") is lines.get("sha256:x")
    assert reads == ["sha256:x"]


def test_versions_not_asked_for_lately_are_read_again() -> None:
    reads: list[str] = []

    def files_of(digest: str) -> dict[str, bytes]:
        reads.append(digest)
        return a_line()

    lines = OpenedLines(files_of)
    for number in range(KEPT + 1):
        lines.get(f"sha256:{number}")
    lines.get("sha256:0")

    assert reads.count("sha256:0") == 2
