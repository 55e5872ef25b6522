"""Checks a document template before it is published, when there is no case yet to fill it in with."""

from jinja2 import meta

from casesvc.documents.blank import Blank
from casesvc.documents.filling import fill, parse
from casesvc.documents.fonts import Fonts
from casesvc.documents.refusal import DocumentRefused
from casesvc.documents.renderer import lay_out
from casesvc.documents.typesetting import Typesetter


def check_template(template: str) -> tuple[str, ...]:
    """Problems in Chinese with the template's lines, empty when it can be published.

    The template is laid out twice, with every condition true and with every condition false. A name that the context
    lacks, or a fault that needs a mixture, is found when a line's scenarios are played.
    """
    try:
        names = meta.find_undeclared_variables(parse(template))
        for truth in (True, False):
            lay_out(fill(template, {name: Blank(truth) for name in names}), Typesetter(Fonts()), {})
    except DocumentRefused as refused:
        return refused.problems
    return ()
