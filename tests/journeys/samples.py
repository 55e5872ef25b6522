"""Contents for the placeholder attachments of scenarios."""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image


def sample(placeholder: Mapping[str, Any]) -> bytes:
    """Return a small real file of the kind the placeholder asks for, e.g. ``sample:jpg``."""
    return of_kind(str(placeholder["file"]).partition(":")[2])


@cache
def of_kind(kind: str) -> bytes:
    """Return a JPG, PNG or PDF."""
    made = BytesIO()
    if kind == "pdf":
        with pikepdf.new() as paper:
            paper.add_blank_page()
            paper.save(made, deterministic_id=True)
    else:
        Image.new("RGB", (8, 8), "white").save(made, {"jpg": "JPEG", "png": "PNG"}[kind])
    return made.getvalue()
