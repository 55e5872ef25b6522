"""All pages of the site, folder by folder, and the entries of the main navigation."""

from flask import Blueprint

from casesvc.journeys.desk import Desk
from casesvc.web.administrator.pages import administrator_pages
from casesvc.web.applicant.case_pages import case_pages
from casesvc.web.applicant.form_pages import application_pages
from casesvc.web.applicant.home import home_pages
from casesvc.web.attachments import attachment_pages
from casesvc.web.auditor.pages import auditor_pages
from casesvc.web.diagrams import diagram_pages
from casesvc.web.officer.pages import officer_pages
from casesvc.web.public.pages import public_pages
from casesvc.web.public.sign_in import sign_in_pages

NAVIGATION: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("待办", "/officer", frozenset({"officer"})),
    ("已办", "/officer/done", frozenset({"officer"})),
    ("案件回放", "/auditor", frozenset({"auditor"})),
    ("业务与流程版本", "/administrator", frozenset({"administrator"})),
    ("待处理的异常", "/administrator/incidents", frozenset({"administrator"})),
)


def all_pages(desk: Desk) -> list[Blueprint]:
    """Return every blueprint; each route in them declares who may call it."""
    return [
        sign_in_pages(desk),
        public_pages(desk),
        home_pages(desk),
        application_pages(desk),
        case_pages(desk),
        diagram_pages(desk),
        attachment_pages(desk),
        officer_pages(desk),
        auditor_pages(desk),
        administrator_pages(desk),
    ]
