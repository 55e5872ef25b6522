"""A bare Flask application that only runs the recorded statements: what serving over HTTP costs at least."""

import os
import pickle
from pathlib import Path

from flask import Flask, Response

from casesvc.cli.bench.templates import Template
from casesvc.settings import read_settings
from casesvc.storage.engines import Engines
from casesvc.storage.recording import run_again

TEMPLATES = "CASESVC_BENCH_TEMPLATES"  # the file the benchmark has written them to


def bare_app() -> Flask:
    """Return the application, for gunicorn."""
    app, engines = Flask("bare"), Engines(read_settings(os.environ).database_url)
    content = Path(os.environ[TEMPLATES]).read_bytes()
    templates: list[Template] = pickle.loads(content)  # noqa: S301 - written by the benchmark a moment ago

    @app.get("/healthz")
    def healthz() -> str:
        return "ok"

    @app.post("/<int:template>/<int:step>/<case>")
    def decide(template: int, step: int, case: str) -> Response:
        found = templates[template]
        run_again(engines, found.steps[step], found.names_for(case))
        return Response(status=303, headers={"Location": "/"})

    return app
