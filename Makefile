# Every command does its own set-up on a machine that has Python 3.11 or newer and make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
CASE ?= r84
PORT ?= 8000
PYTEST_ARGS ?=
TEST_WORKERS ?= 2
BENCH ?=

VENV := .venv
BIN := $(VENV)/bin
PORTAL := $(VENV)/.portal-installed
TOOLS := $(VENV)/.tools-installed
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/django.po locale/allauth/*/LC_MESSAGES/django.po)
COMPILED := $(CATALOGUES:.po=.mo)

# What a test run needs of the environment and nobody else may know.
TEST_ENVIRONMENT := SECRET_KEY=only-for-tests-0123456789abcdefghijklmnopqrstuvwxyz SITE_URL=http://127.0.0.1:8000 \
	DEBUG=false REDIS_URL= EMAIL_URL=consolemail://
# Processes that share a run: `load` keeps the order of the tests in each, so that what is made once for a module is
# not made more often, and the tests in a browser come last, a few at a time.
# 0 is one process, for a debugger or a single test.
PYTEST := $(BIN)/python -m pytest -n $(TEST_WORKERS) --dist load $(PYTEST_ARGS)
# What `check --deploy` is asked about: a portal as it would run in production.
PRODUCTION_ENVIRONMENT := SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(50))") \
	SITE_URL=https://portal.example.org EMAIL_URL=smtp://127.0.0.1:25 DEBUG=false REQUIRE_STAFF_MFA=true \
	ALLOWED_HOSTS=portal.example.org DATABASE_URL=sqlite:////tmp/never-opened.sqlite3

.PHONY: help demo demo-reset axe nu test test-postgres lint format bench faults pins pictures messages

help:
	@echo "make demo [CASE=r84|risma11|infatti9] [PORT=8000]   a sample multifactory on http://127.0.0.1:8000"
	@echo "make demo-reset [CASE=…]                            the same, from an empty database"
	@echo "make test                                           the whole suite on SQLite"
	@echo "make test-postgres                                  the same on the PostgreSQL of DATABASE_URL"
	@echo "make axe                                            axe on every page for every role, light and dark, narrow and wide"
	@echo "make nu                                             the Nu checker on every page (needs Java and npm)"
	@echo "make lint                                           ruff, djlint, mypy, imports, migrations, check --deploy"
	@echo "make format                                         ruff's formatter over the tree"
	@echo "make bench [BENCH=\"directory rush …\"]               page times, large directory and building, uploads, recounts, closing rush, silent clients"
	@echo "make faults                                         votes while workers are killed, connections cut, PostgreSQL stopped, disks full (root)"
	@echo "make pins                                           requirements*.txt anew from requirements*.in"
	@echo "make pictures                                       the pictures of the README anew, of a running demo"
	@echo "make messages                                       collect the texts for translation (needs gettext)"

# --- Set-up ----------------------------------------------------------------------------------------

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("The portal needs Python 3.11 or newer.") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(PORTAL): requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(TOOLS): requirements-dev.txt $(PORTAL)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

%.mo: %.po $(PORTAL)
	$(BIN)/pybabel --quiet compile -D django -i $< -o $@ -l $(notdir $(patsubst %/LC_MESSAGES/django.po,%,$<))

# --- Commands --------------------------------------------------------------------------------------

demo: $(PORTAL) $(COMPILED)
	@exec bin/demo "$(CASE)" "$(PORT)"

demo-reset:
	rm -rf var/demo-$(CASE).sqlite3* var/demo-$(CASE).loaded var/demo-$(CASE)-media var/demo-$(CASE)-mails.txt
	@$(MAKE) --no-print-directory demo CASE=$(CASE) PORT=$(PORT)

test: $(TOOLS) $(COMPILED)
	@mkdir -p var
	$(TEST_ENVIRONMENT) DATABASE_URL=sqlite:///$(CURDIR)/var/test.sqlite3 $(PYTEST)

test-postgres: $(TOOLS) $(COMPILED)
	@case "$$DATABASE_URL" in postgres*) ;; *) \
		echo "make test-postgres: set DATABASE_URL=postgres://user:password@host/name of a PostgreSQL server" >&2; \
		echo "whose user may create databases; the tests make test_<name>_gw0 and so on and leave <name> alone." >&2; exit 2;; esac
	$(TEST_ENVIRONMENT) $(PYTEST)

axe: $(TOOLS) $(COMPILED)
	@mkdir -p var
	AXE_EVERYTHING=1 $(TEST_ENVIRONMENT) DATABASE_URL=sqlite:///$(CURDIR)/var/test.sqlite3 $(BIN)/python -m pytest -s tests/browser/test_every_page.py

NU := var/nu/node_modules/vnu-jar/build/dist/vnu.jar
$(NU):
	npm install --silent --no-audit --no-fund --prefix var/nu vnu-jar

nu: $(TOOLS) $(COMPILED) $(NU)
	$(TEST_ENVIRONMENT) DATABASE_URL=sqlite:///$(CURDIR)/var/test.sqlite3 VNU_JAR=$(CURDIR)/$(NU) \
		$(BIN)/python -m pytest -vv tests/nu_pages.py

lint: $(TOOLS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint templates
	$(TEST_ENVIRONMENT) DATABASE_URL=sqlite://:memory: $(BIN)/mypy
	$(BIN)/lint-imports
	$(TEST_ENVIRONMENT) DATABASE_URL=sqlite://:memory: $(BIN)/python manage.py makemigrations --check --dry-run
	$(PRODUCTION_ENVIRONMENT) $(BIN)/python manage.py check --deploy --fail-level WARNING

format: $(TOOLS)
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: $(TOOLS) $(COMPILED)
	$(TEST_ENVIRONMENT) $(BIN)/python -m bench $(BENCH)

faults: $(TOOLS) $(COMPILED)
	$(TEST_ENVIRONMENT) $(BIN)/python -m bench faults

pins: $(TOOLS)
	$(BIN)/python -m venv var/pins
	var/pins/bin/pip install --quiet --disable-pip-version-check pip-tools
	for name in requirements requirements-dev; do \
		var/pins/bin/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
			--no-emit-index-url --no-emit-trusted-host --output-file $$name.txt $$name.in; \
	done

pictures: $(TOOLS)
	$(BIN)/python bin/take_pictures.py $(PORT)

messages: $(TOOLS)
	$(TEST_ENVIRONMENT) DATABASE_URL=sqlite://:memory: $(BIN)/python manage.py makemessages -l it --no-wrap \
		--no-location --ignore=.venv --ignore=var --ignore=tests
