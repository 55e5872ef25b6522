"""The core's reasoned refusal of a command."""

from collections.abc import Mapping
from typing import Any


class Rejection(Exception):
    """A command is refused; ``message`` is the Chinese sentence the user reads, ``code`` names the reason.

    ``details`` carries what a page needs to help further, e.g. the problems of a form by path.
    """

    def __init__(self, code: str, message: str, details: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details: Mapping[str, Any] = details or {}
