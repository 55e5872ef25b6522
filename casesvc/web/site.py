"""All pages of the site, folder by folder, and the entries of the main navigation."""

from flask import Blueprint

from casesvc.journeys.desk import Desk
from casesvc.web.public.sign_in import sign_in_pages

NAVIGATION: tuple[tuple[str, str, frozenset[str]], ...] = ()


def all_pages(desk: Desk) -> list[Blueprint]:
    """Return every blueprint; each route in them declares who may call it."""
    return [sign_in_pages(desk)]
