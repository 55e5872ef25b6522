"""Opens a line: files as they were published in, values out. Nothing here touches a disk."""

import hashlib

from casesvc.catalog.files import LineFiles, digest_of
from casesvc.catalog.parts import read_parts
from casesvc.journeys.line import Line


def open_line(files: LineFiles) -> Line:
    """Return the line these files make. Raise LineRefused when a part cannot be read.

    Published files are opened as they are: only `check_line`, before publishing, asks whether the parts fit together.
    """
    parts = read_parts(files)
    manifest = parts.manifest
    return Line(
        key=manifest.key,
        digest=digest_of(files),
        title=manifest.title,
        summary=manifest.summary,
        authority=manifest.authority,
        hotline=manifest.hotline,
        starter=manifest.starter,
        requires=manifest.requires,
        one_open_case=manifest.one_open_case,
        withdrawal=manifest.withdrawal,
        correction_days=manifest.correction_days,
        number_pattern=manifest.number_pattern,
        overview=manifest.overview,
        notices=manifest.notices,
        conditions=manifest.conditions,
        texts=manifest.texts,
        process=parts.process,
        diagram=parts.diagram,
        diagram_digest=f"sha256:{hashlib.sha256(parts.diagram).hexdigest()}",
        forms=parts.forms,
        documents=parts.documents,
        document_titles=manifest.documents,
        certificates=manifest.certificates,
        messages=manifest.messages,
        roles=parts.roles,
    )
