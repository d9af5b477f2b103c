# `make` lists what can be made. Python 3.11, 3.12 or 3.13: make test PYTHON=python3.12
PYTHON ?= python3
VENV   ?= $(if $(filter python3,$(PYTHON)),.venv,.venv-$(notdir $(PYTHON)))
BIN    := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
RUN    := $(BIN)/python
READY  := $(VENV)/.ready
CORPUS ?= seeds
OUT    ?= report
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help report test test-many test-browser test-faults lint lab bench docs site links lock clean

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name what; do printf '  make %-13s %s\n' "$$name" "$$what"; done

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v <= (3, 13) else "Python %d.%d found; 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12 ..." % v)' \
	  || { test $$? -eq 1 || echo "$(PYTHON) does not run here; Python 3.11, 3.12 or 3.13 is needed: install one, then make PYTHON=python3.12 ..."; exit 1; }
	@echo "Setting up $(VENV) from requirements.txt (once; a few minutes on a slow line)"
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	@if command -v uv >/dev/null 2>&1; then uv pip install --quiet --python $(RUN) --require-hashes -r requirements.txt; \
	else { $(RUN) -m pip install --progress-bar off --require-hashes -r requirements.txt; echo $$? >$(VENV)/status; } \
	  | sed -n 's/^Collecting \([^ ;]*\).*/  \1/p; s/^\(Installing\) .*/\1 ... (a minute)/p'; exit $$(cat $(VENV)/status); fi
	@$(RUN) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@$(RUN) -m pip check >/dev/null || { $(RUN) -m pip check; exit 1; }
	@touch $(READY)

report: $(READY) ## the report on seeds/ into report/, the figures into figures/ (CORPUS=folder OUT=folder for your own)
	@$(RUN) -m helpers.cli report "$(CORPUS)" --out "$(OUT)" $(if $(filter seeds,$(CORPUS)),--figures figures)

test: $(READY) ## the tests
	@$(RUN) -m pytest -n logical --dist loadfile --no-loadscope-reorder -m "not browser and not faults"

test-many: $(READY) ## any bytes, any JSON, any frame, any text: twenty times the examples
	@$(RUN) -m pytest --hypothesis-profile many -m hypothesis tests/test_formats.py tests/test_corpus.py tests/test_repairs.py tests/test_text.py

test-browser: $(READY) ## the report in a real browser (installs Chromium where it can)
	@sh tests/browser/setup.sh $(RUN)
	@$(RUN) -m pytest -m browser

test-faults: $(READY) .venv-snakemake/.ready ## kill processes, fill disks, break files: nothing lost, nothing counted twice
	@PATH="$$PATH:$(CURDIR)/.venv-snakemake/bin" $(RUN) -m pytest -m faults

# of its own: it brings many packages that the project does without
.venv-snakemake/.ready: tests/snakemake/requirements.txt
	@test -x .venv-snakemake/bin/python || $(PYTHON) -m venv .venv-snakemake
	@.venv-snakemake/bin/python -m pip install --quiet --require-hashes -r tests/snakemake/requirements.txt
	@touch $@

lint: $(READY) ## ruff and mypy
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy

lab: $(READY) ## JupyterLab on notebooks/
	@$(BIN)/jupyter lab notebooks

bench: $(READY) ## speed and quality beside peers (DEV=folder with the development sets)
	@$(RUN) -m pip install --quiet --require-hashes -r benchmarks/requirements.txt
	@$(RUN) -m benchmarks $(DEV)

docs: $(READY) ## docs/codebook.md from data/tables.toml
	@$(RUN) -m helpers.tables > docs/codebook.md.new && mv docs/codebook.md.new docs/codebook.md

site: $(READY) ## the documentation into site/; any warning or dead link within it fails
	@$(RUN) -m pip install --quiet --require-hashes -r docs/requirements.txt
	@$(RUN) -m sphinx -W --keep-going -q -b html docs site
	@echo site/index.html

links: $(READY) ## the addresses that the documentation leads to (needs a network)
	@$(RUN) -m pip install --quiet --require-hashes -r docs/requirements.txt
	@$(RUN) -m sphinx -q -b linkcheck docs build/links

lock: ## requirements*.txt from pyproject.toml (needs uv)
	uv pip compile -q --universal --no-header --no-annotate --no-emit-index-url --no-emit-find-links --generate-hashes --python-version 3.11 \
	  --extra dask --extra html --extra test pyproject.toml requirements-build.in -o requirements.txt
	uv pip compile -q --universal --no-header --no-annotate --no-emit-index-url --no-emit-find-links --generate-hashes --python-version 3.11 \
	  --constraint requirements.txt benchmarks/requirements.in -o benchmarks/requirements.txt
	uv pip compile -q --universal --no-header --no-annotate --no-emit-index-url --no-emit-find-links --generate-hashes --python-version 3.11 \
	  tests/snakemake/requirements.in -o tests/snakemake/requirements.txt
	uv pip compile -q --universal --no-header --no-annotate --no-emit-index-url --no-emit-find-links --generate-hashes --python-version 3.11 \
	  --constraint requirements.txt docs/requirements.in -o docs/requirements.txt

clean: ## remove what was made
	rm -rf .venv .venv-* report build site docs/made .pytest_cache .mypy_cache .ruff_cache .hypothesis
