"""Other formats that call themselves a diagram, broken and cut-off files, and other vocabularies."""

import base64
import gzip
import io
import json
import pickle
import zipfile

from tests.diagrams.bpmn import diagram, end, start
from tests.hostile.sample import (
    INERT,
    Hostile,
    Traps,
    behind_declaration,
    fixed,
    sound,
    with_name,
    with_part,
    with_root_attributes,
)

MODEL = b"http://www.omg.org/spec/BPMN/20100524/MODEL"


def zipped(name: str = "diagram.bpmn") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, sound())
    return file.getvalue()


class Told:
    """Runs a command for whoever loads it."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (print, ("loaded",))


SOUND = sound()
OTHER_FORMATS: dict[str, bytes] = {
    "empty": b"",
    "space-only": b" \n\t ",
    "mark-only": b"\xef\xbb\xbf",
    "declaration-only": b"<?xml version='1.0'?>",
    "comment-only": b"<!-- nothing -->",
    "zip": zipped(),
    "zip-slip": zipped("../../../../etc/cron.d/x"),
    "gzip": gzip.compress(SOUND),
    "gzip-bomb": gzip.compress(b"\x00" * 10_000_000),
    "pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF",
    "pdf-before": b"%PDF-1.7\n" + SOUND,
    "png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 64,
    "gif-before": b"GIF89a" + SOUND,
    "elf": b"\x7fELF" + b"\x00" * 64,
    "windows-program": b"MZ" + b"\x00" * 64,
    "pickle": pickle.dumps(Told()),
    "json": json.dumps({"definitions": {"process": "x"}}).encode(),
    "yaml": b"!!python/object/apply:os.system ['id']",
    "python": b"import os\nos.system('id')\n",
    "shell": b"#!/bin/sh\nid\n",
    "html": b"<!doctype html><html><body><script>alert(1)</script></body></html>",
    "base64": base64.b64encode(SOUND),
    "mail": b"Content-Type: application/xml\r\n\r\n" + SOUND,
    "formula": b"=cmd|'/c calc'!A1",
    "junk-before": b"x" + SOUND,
    "space-before-declaration": b" \n" + SOUND,
    "junk-behind": SOUND + b"x",
    "two-roots": SOUND + b"<a/>",
    "two-files": SOUND + SOUND,
    "second-declaration": with_part(b"<?xml version='1.0'?>"),
    "open-comment": with_part(b"<!-- "),
    "comment-with-dashes": with_part(b"<!-- a -- b -->"),
    "open-cdata": with_part(b"<![CDATA[ "),
    "cdata-outside": behind_declaration(b"<![CDATA[ ]]>"),
    "open-instruction": with_part(b"<?a "),
    "bare-ampersand": with_name("a & b"),
    "unknown-entity": with_name("&nbsp;"),
    "less-than-in-attribute": with_name("a < b"),
    "attribute-twice": SOUND.replace(b'id="g"', b'id="g" id="h"', 1),
    "attribute-twice-by-namespace": with_part(b'<x xmlns:a="u:1" xmlns:b="u:1" a:c="1" b:c="2"/>'),
    "attribute-without-quotes": SOUND.replace(b'id="g"', b"id=g", 1),
    "attribute-without-value": SOUND.replace(b'id="g"', b"id", 1),
    "prefix-not-declared": with_part(b"<other:task/>"),
    "prefix-xml-taken": with_root_attributes(b'xmlns:xml="urn:other"'),
    "prefix-xmlns-taken": with_root_attributes(b'xmlns:xmlns="urn:other"'),
    "two-colons": with_part(b"<bpmn:user:task/>"),
    "namespace-with-space": SOUND.replace(MODEL, b" " + MODEL),
    "crossed-tags": with_part(b"<a><b></a></b>"),
    "closing-twice": SOUND + b"</bpmn:definitions>",
    **{f"cut-at-{percent}": SOUND[: len(SOUND) * percent // 100] for percent in (1, 10, 25, 50, 75, 90, 99)},
    "cut-in-a-tag": SOUND.partition(b"<bpmn:userTask ")[0] + b"<bpmn:userTask ",
    "cut-in-an-attribute": SOUND.partition(b'id="g"')[0] + b'id="g',
}

OTHER_VOCABULARIES: dict[str, bytes] = {
    "no-namespace": SOUND.replace(b"bpmn:", b"").replace(b'xmlns:bpmn="' + MODEL + b'"', b""),
    "namespace-with-slash": SOUND.replace(MODEL, MODEL + b"/"),
    "namespace-in-capitals": SOUND.replace(MODEL, MODEL.upper()),
    "namespace-of-1-0": SOUND.replace(MODEL, b"http://schema.omg.org/spec/BPMN/1.0"),
    "namespace-of-di": SOUND.replace(MODEL, b"http://www.omg.org/spec/BPMN/20100524/DI"),
    "xpdl": b'<Package xmlns="http://www.wfmc.org/2009/XPDL2.2"/>',
    "bpel": b'<process xmlns="http://docs.oasis-open.org/wsbpel/2.0/process/executable"/>',
    "dmn": b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
    "xhtml": b'<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
    "stylesheet": b'<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>',
    "included": b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>',
    "feed": b'<rss version="2.0"/>',
    "root-is-a-process": b'<process xmlns="' + MODEL + b'" id="p"/>',
    "root-is-a-task": b'<scriptTask xmlns="' + MODEL + b'"><script>x = 1</script></scriptTask>',
}


def _pointing() -> dict[str, tuple[str, str]]:
    """Return parts that ask a reader to fetch, transform or run something; none of them is read by anybody here."""
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{file}" parse="text"/>'
    return {
        "include-in-process": (INERT, include),
        "include-by-http": (INERT, include.replace("{file}", "{url}include")),
        "stylesheet-in-extension": (INERT, (
            '<bpmn:extensionElements><xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
            '<xsl:include href="{url}style"/></xsl:stylesheet></bpmn:extensionElements>')),
        "schema-location": (INERT, (
            '<x xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x {url}schema"/>')),
        "base": (INERT, '<x xml:base="{url}base/" href="x"/>'),
        "instruction": (INERT, '<?xml-stylesheet type="text/xsl" href="{url}style"?>'),
        "php": (INERT, "<?php file_put_contents('{canary}', 'x'); ?>"),
        "java-bean": (INERT, (
            '<bpmn:extensionElements><java class="java.beans.XMLDecoder"><object class="java.lang.ProcessBuilder">'
            '<void method="start"/></object></java></bpmn:extensionElements>')),
        "signature-key": (INERT, '<ds:KeyInfo xmlns:ds="u:ds"><ds:RetrievalMethod URI="{url}key"/></ds:KeyInfo>'),
    }  # fmt: skip


def _point(part: str, traps: Traps) -> bytes:
    part = part.replace("{file}", traps.file_url).replace("{url}", traps.url).replace("{canary}", str(traps.canary))
    return with_part(part.encode())


def _imported(traps: Traps) -> bytes:
    head = f'<bpmn:import importType="http://www.w3.org/2001/XMLSchema" location="{traps.url}xsd" namespace="u:x"/>'
    return sound().replace(b"<bpmn:process", head.encode() + b"<bpmn:process", 1)


EMPTY = diagram(start(), end())
EMPTIED: dict[str, tuple[str, bytes]] = {
    "zip-behind": ("encoding", SOUND + zipped()),
    "no-process": ("no-process", b'<definitions xmlns="' + MODEL + b'"/>'),
    "process-of-another-vocabulary": (
        "no-process", EMPTY.replace(b"<bpmn:process", b'<o:process xmlns:o="u:o"').replace(b"</bpmn:p", b"</o:p")),
}  # fmt: skip

FILES = [
    *(Hostile(f"other-{name}", "not-xml", fixed(data)) for name, data in OTHER_FORMATS.items()),
    *(Hostile(f"other-{name}", "not-bpmn", fixed(data)) for name, data in OTHER_VOCABULARIES.items()),
    *(Hostile(f"other-{name}", answer, fixed(data)) for name, (answer, data) in EMPTIED.items()),
    *(Hostile(f"points-{name}", answer, lambda traps, part=part: _point(part, traps))
      for name, (answer, part) in _pointing().items()),
    Hostile("points-import", INERT, _imported),
]  # fmt: skip
