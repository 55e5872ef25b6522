"""Reads filled-in markup and holds it against the schema, with the problems in Chinese."""

import re
from importlib import resources

from lxml import etree

from casesvc.documents.refusal import MarkupFault

# What libxml2 says, and how it is said here; the groups are names and values out of the template.
WORDINGS = (
    (r"Element '(\S+)': This element is not expected", "<{0}> 不能出现在这里"),
    (r"Element '(\S+)': No matching global declaration", "最外层应为 <doc>，不是 <{0}>"),
    (r"Element '(\S+)', attribute '(\S+)': The attribute '\S+' is not allowed", "<{0}> 没有属性 {1}"),
    (r"Element '(\S+)': The attribute '(\S+)' is required", "<{0}> 缺少属性 {1}"),
    (r"Element '(\S+)', attribute '(\S+)': .*?'([^']*)' is not", "<{0}> 的属性 {1} 不能是“{2}”"),
    (r"Element '(\S+)', attribute '(\S+)': .*?[vV]alue '([^']*)'", "<{0}> 的属性 {1} 不能是“{2}”"),
    (r"Element '(\S+)': Missing child element", "<{0}> 里还缺内容"),
    (r"Element '(\S+)': Character content", "<{0}> 里不能直接写文字，请放进 <para>"),
)

SCHEMA = etree.XMLSchema(  # type: ignore[call-arg]  # the stubs do not know attribute_defaults
    etree.fromstring(resources.files(__package__).joinpath("markup.xsd").read_bytes()), attribute_defaults=True
)


def read_markup(markup: str) -> etree._Element:
    """The checked tree, with the schema's defaults filled in; raises `MarkupFault` for the first problem."""
    # No entity, no network, no second file: markup comes from a template that someone uploaded.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(markup.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise MarkupFault(error.lineno or 1, f"标签不成对或写法有误（{error.msg}）") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise MarkupFault(1, "模板不能带 DOCTYPE")
    try:
        SCHEMA.assertValid(root)
    except etree.DocumentInvalid as error:
        first = error.error_log[0]  # type: ignore[index]
        raise MarkupFault(first.line, _in_chinese(first.message)) from error
    return root


def _in_chinese(message: str) -> str:
    for pattern, wording in WORDINGS:
        if found := re.match(pattern, message):
            return wording.format(*found.groups())
    return message
