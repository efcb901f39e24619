# The two commands are `make app` and `make test`; both install what they need into .venv.
# Nothing here needs more than Python >= 3.11, make and, the first time, a network.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SEEDS  := build/seeds.gpkg

.DEFAULT_GOAL := help
.PHONY: help app test check clean chromium

help:  ## say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

app: $(SEEDS)  ## install, process the sample reports, open the app in the browser
	@$(BIN)/saytara app $(SEEDS)

test: $(VENV)/.test chromium  ## install what tests need and run them all
	@$(BIN)/python -m pytest

check: $(VENV)/.test  ## lint, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@sh scripts/javascript.sh

clean:  ## remove the environment and what was built
	rm -rf $(VENV) node_modules build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(SEEDS): $(VENV)/.app $(wildcard seeds/*) $(shell find mapper gazetteer -name '*.py' -o -name '*.toml' -o -name '*.tsv' 2>/dev/null)
	@mkdir -p $(@D)
	@rm -f $@
	@$(BIN)/saytara run seeds -o $@

$(VENV)/.app: pyproject.toml constraints.txt
	@PYTHON="$(PYTHON)" sh scripts/install.sh $(VENV) app
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt
	@PYTHON="$(PYTHON)" sh scripts/install.sh $(VENV) test
	@touch $@ $(VENV)/.app

# Browser tests need a Chromium. Where none can be had they are skipped, and say so.
chromium:
	@sh scripts/chromium.sh $(BIN)/python
