"""What an example consists of."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Example:
    """A code, the element it is found at, the diagram in which it is, and a similar one without any error.

    ``names``: what the forms let gateways see.
    """

    code: str
    element: str
    found: bytes
    fine: bytes
    severity: Literal["error", "warning"] = "error"
    names: tuple[str, ...] = ()
