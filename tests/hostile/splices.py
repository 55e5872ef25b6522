"""Expressions that are put together from pieces: sections, comments, numbers, elements inside."""

from tests.hostile.sample import INERT, Hostile, Traps, sound, with_condition, with_name

LOADED = "__import__('os').system('touch {canary}')"
NUMBERED = "".join(f"&#{ord(character)};" for character in "__import__('os')")

CONDITIONS: dict[str, tuple[str, str]] = {
    "section": ("unsafe-expression", f"<![CDATA[{LOADED}]]>"),
    "section-in-half": ("unsafe-expression", f"outcome == <![CDATA['approve' or {LOADED}]]>"),
    "sections-in-a-row": ("unsafe-expression", "<![CDATA[__imp]]><![CDATA[ort__('os')]]>"),
    "empty-section-between": ("unsafe-expression", "__imp<![CDATA[]]>ort__('os')"),
    "comment-between": ("unsafe-expression", "__imp<!-- -->ort__('os').system('touch {canary}')"),
    "comment-over-half": ("unsafe-expression", "outcome == 'approve' <!-- --> or open('{canary}', 'w')"),
    "instruction-between": ("unsafe-expression", "__imp<?a?>ort__('os')"),
    "numbers": ("unsafe-expression", NUMBERED),
    "numbers-of-numbers": ("unsafe-expression", NUMBERED.replace("&", "&amp;")),
    "closing-by-number": ("unsafe-expression", "outcome == 'a&#39; or open(&#39;{canary}&#39;) or &#39;'"),
    "element-between": ("expression-with-elements", "outcome <x/>== 'approve'"),
    "element-around": ("expression-with-elements", f"<x>{LOADED}</x>"),
    "element-behind": ("expression-with-elements", f"outcome == 'approve'<x>{LOADED}</x>"),
    "element-of-our-own": ("expression-with-elements", f"<bpmn:script>{LOADED}</bpmn:script>"),
    "documentation-inside": ("expression-with-elements", "<bpmn:documentation/>outcome == 'approve'"),
    "include-inside": (
        "expression-with-elements",
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{file}" parse="text"/>',
    ),
    "empty": ("unsafe-expression", ""),
    "space": ("unsafe-expression", " \n\t "),
    "line-broken": ("unsafe-expression", "outcome == 'approve'\n__import__('os')"),
    "line-broken-by-number": ("unsafe-expression", "outcome == 'approve'&#10;import os"),
}
NAMES: dict[str, str] = {
    "name-that-calls": LOADED.replace("'", "&apos;"),
    "name-that-is-markup": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "name-that-is-a-template": "{{ 7 * 7 }}{% include 'x' %}${7 * 7}#{7 * 7}",
    "name-that-formats": "%s%n%x {0.__class__} {}",
    "name-that-is-a-statement": "&apos;; DROP TABLE cases; --",
    "name-that-is-a-header": "a&#13;&#10;Set-Cookie: x=y",
}


def _condition(text: str, traps: Traps) -> bytes:
    return with_condition(text.replace("{canary}", str(traps.canary)).replace("{file}", traps.file_url))


def _elsewhere() -> dict[str, tuple[str, bytes]]:
    return {
        "two-conditions": ("unsafe-expression", with_condition(
            "outcome == 'approve'</bpmn:conditionExpression><bpmn:conditionExpression>open('f')")),
        "script-in-half": ("unsafe-script", sound().replace(b"rounds = 1", b"rounds = 1 <!-- -->; import os")),
        "script-with-element": ("expression-with-elements", sound().replace(b"rounds = 1", b"rounds = 1<x>exit()</x>")),
        "groovy-condition": ("unsafe-expression", sound().replace(
            b"<bpmn:conditionExpression>", b'<bpmn:conditionExpression language="groovy">', 1)),
        "typed-condition": (INERT, sound().replace(
            b"<bpmn:conditionExpression>",
            b'<bpmn:conditionExpression xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="java:Runtime">',
            1)),
        "evaluates-to": (INERT, sound().replace(
            b"<bpmn:conditionExpression>", b'<bpmn:conditionExpression evaluatesToTypeRef="java.lang.Runtime">', 1)),
    }  # fmt: skip


FILES = [
    *(Hostile(f"splice-{name}", answer, lambda traps, text=text: _condition(text, traps))
      for name, (answer, text) in CONDITIONS.items()),
    *(Hostile(f"splice-{name}", INERT, lambda traps, text=text: with_name(
        text.replace("{canary}", str(traps.canary)))) for name, text in NAMES.items()),
    *(Hostile(f"splice-{name}", answer, lambda _, data=data: data)
      for name, (answer, data) in _elsewhere().items()),
]  # fmt: skip
