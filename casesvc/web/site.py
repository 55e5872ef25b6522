"""All pages of the site, folder by folder."""

from flask import Blueprint

from casesvc.journeys.desk import Desk


def all_pages(desk: Desk) -> list[Blueprint]:
    """Return every blueprint; each route in them declares who may call it."""
    return []
