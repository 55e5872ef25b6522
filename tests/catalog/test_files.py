"""Which files make a line, and what their digest depends on."""

from pathlib import Path

import pytest

from casesvc.catalog.files import FILE_CAP, digest_of, find_lines, read_line_files
from casesvc.catalog.finding import LineRefused
from tests.catalog.a_line import APPLICATION, CODES, PAPER, a_line, with_file, without


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, content in a_line().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


def test_a_folder_with_a_manifest_is_a_line(root: Path) -> None:
    (root / "processes" / "not-yet-a-line").mkdir()

    assert find_lines(root) == ("permit",)


def test_what_is_read_from_disk_is_the_line(root: Path) -> None:
    assert read_line_files(root, "permit") == a_line()


def test_only_code_lists_that_a_form_names_belong_to_a_line(root: Path) -> None:
    (root / "processes/codes/unused.toml").write_bytes(a_line()[CODES])

    assert "processes/codes/unused.toml" not in read_line_files(root, "permit")


def test_scenarios_are_no_part_of_a_line(root: Path) -> None:
    (root / "processes/permit/scenarios").mkdir()
    (root / "processes/permit/scenarios/straight.toml").write_text('title = "x"')

    assert read_line_files(root, "permit") == a_line()


def test_files_of_another_line_are_no_part_of_this_one(root: Path) -> None:
    (root / "forms/other").mkdir()
    (root / "forms/other/application.json").write_text("{}")

    assert read_line_files(root, "permit") == a_line()


def test_a_file_that_leads_out_of_the_folder_is_refused(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret"
    secret.write_text("{}")
    (root / "forms/permit/leak.json").symlink_to(secret)

    with pytest.raises(LineRefused) as refused:
        read_line_files(root, "permit")

    assert refused.value.findings[0].code == "file-outside"


def test_a_file_that_is_too_large_is_not_even_read(root: Path) -> None:
    (root / PAPER).write_bytes(b" " * (FILE_CAP + 1))

    with pytest.raises(LineRefused) as refused:
        read_line_files(root, "permit")

    assert refused.value.findings[0].code == "file-too-large"


def test_a_key_that_is_no_folder_name_is_refused(root: Path) -> None:
    with pytest.raises(LineRefused):
        read_line_files(root, "../permit")


def test_the_digest_does_not_depend_on_the_order_of_the_files() -> None:
    files = a_line()

    assert digest_of(dict(reversed(files.items()))) == digest_of(files)


def test_the_digest_is_written_down_with_its_algorithm() -> None:
    # Worked out by hand: published digests stand in case histories and must never come out otherwise.
    assert digest_of({"b": b"two", "a": b"one"}) == (
        "sha256:5be2f52e14cb5c50d8628d06f32decd859a0ba109a2f1225b15cd339dfcda1a8"
    )


@pytest.mark.parametrize(
    "files",
    [
        with_file(PAPER, b"<doc/>"),
        without(PAPER),
        {**without(PAPER), "templates/documents/permit/leaf.xml": a_line()[PAPER]},
        {**a_line(), PAPER: a_line()[APPLICATION], APPLICATION: a_line()[PAPER]},
    ],
    ids=["content", "missing", "renamed", "swapped"],
)
def test_the_digest_changes_with_every_file_and_its_name(files: dict[str, bytes]) -> None:
    assert digest_of(files) != digest_of(a_line())
