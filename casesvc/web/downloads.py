"""Files as answers: shown in the browser or downloaded, never run as a part of this site."""

from urllib.parse import quote

from flask import Response

PDF = "application/pdf"
IMAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'; sandbox"
# The PDF viewer of browsers does not open inside a sandbox; the file can still load nothing.
PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"


def file_answer(content: bytes, *, name: str, media_type: str, download: bool = False) -> Response:
    """Return a file; what is neither picture nor PDF is always a download."""
    shown = media_type == PDF or media_type in ("image/jpeg", "image/png")
    answer = Response(content, content_type=media_type if shown else "application/octet-stream")
    way = "inline" if shown and not download else "attachment"
    answer.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name, safe='')}"
    answer.headers["Content-Security-Policy"] = PDF_POLICY if media_type == PDF else IMAGE_POLICY
    return answer
