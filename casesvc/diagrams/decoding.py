"""Turns the bytes of an XML file into text before any parser sees them: one encoding, and no document type."""

import codecs
import re

from casesvc.diagrams.finding import DiagramRefused, Finding

# What modelling tools write. Another one could say one thing to us and another to whoever looks through the file.
ENCODINGS = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "ascii", "ascii": "ascii", "iso-8859-1": "iso-8859-1",
    "iso-8859-15": "iso-8859-15", "windows-1252": "cp1252", "gb2312": "gbk", "gbk": "gbk", "gb18030": "gb18030",
}  # fmt: skip
WIDE = frozenset({"utf-16", "utf-16le", "utf-16be"})

# UTF-32 begins like UTF-16 and is none of ours.
_MARKS = (
    (codecs.BOM_UTF32_LE, ""), (codecs.BOM_UTF32_BE, ""), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_DECLARATION = re.compile(r"<\?xml\s[^>]{0,200}?\bencoding\s*=\s*[\"'](?P<name>[A-Za-z0-9._-]{1,40})[\"']")
_BEFORE_ROOT = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)


def text_of_file(data: bytes) -> str:
    """Return the text of an XML file; raise DiagramRefused for other encodings, wrong bytes and a document type.

    A document type is refused unread: the parser takes a minute for one full of default attributes.
    """
    mark, codec = next(((mark, codec) for mark, codec in _MARKS if data.startswith(mark)), (b"", None))
    if codec is None and data.startswith((b"<\x00", b"\x00<")):
        codec = "utf-16-le" if data.startswith(b"<") else "utf-16-be"
    said = _DECLARATION.match(data[len(mark) : 1000].decode(codec or "latin-1", "replace"))
    name = said["name"].lower() if said else None
    if not data[len(mark) :].lstrip(b" \t\r\n\x00").startswith(b"<"):
        raise _refused("not-xml", "文件不是 XML，请上传建模工具保存的文件")
    text = _decoded(data[len(mark) :], codec, name)
    before = _BEFORE_ROOT.match(text)
    if before is not None and text.startswith("<!DOCTYPE", before.end()):
        raise _refused("doctype", "文件带有 DOCTYPE 声明，请用建模工具重新导出")
    return text


def _decoded(data: bytes, codec: str | None, name: str | None) -> str:
    """Return ``data`` by the encoding of its mark, ``codec``, and of its declaration, ``name``, which have to agree."""
    if codec in ("utf-16-le", "utf-16-be"):
        chosen = codec if name is None or name in WIDE else None
    else:
        chosen = ENCODINGS.get(name or "utf-8")
        chosen = chosen if codec in (None, chosen) else None
    if chosen is None:
        raise _refused("encoding", f"文件的编码 {name or ''} 不能使用，请存为 UTF-8")
    try:
        return data.decode(chosen)
    except UnicodeDecodeError as wrong:
        raise _refused("encoding", "文件内容与它写明的编码不符，请存为 UTF-8") from wrong


def _refused(code: str, message: str) -> DiagramRefused:
    return DiagramRefused(Finding("error", "", 1, code, message))
