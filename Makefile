# Antrean: one machine, two commands. `make` alone prints the targets.
PYTHON ?= python3
RUN := .venv/bin/python -m
ROLE ?= staff

.PHONY: help up down status clean token demo offline bench check test deploy venv

help: ## print the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

up: venv ## start all of Antrean on this machine
	@$(RUN) infra.local.up

down: ## stop what `make up` started; state is kept
	@test ! -x .venv/bin/python || $(RUN) infra.local.down

status: ## say what runs; 0 when all does
	@test -x .venv/bin/python || { echo "not set up here: make up"; exit 1; }
	@$(RUN) infra.local.status

clean: ## stop, and remove state, builds and the local AWS
	@test ! -x .venv/bin/python || $(RUN) infra.local.clean

token: ## print an id token: make token ROLE=staff|manager|administrator
	@$(RUN) infra.local.token $(ROLE)

demo: up ## play a busy day of one office in two minutes
	@$(RUN) infra.demo

offline: up ## cut an office's cable, and see that it goes on
	@$(RUN) infra.offline

bench: up ## measure, and write docs/benchmarks.md
	@PYTHONPATH=functions:. $(RUN) tests.benchmarks

check: venv ## lint, types, import rules and the fast tests
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@$(RUN) mypy schemas functions/app.py functions/chalicelib devices infra tests
	@PYTHONPATH=functions:. .venv/bin/lint-imports
	@test ! -d web/node_modules || npm --prefix web run --silent typecheck
	@.venv/bin/pytest -q -n 2 --ignore tests/journeys --ignore tests/deployed -m "not slow and not engine and not cloud and not browser"

test: venv ## everything, on a local cloud with a real browser
	@$(RUN) infra.local.test

deploy: venv ## to AWS, region after region, with the environment's credentials
	@$(RUN) infra.deploy $(if $(SITE),--site $(SITE))

venv:
	@$(PYTHON) infra/local/bootstrap.py
