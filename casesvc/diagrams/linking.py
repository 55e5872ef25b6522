"""Puts a process and all it calls into one file: what runs is one diagram, however many files it was drawn in."""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy

from lxml import etree

from casesvc.diagrams.graph import main_process, processes
from casesvc.diagrams.tree import WRITTEN, bpmn, kind

# What refers to an id, besides all that the standard calls …Ref
REFERRING = ("id", "default", "calledElement")
REFERRING_TEXTS = ("incoming", "outgoing")
LEFT_OUT = ("process", "collaboration", "import")
_COUNTED = re.compile(r"""(?P<before>\b(?:count|all)\s*\(\s*(?P<quote>['"]))(?P<name>[^'"]*)(?P=quote)""")


def link(
    drawn: etree._ElementTree, others: Sequence[etree._ElementTree], process: str | None = None
) -> etree._ElementTree:
    """Return ``drawn`` with every process of ``others`` that is called from it; the drawing itself stays as it is.

    ``process``: the one that runs, when it is not the first executable one. An id that the file uses already is
    renamed in what is added, with the name of its process before it.
    """
    linked = deepcopy(drawn)
    root = linked.getroot()
    main = next((p for p in processes(linked) if p.get("id") == process), main_process(linked))
    if main is None:
        return linked
    root.insert(root.index(processes(linked)[0]), main)
    _let_run(linked, main)
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


def _let_run(linked: etree._ElementTree, main: etree._Element) -> None:
    """Let ``main`` be the process that runs: where it is a drawing, none of the others may be taken for it."""
    for other in processes(linked) if main_process(linked) is not main else []:
        if other is not main:
            other.set("isExecutable", "false")


def _called(element: etree._Element) -> list[str]:
    called = (call.get("calledElement") or "" for call in element.iter(bpmn("callActivity")))
    return [name.strip().rpartition(":")[2] for name in called]


def _renamed(process: etree._Element, taken: set[str]) -> list[etree._Element]:
    """Return a process and the root elements of its file, with ids that nothing else has."""
    file = process.getroottree().getroot()
    heads = [element for element in file if kind(element) and kind(element) not in LEFT_OUT]
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
        for attribute, value in element.attrib.items():
            if attribute in REFERRING or _refers(str(attribute)):
                element.set(attribute, _new_name(str(value), names))
        local = kind(element)
        if element.text and (local in REFERRING_TEXTS or _refers(local)):
            element.text = _new_name(element.text, names)
        elif element.text and local in WRITTEN:
            element.text = _COUNTED.sub(lambda found: _counted(found, names), element.text)


def _refers(name: str) -> bool:
    """Tell whether an attribute or element of BPMN refers to an id; those of other vocabularies do not."""
    return name.endswith(("Ref", "Refs")) and not name.startswith("{")


def _new_name(reference: str, names: Mapping[str, str]) -> str:
    prefix, colon, name = reference.strip().rpartition(":")
    return f"{prefix}{colon}{names.get(name, name)}"


def _counted(found: re.Match[str], names: Mapping[str, str]) -> str:
    """Return the beginning of ``count('review', …)`` with the task's new name."""
    return f"{found['before']}{names.get(found['name'], found['name'])}{found['quote']}"
