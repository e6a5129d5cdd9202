# The two commands that you need are `make run` and `make test`.
PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
BENCH_VENV := .venv-bench
SBOM ?= var/sbom.json
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

PYTEST := $(BIN)/pytest -n auto --dist worksteal
# What make test leaves to make stories as a whole, so that its processes need not read it.
ELSEWHERE := --ignore=tests/browser
# What make test runs on SQLite, and only make stories on PostgreSQL too: it asks the database little that the other tests do not
# ask there. See docs/tests.md.
LATER := tests/portal/changes tests/portal/outputs tests/portal/reading \
	$(filter-out tests/portal/desk/editing/,$(wildcard tests/portal/desk/*/))
# What make test-fast runs: the rules of the domain, and what guards all pages and files at once.
FAST := tests/measures tests/laws tests/motions tests/portal/core tests/portal/agenda \
	tests/portal/test_docs.py tests/portal/test_kinds.py tests/portal/test_published.py \
	tests/test_house.py

# The tests start dozens of processes, and each starts faster with .pyc files. So the environment must not switch these off.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test test-sqlite test-postgresql test-fast stories lint lint-form lint-meaning faults fuzz bench screenshots sbom \
	requirements migrate clean

help: ## Laat zien wat er is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/bin/python:
	@echo "— Virtuele omgeving maken in $(VENV)" >&2
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11, 3.12 of 3.13 is nodig.")'
	@$(PYTHON) -m venv $(VENV)

# A new environment has the pip of its Python, and with 3.11 a setuptools that nothing needs.
$(VENV)/.pip: requirements-pip.txt | $(VENV)/bin/python
	@$(PIP) -r requirements-pip.txt
	@$(BIN)/python -m pip uninstall --quiet --yes setuptools 2>/dev/null
	@touch $@

$(VENV)/.run: requirements.txt | $(VENV)/.pip
	@echo "— Vastgezette pakketten installeren" >&2
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(VENV)/.pip
	@echo "— Vastgezette pakketten voor ontwikkeling en tests installeren" >&2
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/.run

run: $(VENV)/.run ## Zet het portaal klaar en start het op http://127.0.0.1:8000 (PORT=… kiest een andere poort)
	@mkdir -p var
	@echo "— Database bijwerken"
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py createcachetable --verbosity 0
	@echo "— Inhoud laden als de database leeg is"
	@$(BIN)/python manage.py seed
	@$(BIN)/python manage.py rebuild_search
	@$(BIN)/python manage.py first_account --adres http://localhost:$(PORT)
	@echo "— Stijl en beeld klaarzetten"
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@echo "— Het portaal draait op http://127.0.0.1:$(PORT) (stop met Ctrl-C)"
	@MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072 exec $(BIN)/gunicorn portal.wsgi --bind 127.0.0.1:$(PORT) --workers $(WORKERS) --log-level warning

lint: $(VENV)/.dev ## Controleer vorm, veiligheid, imports, typen, migraties en productie-instellingen
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target lint-form lint-meaning

lint-form:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint --check --lint --quiet templates
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml .
	$(BIN)/lint-imports

lint-meaning:
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	PORTAL_ENV=productie SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
		SECOND_STEP_KEYS=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
		ALLOWED_HOSTS=portaal.example.nl DATABASE_URL=sqlite:// $(BIN)/python manage.py check --deploy --fail-level WARNING

test: lint ## Controleer alles en draai de tests, op SQLite en op PostgreSQL 18
	@echo "— Tests op SQLite, en tegelijk die van de database op PostgreSQL 18"
	@$(MAKE) --no-print-directory --jobs=2 test-sqlite test-postgresql
	@echo "— Alles klopt. De lange verhalen en de rondreizen door andere programma's: make stories"

# Side by side, because each run waits at times: for its database or for a process that starts.
test-sqlite:
	@$(PYTEST) $(ELSEWHERE) -m "not fault and not story"

# In one process: it has a fifth of the work, and every process more imports everything and makes its own drafts. Its result comes
# in one piece, so that the two runs do not mix.
test-postgresql:
	@mkdir -p var
	@DATABASE=postgresql $(PYTEST) -n 0 $(ELSEWHERE) $(LATER:%=--ignore=%) -m "not fault and not story and not once" >var/test-postgresql.txt 2>&1; \
		result=$$?; echo; echo "— PostgreSQL 18:"; cat var/test-postgresql.txt; exit $$result

stories: $(VENV)/.dev ## Draai de lange verhalen en de rondreizen door andere programma's (Chromium, LibreOffice, Java, …)
	@echo "— Lange verhalen, en rondreizen door andere programma's zoals Chromium"
	@$(PYTEST) -vv --hypothesis-profile=many -m "story or browser or (hypothesis and not fault)"
	@echo "— Die met de database nog eens, op PostgreSQL 18, met wat make test daar niet deed"
	@DATABASE=postgresql $(PYTEST) -vv --hypothesis-profile=many -m "not once and not browser and not fault"

test-fast: $(VENV)/.dev ## Voor tijdens het werk: de snelle controles en de tests van de regels, in minder dan een minuut
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(PYTEST) -m "not fault and not story" $(FAST)

faults: $(VENV)/.dev ## Laat zien wat er bij storingen gebeurt: elke storing van docs/faults.md (duurt een paar minuten)
	$(BIN)/pytest -n auto tests/portal/faults

fuzz: $(VENV)/.dev ## Bestook de API met willekeurige vragen, veel meer dan in make stories
	FUZZ_EXAMPLES=2000 $(BIN)/pytest -n 0 tests/portal/outputs/api/test_fuzz.py

$(BENCH_VENV)/.bench: requirements-bench.txt
	@echo "— Datasette installeren in $(BENCH_VENV), los van het portaal" >&2
	@$(PYTHON) -m venv $(BENCH_VENV)
	@$(BENCH_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

bench: $(VENV)/.run $(BENCH_VENV)/.bench ## Meet snelheid en geheugen (vraagt wrk en nginx, duurt tien minuten); BESIDE=… meet een andere commit ernaast
	@$(BIN)/python -m bench --datasette $(BENCH_VENV)/bin/datasette $(if $(BESIDE),--beside $(BESIDE))

screenshots: $(VENV)/.dev ## Maak plaatjes: van elke pagina in var/screenshots, en die van docs/redactie.md opnieuw
	@mkdir -p docs/redactie var/screenshots
	STORY=docs/redactie SCREENSHOTS=var/screenshots $(BIN)/pytest -n auto tests/browser/test_pages.py tests/browser/test_login.py tests/browser/test_story.py tests/browser/desk
	@echo "— De plaatjes staan in var/screenshots en docs/redactie"

sbom: $(VENV)/.dev ## Schrijf op welke pakketten in het portaal zitten, met hun licenties: var/sbom.json (CycloneDX)
	@mkdir -p $(dir $(SBOM))
	@cat requirements-pip.txt requirements.txt | \
		$(BIN)/python -W ignore -m cyclonedx_py requirements - --pyproject pyproject.toml --output-reproducible -o $(SBOM)
	@$(BIN)/python deploy/licences.py $(SBOM)
	@echo "— De lijst staat in $(SBOM)"

requirements: $(VENV)/.dev ## Zet de versies uit pyproject.toml opnieuw vast
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --extra dev pyproject.toml -o requirements-dev.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --group bench -o requirements-bench.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --group pip -o requirements-pip.txt

migrate: $(VENV)/.run ## Werk de database bij
	$(BIN)/python manage.py migrate
	$(BIN)/python manage.py createcachetable
	$(BIN)/python manage.py rebuild_search

clean: ## Gooi weg wat opnieuw gemaakt kan worden (niet de database)
	rm -rf $(VENV) $(BENCH_VENV) staticfiles .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
