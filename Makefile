# Two commands: `make brief` writes the briefs of seeds/ under out/, `make test` runs the suite.
# Nothing but make and Python 3.11 or newer is needed; both make .venv for themselves.

.DEFAULT_GOAL := help
.PHONY: help brief test faults check lint types imports fix golden pictures clean

VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

# The first of these that runs and is new enough; a shim may exist and fail.
PYTHON_FOUND = $(shell for python in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11; do \
	[ -n "$$python" ] && "$$python" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$python"; exit; }; done)

help: ## what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

brief: $(VENV)/.brief ## the briefs of seeds/, under out/
	@$(BIN)/python -m digest brief seeds --output out

test: $(VENV)/.test ## the whole suite
	$(BIN)/python -m pytest -q

faults: $(VENV)/.test ## kills, floods, full disks and sixty days, at full size; a table of figures
	DIGEST_FAULTS=full $(BIN)/python -m pytest -q -p no:randomly tests/faults

check: lint types imports test ## everything CI asks, but for the wheel

lint: $(VENV)/.check ## ruff
	$(BIN)/ruff check digest tests benchmarks
	$(BIN)/ruff format --check digest tests benchmarks

types: $(VENV)/.check ## mypy, strict
	$(BIN)/mypy

imports: $(VENV)/.check ## the layers
	$(BIN)/lint-imports

fix: $(VENV)/.check ## what ruff can mend by itself
	$(BIN)/ruff check --fix digest tests benchmarks
	$(BIN)/ruff format digest tests benchmarks

golden: $(VENV)/.test ## write the golden files anew; read the difference before you commit it
	DIGEST_GOLDEN=write $(BIN)/python -m pytest -q tests/golden

pictures: $(VENV)/.brief ## screenshots of the forms, into docs/pictures/; needs chromium, soffice, pdftoppm
	$(BIN)/python docs/pictures/take.py

clean: ## remove .venv and out/
	rm -rf $(VENV) out

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON_FOUND)" || { echo "error: no Python 3.11 or newer was found; name one with make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "making $(VENV) with $(PYTHON_FOUND)"
	@"$(PYTHON_FOUND)" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"

$(VENV)/.brief: pyproject.toml $(VENV)/pyvenv.cfg
	@echo "installing digest into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.test: pyproject.toml $(VENV)/.brief
	@echo "installing the test tools"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group test
	@touch $@

$(VENV)/.check: pyproject.toml $(VENV)/.test
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group check
	@touch $@
