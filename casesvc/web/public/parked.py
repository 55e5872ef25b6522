"""A form that was sent after its session ended: carried through the sign-in and shown again."""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request

from casesvc.web.look import local_path

PARKED = "_parked"
NOT_KEPT = frozenset({"csrf_token", PARKED})


@dataclass(frozen=True)
class Parked:
    """Where a form was sent and its fields, in order; ``files`` says whether files went along, which are not kept."""

    target: str
    fields: tuple[tuple[str, str], ...]
    files: bool

    def to_text(self) -> str:
        """Write it into one hidden field."""
        return json.dumps([self.target, self.fields, self.files], ensure_ascii=False)

    @property
    def typed(self) -> tuple[tuple[str, str], ...]:
        """What the person typed or chose, without the fields of the page itself."""
        return tuple((name, value) for name, value in self.fields if "." in name and value)


def park_request() -> Parked | None:
    """Return the request's own form; None for one without a form or one that another site sent."""
    origin = request.headers.get("Origin")
    if request.method != "POST" or (origin is not None and urlsplit(origin).netloc != request.host):
        return None
    fields = tuple((name, value) for name, value in request.form.items(multi=True) if name not in NOT_KEPT)
    return Parked(request.full_path.rstrip("?"), fields, any(file.filename for file in request.files.values()))


def parked_from(text: str | None) -> Parked | None:
    """Read what ``to_text`` wrote; None for anything else."""
    try:
        target, fields, files = json.loads(text or "")
        kept = tuple((str(name), str(value)) for name, value in fields)
    except ValueError:
        return None
    local = local_path(target if isinstance(target, str) else None)
    return None if local == "/" else Parked(local, kept, bool(files))
