# make          what can be made
# Everything runs in .venv, with the exact versions of requirements.lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STUDY ?=
MINUTES ?= 5

.DEFAULT_GOAL := help
.PHONY: help env study lab test fuzz browser office chapters lock clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

env: $(VENV)/.ready  ## build the environment (.venv), exact versions

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 14) else "Python 3.11, 3.12 or 3.13 is needed, this is %s; say: make PYTHON=python3.12 ..." % sys.version.split()[0])'
	@echo "Building the environment in $(VENV): about two minutes, once."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

study: env  ## run the workbook on the case, or on STUDY=folder
	@$(BIN)/kam run $(STUDY)

lab: env  ## open JupyterLab on the chapters
	@$(BIN)/jupyter lab --config=lab/jupyter_lab_config.py --notebook-dir=notebooks

test: env  ## run every check and every test
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n 2 --dist loadscope -m "not browser and not office"

fuzz: env  ## draw new examples for MINUTES (5); what fails is kept as a patch of examples
	@end=$$(($$(date +%s) + 60 * $(MINUTES))); while [ $$(date +%s) -lt $$end ]; do \
	  $(BIN)/python -m pytest -n 2 -m hypothesis --hypothesis-profile=fuzz || exit 1; done

browser: env  ## look at the pages in a real Chromium (needs chromium)
	@$(BIN)/python -m pytest -m browser

office: env  ## open, save and print the forms by LibreOffice (needs soffice)
	@$(BIN)/python -m pytest -m office

chapters: env  ## execute the chapters on the case and store them in their one form
	@$(BIN)/python -m kamlib.run.chapters

lock: env  ## write requirements.lock and environment.yml anew (needs uv)
	uv pip compile --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --extra test --quiet pyproject.toml -o requirements.lock
	@$(BIN)/python -m kamlib.run.environment

clean:  ## remove what was computed (not the environment)
	rm -rf data/output .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
