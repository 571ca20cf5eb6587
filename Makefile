# Waymark: every command that you need. `make help` lists them.

PYTHON ?= python3
BIN := .venv/bin
JOBS ?= 2
ARGS ?=
PARALLEL := -n $(JOBS) --dist loadfile --no-loadscope-reorder
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install --require-hashes --no-deps --no-compile

# Ten processes make a site, and each would compile Django again where this is set.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run setup test test-sqlite test-postgresql check static lint types layers templates messages translations django bench-evidence bench-github bench-latency bench-pages screens format clean

help: ## List every target
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/runtime.stamp ## Start the whole site on this machine; ARGS='--web-port 9001' gives it flags
	@$(BIN)/python manage.py up $(ARGS)

setup: .venv/tests.stamp ## Install everything that running and testing needs, and nothing else

test: test-postgresql test-sqlite ## Run all tests, on PostgreSQL and on SQLite; ARGS='-k name' picks some

test-postgresql: .venv/tests.stamp ## The tests that use the database, on PostgreSQL
	@echo "==> The tests that use the database, on PostgreSQL"
	@TEST_DATABASE=postgresql $(BIN)/python -m pytest -q $(PARALLEL) $(ARGS)

test-sqlite: .venv/tests.stamp ## All tests, on SQLite, with browser and running sites
	@echo "==> All tests, on SQLite, with browser and running sites"
	@$(BIN)/python -m pytest -q $(PARALLEL) $(ARGS)

check: static test ## Everything that must be green before main moves: what CI runs

static: .venv/tests.stamp ## What needs no running site, all at once: format, types, layers, texts, Django's own checks
	@$(MAKE) --no-print-directory --jobs=$(JOBS) lint types layers templates translations django

lint: .venv/tests.stamp ## ruff: format and rules
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/ruff check --quiet

types: .venv/tests.stamp ## mypy, strict on onboarding/
	@$(BIN)/mypy --no-error-summary

layers: .venv/tests.stamp ## import-linter: later stages import earlier ones, never the reverse
	@$(BIN)/lint-imports --no-cache > .venv/layers.log || { cat .venv/layers.log; exit 1; }

templates: .venv/tests.stamp ## djade: the format of templates
	@find templates -name '*.html' | xargs $(BIN)/djade --check --target-version 5.2

messages: .venv/tests.stamp ## Collect the texts to translate into the catalogue, and compile it
	@$(BIN)/python .ci/messages.py

translations: .venv/tests.stamp ## Is every text translated, compiled, and within reach of translators?
	@$(BIN)/python .ci/messages.py --check
	@$(BIN)/python .ci/bare_english.py

django: .venv/tests.stamp ## Django's own checks, as for production: migrations, deployment
	@$(BIN)/python manage.py makemigrations --check --dry-run --verbosity 0
	@WAYMARK_BASE_URL=https://onboarding.example.org WAYMARK_WEB_HOST=0.0.0.0 \
	 WAYMARK_GITHUB_CLIENT_ID=Iv1 WAYMARK_GITHUB_CLIENT_SECRET=secret WAYMARK_GITHUB_TOKEN=token \
	 WAYMARK_GITHUB_WEBHOOK_SECRET=secret WAYMARK_TRUSTED_PROXIES=1 \
	 $(BIN)/python manage.py check --deploy --fail-level WARNING > /dev/null

bench-evidence: .venv/tests.stamp ## Time what an upload of evidence costs, beside a bare parse of the same bytes
	@$(BIN)/python -m tools.bench_evidence

bench-pages: .venv/tests.stamp ## Time the mentor's pages with 100,000 newcomers; ARGS='--people 5000' for a quick look
	@$(BIN)/python -W ignore -m benchmarks.pages $(ARGS)

bench-github: .venv/tests.stamp ## Count what following GitHub costs and time webhooks; ARGS='--pulls 1000 --lives 200' for a quick look
	@$(BIN)/python -W ignore -m benchmarks.github $(ARGS)

screens: .venv/tests.stamp ## Take pictures of every page, at both widths, in both schemes and languages, into screens/
	@$(BIN)/python -m pytest -q tests/screens.py $(ARGS)

bench-latency: .venv/tests.stamp ## Time a merge until the page says verified, with webhooks and without; ARGS='--rounds 1'
	@$(BIN)/python -W ignore -m benchmarks.latency $(ARGS)

format: .venv/tests.stamp ## Put code and templates into their one format
	@$(BIN)/ruff format --quiet
	@$(BIN)/ruff check --quiet --fix
	@find templates -name '*.html' | xargs $(BIN)/djade --target-version 5.2 || true

clean: ## Remove what was installed; your data in var/ stays
	rm -rf .venv node_modules .ci/chromium/node_modules .ci/chromium/unpacked

# A stamp is newer than what it was installed from, so the second time there is nothing to do.
.venv/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Waymark needs Python 3.11 or newer; $(PYTHON) is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 …")'
	@$(PYTHON) -m venv .venv || { echo "No virtual environment: on Debian, apt install python3-venv brings what is missing." >&2; exit 1; }
	@touch $@

.venv/runtime.stamp: .venv/python.stamp requirements.txt
	@echo "Installing the packages that the site needs …"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/tests.stamp: .venv/runtime.stamp requirements-dev.txt package-lock.json .ci/chromium/package-lock.json .ci/prepare_tests.py
	@echo "Installing what the tests need …"
	@$(PIP) -r requirements-dev.txt
	@$(BIN)/python .ci/prepare_tests.py
	@touch $@
