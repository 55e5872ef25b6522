"""The application for a WSGI server: ``gunicorn wsgi:app``."""

import os

from casesvc.app import create_app, install
from casesvc.settings import read_settings

app = create_app(install(read_settings(os.environ)))
