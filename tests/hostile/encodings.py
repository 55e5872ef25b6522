"""Bytes that read differently by another encoding, and characters that no document may hold."""

import codecs

from tests.hostile.sample import INERT, MARK, Hostile, fixed, sound, with_condition, with_name

KIND = "<!DOCTYPE x [<!ENTITY a 'x'>]>"
BODY = sound().decode().partition("?>")[2]


def encoded(encoding: str, said: str | None = None, before: str = "") -> bytes:
    """Return the diagram in ``encoding``, which its declaration calls ``said``; None: it has no declaration."""
    declaration = f'<?xml version="1.0" encoding="{said}"?>' if said else ""
    return (declaration + before + BODY).encode(encoding)


def utf7(text: str) -> str:
    """Return text with everything but letters in the seven-bit form: ``<`` as ``+ADw-``."""
    return "".join(c if c.isalnum() or c in " \n" else f"+{codecs.encode(c, 'utf-7').decode()[1:]}"
                   if c not in "'(),-./:?" else c for c in text)  # fmt: skip


SAMPLES: dict[str, tuple[str, bytes]] = {
    "doctype-in-utf-16": ("doctype", encoded("utf-16", "utf-16", KIND)),
    "doctype-in-utf-16-be": ("doctype", codecs.BOM_UTF16_BE + encoded("utf-16-be", "utf-16", KIND)),
    "doctype-in-utf-16-le": ("doctype", codecs.BOM_UTF16_LE + encoded("utf-16-le", None, KIND)),
    "doctype-in-utf-16-no-bom": ("doctype", encoded("utf-16-le", "utf-16", KIND)),
    "doctype-in-latin-1": ("doctype", encoded("latin-1", "iso-8859-1", KIND)),
    "doctype-in-gb18030": ("doctype", encoded("gb18030", "gb18030", KIND)),
    "doctype-behind-bom": ("doctype", codecs.BOM_UTF8 + encoded("utf-8", "utf-8", KIND)),
    "doctype-in-utf-32": ("encoding", encoded("utf-32", "utf-32", KIND)),
    "doctype-in-utf-7": ("encoding", f'<?xml version="1.0" encoding="utf-7"?>{utf7(KIND + BODY)}'.encode()),
    "doctype-in-ebcdic": ("not-xml", encoded("cp037", "cp037", KIND)),
    "utf-7": ("encoding", f'<?xml version="1.0" encoding="utf-7"?>{utf7(BODY)}'.encode()),
    "utf-7-plain": ("encoding", encoded("ascii", "utf-7")),
    "utf-7-by-mark": ("not-xml", b"+/v8-" + sound()),
    "ebcdic": ("not-xml", encoded("cp037", "cp037")),
    "utf-32": ("encoding", encoded("utf-32", "utf-32")),
    "iso-2022": ("encoding", encoded("iso2022_jp", "iso-2022-jp")),
    "hz": ("encoding", encoded("ascii", "hz-gb-2312")),
    "koi8": ("encoding", encoded("ascii", "koi8-r")),
    "rot13": ("encoding", encoded("ascii", "rot13")),
    "unknown": ("encoding", encoded("ascii", "nonsense")),
    "long-name": ("not-xml", encoded("ascii", "a" * 100_000)),
    "name-with-path": ("not-xml", encoded("ascii", "../../etc/passwd")),
    "name-empty": ("not-xml", sound().replace(b"UTF-8", b"")),
    "says-utf-16-is-utf-8": ("encoding", encoded("utf-8", "utf-16").replace(MARK.encode(), "界".encode())),
    "says-utf-8-is-utf-16": ("encoding", encoded("utf-16-le", "utf-8")),
    "says-ascii-is-utf-8": ("encoding", encoded("utf-8", "us-ascii").replace(MARK.encode(), "界".encode())),
    "two-marks": ("not-xml", codecs.BOM_UTF8 * 2 + sound()),
    "mark-of-the-other": ("encoding", codecs.BOM_UTF16_BE + sound()),
    "two-marks-and-doctype": ("not-xml", codecs.BOM_UTF8 * 2 + encoded("utf-8", None, KIND)),
    "half-a-mark": ("not-xml", codecs.BOM_UTF8[:2] + sound()),
    "overlong-less-than": ("encoding", sound().replace(MARK.encode(), b"\xc0\xbc")),
    "overlong-null": ("encoding", sound().replace(MARK.encode(), b"\xc0\x80")),
    "lone-surrogate": ("encoding", sound().replace(MARK.encode(), b"\xed\xa0\x80")),
    "lone-continuation": ("encoding", sound().replace(MARK.encode(), b"\x80\x80")),
    "beyond-unicode": ("encoding", sound().replace(MARK.encode(), b"\xf5\x80\x80\x80")),
    "cut-in-a-character": ("encoding", with_name("界").partition("界".encode())[0] + "界".encode()[:1]),
    "null-in-name": ("not-xml", with_name("a\x00b")),
    "null-in-condition": ("not-xml", with_condition("outcome == 'a'\x00 or open('f')")),
    "null-in-tag": ("not-xml", sound().replace(b"<bpmn:userTask", b"<bpmn:user\x00Task")),
    "null-first": ("not-xml", b"\x00" + sound()),
    "null-last": ("not-xml", sound() + b"\x00"),
    "nulls-only": ("not-xml", b"\x00" * 100_000),
    "control-character": ("not-xml", with_name("a\x08b")),
    "escape-character": ("not-xml", with_name("\x1b[2J")),
    "null-by-number": ("not-xml", with_name("&#0;")),
    "control-by-number": ("not-xml", with_name("&#x1;")),
    "surrogate-by-number": ("not-xml", with_name("&#xD800;")),
    "non-character-by-number": ("not-xml", with_name("&#xFFFF;")),
    "too-large-a-number": ("not-xml", with_name("&#x110000;")),
    "endless-number": ("not-xml", with_name(f"&#{'9' * 100_000};")),
    "right-to-left": (INERT, with_name("&#x202E;txt.exe")),
    "spaces-without-width": ("unsafe-expression", with_condition("outcome&#x200B; == 'approve'")),
    "wide-letters": ("unsafe-expression", with_condition("ｏｕｔｃｏｍｅ == 'approve'")),
    "letters-of-another-script": ("unsafe-expression", with_condition("оutcome == 'approve'")),
    "version-1-1": ("not-xml", sound().replace(b"version='1.0'", b"version='1.1'").replace(MARK.encode(), b"&#1;")),
    "version-2": ("not-xml", sound().replace(b"version='1.0'", b"version='2.0'")),
}  # fmt: skip

FILES = [Hostile(f"enc-{name}", answer, fixed(data)) for name, (answer, data) in SAMPLES.items()]
