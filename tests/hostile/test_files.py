"""Every hostile file is refused at once with a reason, or shown to be text that nobody reads."""

import time
from pathlib import Path

import pytest

from casesvc.diagrams.check import check_diagram
from casesvc.diagrams.finding import DiagramRefused
from casesvc.diagrams.tree import MAX_BYTES, read_diagram
from tests.hostile.files import FILES
from tests.hostile.payloads import PAYLOADS
from tests.hostile.positions import POSITIONS
from tests.hostile.sample import INERT, NOWHERE, Traps, sound

SECONDS = 3  # of the processor: a quiet machine needs less than one, an explosion minutes


def test_the_corpus_is_large_and_its_names_are_short() -> None:
    assert len(FILES) >= 200
    assert len({file.build(NOWHERE) for file in FILES.values()}) >= 200
    assert len(set(PAYLOADS.values())) >= 200
    assert len(POSITIONS) >= 40
    assert [n for n in (*FILES, *PAYLOADS, *POSITIONS) if not n.isascii() or " " in n or len(n) > 40] == []


def test_the_diagram_that_all_files_are_made_from_is_sound() -> None:
    assert check_diagram(sound()) == ()


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_answered_at_once(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret of the house")
    file = FILES[name]
    data = file.build(Traps(secret, "http://127.0.0.1:9/", tmp_path / "canary"))
    began = time.process_time()
    findings = check_diagram(data)
    took = time.process_time() - began
    codes = {finding.code for finding in findings if finding.severity == "error"}
    assert took < SECONDS
    assert (codes == set()) if file.answer == INERT else (file.answer in codes)
    assert all(finding.message and finding.line >= 0 for finding in findings)
    assert all("the secret" not in finding.message for finding in findings)


@pytest.mark.parametrize("name", [name for name, file in FILES.items() if file.answer == "doctype"])
def test_a_document_type_is_refused_before_a_parser_sees_it(name: str) -> None:
    with pytest.raises(DiagramRefused) as refused:
        read_diagram(FILES[name].build(NOWHERE))
    assert refused.value.__cause__ is None


def test_the_largest_file_that_is_read_at_all_is_read_at_once() -> None:
    room = MAX_BYTES - len(sound())
    data = sound().replace(b"<bpmn:startEvent", b" " * room + b"<bpmn:startEvent", 1)
    began = time.process_time()
    assert len(data) == MAX_BYTES
    assert check_diagram(data) == ()
    assert time.process_time() - began < SECONDS
