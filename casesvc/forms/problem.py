"""A problem: what is not right with answers, where, in words people understand."""

from dataclasses import dataclass
from typing import Literal

from casesvc.forms.answers import Path


@dataclass(frozen=True)
class Problem:
    """``path`` leads to the place, ``label`` names it (学习经历第 2 条：毕业学校), ``code`` is for programs."""

    path: Path
    label: str
    code: str
    message: str
    severity: Literal["error", "warning"] = "error"
