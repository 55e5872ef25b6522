"""Puts a process and all it calls into one file: what runs is one diagram, however many files it was drawn in."""

from collections.abc import Mapping, Sequence
from copy import deepcopy

from lxml import etree

from casesvc.diagrams.graph import main_process, processes
from casesvc.diagrams.tree import BPMNDI, bpmn, kind

REFERRING = (
    "sourceRef", "targetRef", "attachedToRef", "default", "messageRef", "signalRef", "errorRef", "escalationRef",
    "itemSubjectRef", "dataObjectRef", "processRef", "bpmnElement",
)  # fmt: skip
REFERRING_TEXTS = ("incoming", "outgoing", "flowNodeRef", "eventDefinitionRef", "sourceRef", "targetRef")
LEFT_OUT = ("process", "collaboration", "import")


def link(
    drawn: etree._ElementTree, others: Sequence[etree._ElementTree], process: str | None = None
) -> etree._ElementTree:
    """Return ``drawn`` with every process of ``others`` that is called from it; the drawing itself stays as it is.

    ``process``: the one that runs, when it is not the first. An id that the file uses already is renamed in what is
    added, with the name of its process before it.
    """
    linked = deepcopy(drawn)
    root = linked.getroot()
    main = next((p for p in processes(linked) if p.get("id") == process), main_process(linked))
    if main is None:
        return linked
    root.insert(root.index(processes(linked)[0]), main)
    elsewhere = {p.get("id") or "": p for other in others for p in processes(other)}
    taken = {name for element in root.iter() if (name := element.get("id"))}
    present = {p.get("id") for p in processes(linked)}
    waiting = _called(root)
    while waiting:
        name = waiting.pop(0)
        if name in present or name not in elsewhere:
            continue
        present.add(name)
        added = _renamed(elsewhere[name], taken)
        root.extend(added)
        for element in added:
            waiting += _called(element)
    return linked


def _called(element: etree._Element) -> list[str]:
    called = (call.get("calledElement") or "" for call in element.iter(bpmn("callActivity")))
    return [name.strip().rpartition(":")[2] for name in called]


def _renamed(process: etree._Element, taken: set[str]) -> list[etree._Element]:
    """Return a process and the root elements of its file, with ids that nothing else has."""
    file = process.getroottree().getroot()
    heads = [e for e in file if kind(e) and kind(e) not in LEFT_OUT and not e.tag.startswith(f"{{{BPMNDI}}}")]
    copies = [deepcopy(element) for element in (*heads, process)]
    key = process.get("id") or ""
    names: dict[str, str] = {}
    for copy in copies:
        for element in copy.iter():
            name = element.get("id")
            if name and name != key:
                names[name] = _free(name, key, taken)
    for copy in copies:
        _rename(copy, names)
    return copies


def _free(name: str, process: str, taken: set[str]) -> str:
    free = name
    while free in taken:
        free = f"{process}_{free}"
    taken.add(free)
    return free


def _rename(copy: etree._Element, names: Mapping[str, str]) -> None:
    for element in copy.iter():
        for attribute in ("id", *REFERRING):
            value = element.get(attribute)
            if value is not None:
                prefix, colon, name = value.rpartition(":")
                element.set(attribute, f"{prefix}{colon}{names.get(name, name)}")
        if kind(element) in REFERRING_TEXTS and element.text:
            element.text = names.get(element.text.strip(), element.text.strip())
