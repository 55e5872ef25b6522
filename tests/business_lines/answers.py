"""Complete answers of the talent tiers application, and answers in which one thing is different."""

import copy
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ANSWERS = ROOT / "processes/talent-tiers/scenarios/answers"

Answers = dict[str, Any]


def attached(name: str = "扫描件.jpg", type_: str = "image/jpeg", size: int = 4096) -> dict[str, Any]:
    """Return an attachment as answers hold it."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    return {"id": digest[:12], "name": name, "size": size, "type": type_, "digest": f"sha256:{digest}"}


def with_attachments(value: Any) -> Any:
    """Return answers in which each placeholder of a scenario is an attachment."""
    if isinstance(value, list):
        return [with_attachments(part) for part in value]
    if not isinstance(value, dict):
        return value
    if "file" in value:
        return attached(value["name"], {"jpg": "image/jpeg", "pdf": "application/pdf"}[value["file"].split(":")[1]])
    return {key: with_attachments(part) for key, part in value.items()}


def complete(person: str = "lin-wan") -> Answers:
    """Return the answers a demo applicant hands in."""
    answers: Answers = with_attachments(json.loads((ANSWERS / f"{person}.json").read_text()))
    return answers


def but(change: Callable[[Answers], Any], person: str = "lin-wan") -> Answers:
    """Return complete answers after ``change``."""
    answers = copy.deepcopy(complete(person))
    change(answers)
    return answers
