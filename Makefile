# Two commands are enough: `make run` opens the map, `make test` proves it. `make` alone lists all.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
NEWEST := .venv-newest
# Three levels deep is all there is; `find` may be missing on a small machine.
SOURCES := $(wildcard $(addprefix data/sources/,*.toml */*) geo/*.py geo/*/*.py geo/*/*/*.py geo/store/sql/*.sql)

.PHONY: help setup run kiosk test test-newest wheel lint types format build mutants mutants-report check lock clean

help: ## this list
	@$(PYTHON) -c "import re; [print('make %-14s %s' % found) for found in re.findall(r'(?m)^([a-z-]+):.*?## (.*)', open('Makefile').read().replace('\$$(PORT)', '$(PORT)'))]"

setup: $(VENV)/.run ## install what the app needs

build: data/built/manifest.json ## make the data, if its sources changed

run: build ## open the map at http://127.0.0.1:$(PORT)
	@$(BIN)/python -m geo.launch --port $(PORT)

kiosk: build ## an exhibition kiosk: locked server and full screen, kept alive (docs/kiosk.md)
	$(BIN)/python -m geo kiosk --port $(PORT)

test: lint build ## everything that CI runs
	$(BIN)/python -m pytest

test-newest: ## the tests without a browser on the newest Python of this machine, if it is another one
	@python="$$($(PYTHON) tools/newest_python.py --unlike $(BIN)/python)" || exit 1; \
	if [ -z "$$python" ]; then echo "The newest Python of this machine is that of make test"; \
	else $(MAKE) --no-print-directory PYTHON="$$python" VENV=$(NEWEST) $(NEWEST)/.dev && \
	$(NEWEST)/bin/python -m pytest -n 2 -m "not browser" $(TESTS); fi

wheel: $(VENV)/.dev ## the installable file, in dist
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

lint: $(VENV)/.dev ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory types; \
	elif [ -n "$$CI" ]; then echo "The types of the scripts need npm: sudo apt install npm"; exit 1; \
	else echo "The types of the scripts were left out: npm is not installed"; fi

types: node_modules/.installed ## the types of the scripts in geo/ui/assets (needs npm)
	node_modules/.bin/tsc -p .

format: $(VENV)/.dev ## tidy the code
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

clean: ## remove what was installed and built; saved shortlists stay
	rm -rf $(VENV) $(NEWEST) node_modules data/built dist mutants $(wildcard static/*)

$(VENV)/.run: requirements.lock
	@$(PYTHON) tools/install.py $(VENV) $<
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@$(PYTHON) tools/install.py $(VENV) $<
	@touch $@

node_modules/.installed: package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

data/built/manifest.json: $(VENV)/.run $(SOURCES)
	$(BIN)/python -m geo build
