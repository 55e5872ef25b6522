"""The journeys' port for documents: a refusal becomes a rejection the user can read."""

from collections.abc import Mapping
from typing import Any

from casesvc.cases.rejection import Rejection
from casesvc.documents.refusal import DocumentRefused
from casesvc.documents.renderer import Renderer


class Papers:
    """Renders document templates for journeys."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def pdf(self, template: str, context: Mapping[str, Any], *, official: bool, images: Mapping[str, bytes]) -> bytes:
        """The PDF. Raises `Rejection` document-refused; `details["problems"]` are all the reasons."""
        try:
            return self._renderer.render(template, context, official=official, images=images).pdf
        except DocumentRefused as refused:
            raise Rejection("document-refused", f"文书未能生成：{refused}", {"problems": refused.problems}) from refused
