# Two commands do everything on a machine with Python 3.11 or later: make book, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Checkers of pages, which come from npm; without npm the tests that need them are left out, and say so.
TOOLS := tests/browser/node_modules/.package-lock.json
# The tests of a file stay in one process, since they share what they set up; the longest begin.
SIDE_BY_SIDE := --numprocesses auto --dist loadfile --no-loadscope-reorder
# A user-wide configuration must not change how the book is run or drawn.
export MPLCONFIGDIR := $(CURDIR)/$(VENV)/matplotlib
export IPYTHONDIR := $(CURDIR)/$(VENV)/ipython
export PYDEVD_DISABLE_FILE_VALIDATION := 1

.DEFAULT_GOAL := help
.PHONY: help book test proof pages bench check serve lock audit format clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

book: $(READY) ## run every chapter and render the book into _build/html
	$(BIN)/book build --paper

test: $(READY) $(TOOLS) ## check what the book promises, but for the proofs
	@echo "== style and types"
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	@echo "== seeds"
	$(BIN)/book check
	@echo "== the book, which the tests read"
	$(BIN)/book build --paper
	@echo "== promises"
	$(BIN)/pytest $(SIDE_BY_SIDE) -m "not proof" --doctest-modules lib tests
	@echo "== stored outputs of the chapters against a fresh run"
	$(BIN)/python tests/outputs.py

proof: $(READY) $(TOOLS) ## prove of the whole book: the same bytes elsewhere, a release, valid and accessible pages, PDF and EPUB
	$(BIN)/book build --paper
	$(BIN)/pytest $(SIDE_BY_SIDE) -m proof tests

pages: $(READY) $(TOOLS) ## measure the built pages on a simulated phone, and check every one (takes ten minutes)
	$(BIN)/python tests/pages.py

bench: $(READY) ## measure the book's build against other ways (takes an hour; asserts nothing)
	$(BIN)/python tests/bench.py

check: $(READY) ## check seeds, figures and prose in seconds, without running a chapter
	$(BIN)/book check

serve: $(READY) ## show the built book on this machine
	$(BIN)/book serve

lock: $(READY) ## write requirements.txt, and the list of licences, anew from requirements.in
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --upgrade requirements.in requirements-cluster.in --output-file requirements.txt
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.txt
	$(BIN)/pip-licenses --from=mixed --order=name --format=json --ignore-packages sharing-the-burden > requirements-licences.json

audit: $(READY) ## look up known weaknesses of what is locked (needs the internet)
	$(BIN)/pip-audit --requirement requirements.txt --require-hashes --disable-pip

format: $(READY) ## put code and chapters into the house layout
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove everything derived: _build and the environment
	rm -rf _build $(VENV)

$(TOOLS): tests/browser/package-lock.json
	@if command -v npm > /dev/null; then npm ci --silent --prefix tests/browser; \
	else echo "npm is not installed: the pages are not checked for valid HTML and accessibility"; fi

# The installer comes first, with the hashes that the lock file gives for it; it then installs the rest,
# compiled: where Python may not write bytecode, every process would otherwise compile all it imports.
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "The book needs Python 3.11 or later, found %s. Set PYTHON=/path/to/python3.11." % sys.version.split()[0])'
	@echo "== setting up $(VENV) (once)"
	$(PYTHON) -m venv --clear $(VENV)
	awk '/^uv==/ {on=1} on {print} on && !/\\$$/ {exit}' requirements.txt > $(VENV)/uv.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $(VENV)/uv.txt
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $(READY)
