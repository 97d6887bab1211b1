# Two commands are enough: `make run` opens the map, `make test` proves it.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
SOURCES := $(shell find data/sources -type f) $(shell find geo -name '*.py' -o -name '*.sql')

.PHONY: setup run kiosk test lint format build mutants mutants-report check lock clean

setup: $(VENV)/.run ## install what the app needs

build: data/built/manifest.json ## make the data, if its sources changed

run: build ## open the map at http://127.0.0.1:$(PORT)
	$(BIN)/python -m streamlit run app.py --server.port $(PORT)

kiosk: build ## an exhibition stand: locked server and full screen, kept alive (docs/stand.md)
	$(BIN)/python -m geo kiosk --port $(PORT)

test: lint build ## everything that CI runs
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

mutants: $(VENV)/.dev ## change the code and see whether a test notices: ROOM=rank, or all (an hour)
	$(BIN)/python -m tests.support.mutants run $(ROOM)

mutants-report: $(VENV)/.dev ## write docs/mutants.md from what was tried
	$(BIN)/python -m tests.support.mutants report

check: $(VENV)/.run ## the sources, and with PLAN=file the plan's text against them
	$(BIN)/python -m geo check $(if $(PLAN),--plan $(PLAN))

lock: ## renew the lock files (needs uv)
	uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --extra dev -c requirements.lock --universal --generate-hashes --no-emit-index-url --no-header -q -o requirements-dev.lock

clean:
	rm -rf $(VENV) data/built mutants
	find static -mindepth 1 ! -name .gitignore -delete

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Shutu needs Python 3.11 or newer: make PYTHON=python3.11 run"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

data/built/manifest.json: $(VENV)/.run $(SOURCES)
	$(BIN)/python -m geo build
