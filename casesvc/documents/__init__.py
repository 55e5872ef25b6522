"""Document markup to PDF: fonts, QR codes, layout."""

from casesvc.documents.check import check_template
from casesvc.documents.fonts import Fonts
from casesvc.documents.papers import Papers
from casesvc.documents.refusal import DocumentRefused
from casesvc.documents.renderer import Rendered, Renderer

__all__ = ["DocumentRefused", "Fonts", "Papers", "Rendered", "Renderer", "check_template"]
