"""Nothing personal lies in the database, its log or the file store in clear."""

from pathlib import Path

import pytest

from casesvc.app import Installation
from casesvc.catalog.scenarios import read_scenarios
from casesvc.journeys.play_scenario import Player
from casesvc.settings import Settings
from casesvc.storage.sealing import KeyRing, Seal, SealBroken
from tests.furnished import ROOT
from tests.journeys.samples import of_kind, sample

CANARIES = ("220102199109099965", "13800000001", "硕士阶段只上传了毕业证书", "华岳农业大学", "选育抗寒杏新品种")


def everything_written(settings: Settings, installation: Installation) -> bytes:
    """Return all bytes an installation wrote: for PostgreSQL what every table shows, otherwise the files."""
    if installation.engines.dialect == "sqlite":
        return b"".join(path.read_bytes() for path in settings.home.rglob("*") if path.is_file())
    with installation.engines.writing.connect() as connection:
        tables = connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").scalars()
        shown = [connection.exec_driver_sql(f'SELECT t::text, t FROM "{table}" t').all() for table in tables]  # noqa: S608
    return repr(shown).encode()


def test_names_id_numbers_and_opinions_are_sealed(settings: Settings, installation: Installation) -> None:
    scenario = next(found for found in read_scenarios(ROOT, "talent-tiers") if found.key == "returned-once")
    Player(installation.desk, sample).play(scenario)

    written = everything_written(settings, installation)

    assert [canary for canary in CANARIES if canary.encode() in written] == []
    assert scenario.applicant.encode() in written  # what is not personal is found, so the search does search


def test_attachments_are_sealed(settings: Settings, installation: Installation) -> None:
    digest = installation.desk.files.put(of_kind("jpg"))

    kept = [path.read_bytes() for path in Path(settings.files).rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert of_kind("jpg")[:64] not in kept[0]
    assert installation.desk.files.get(digest) == of_kind("jpg")


def test_sealed_bytes_open_in_their_place_and_under_their_key_only() -> None:
    seal = Seal(bytes(32))
    sealed = seal.seal("林晚".encode(), "here")

    assert seal.open(sealed, "here").decode() == "林晚"
    for other, place, found in (
        (seal, "there", sealed),
        (Seal(b"x" * 32), "here", sealed),
        (seal, "here", sealed[:-1]),
    ):
        with pytest.raises(SealBroken):
            other.open(found, place)


def test_every_case_has_a_key_of_its_own() -> None:
    ring = KeyRing(bytes(32))
    first, second = ring.new_case_key("a"), ring.new_case_key("b")

    with pytest.raises(SealBroken):
        ring.of_case("b", second).open(ring.of_case("a", first).seal(b"x", "p"), "p")
    with pytest.raises(SealBroken):
        ring.of_case("b", first)
