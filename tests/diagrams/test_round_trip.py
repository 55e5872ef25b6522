"""Reading, rewriting, linking and checking leave a file and the drawing in memory as they are."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from casesvc.cli import main
from casesvc.diagrams.check import check_diagram, check_tree, refusals, unsound
from casesvc.diagrams.finding import DiagramRefused
from casesvc.diagrams.linking import link
from casesvc.diagrams.normalising import normalise
from casesvc.diagrams.process import read_process
from casesvc.diagrams.tree import bpmn, read_diagram
from tests.diagrams.bpmn import levels_diagram
from tests.diagrams.findings import beside
from tests.diagrams.normalising.everything import everything
from tests.diagrams.test_check_examples import EXAMPLES

LAYOUT = b"""
  <di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
      id='d'  name = "Bild &#228; &amp; &lt;"><di:BPMNPlane bpmnElement="line"><!-- a comment --><?tool keep?>
    <di:BPMNShape bpmnElement="a"><dc:Bounds x="1.50" y="2" width="100" height="80"/></di:BPMNShape></di:BPMNPlane>
  </di:BPMNDiagram>
  <own:thing xmlns:own="urn:own" b="2" a="1"><![CDATA[ < kept > ]]></own:thing>\r\n</bpmn:definitions>
"""
DRAWN = {
    "levels": levels_diagram(),
    "everything": everything(),
    "layout": beside().replace(b"</bpmn:definitions>", LAYOUT),
}
EVERY = [*DRAWN.values(), *(data for e in EXAMPLES if len(e.found) < 100_000 for data in (e.found, e.fine))]
Look = Callable[[etree._ElementTree], object]
LOOKS: dict[str, Look] = {
    "normalise": normalise,
    "check_tree": check_tree,
    "refusals": refusals,
    "unsound": unsound,
    "read_process": read_process,
    "link": lambda tree: link(tree, [read_diagram(levels_diagram())], "line"),
    "link to it": lambda tree: link(read_diagram(beside()), [tree], "line"),
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_whatever_looks_at_a_drawing_leaves_it_as_it_is(look: Look) -> None:
    looked_at = 0
    for data in EVERY:
        try:
            tree = read_diagram(data)
            before = etree.tostring(tree)
            look(tree)
        except DiagramRefused:
            continue
        assert etree.tostring(tree) == before
        looked_at += 1
    assert looked_at > 100


@pytest.mark.parametrize("data", DRAWN.values(), ids=DRAWN.keys())
def test_looking_twice_finds_the_same(data: bytes) -> None:
    assert check_diagram(data) == check_diagram(data)
    tree = read_diagram(data)
    assert normalise(tree).notes == normalise(tree).notes
    assert etree.tostring(normalise(tree).tree) == etree.tostring(normalise(tree).tree)


@pytest.mark.parametrize("data", DRAWN.values(), ids=DRAWN.keys())
def test_a_file_that_is_checked_stays_byte_for_byte(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "drawn.bpmn"
    path.write_bytes(data)
    assert CliRunner().invoke(main, ["check", str(path)]).output
    assert path.read_bytes() == data
    assert [entry.name for entry in tmp_path.iterdir()] == ["drawn.bpmn"]


def test_what_a_modelling_tool_wrote_is_still_in_the_rewritten_copy() -> None:
    copy = normalise(read_diagram(DRAWN["layout"])).tree.getroot()
    (bounds,) = copy.iter("{http://www.omg.org/spec/DD/20100524/DC}Bounds")
    (own,) = copy.iter("{urn:own}thing")
    assert dict(bounds.attrib) == {"x": "1.50", "y": "2", "width": "100", "height": "80"}
    assert (dict(own.attrib), own.text) == ({"b": "2", "a": "1"}, " < kept > ")
    assert [task.get("id") for task in copy.iter(bpmn("userTask"))] == ["a"]
