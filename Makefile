# Helix: two commands are all the set-up.
#   make run     starts everything and prints the page's address
#   make test    checks everything
# make help lists the rest. PYTHON=/path/to/python3.12 chooses the Python the environment is made with.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-print-directory

# The command line's ARGS go to helix, as in: make run ARGS="--replay FILE"
ARGS ?=
PYTHON ?=

venv := .venv/bin/python
helix := HELIX_PARENT=$$PPID ./helix
uv ?= uv

# A Python that fits and can make environments; otherwise one line that says what to install.
define set_up
	@python=''; unfit=''; \
	for candidate in $(if $(PYTHON),"$(PYTHON)",.venv/bin/python python3.13 python3.12 python3.11 python3 python); do \
	    "$$candidate" -I -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null || continue; \
	    if "$$candidate" -I -c 'import ensurepip, venv' 2>/dev/null; then python=$$candidate; break; fi; \
	    unfit=$${unfit:-$$candidate}; \
	done; \
	if [ -z "$$python" ] && [ -n "$$unfit" ]; then \
	    echo "$$unfit lacks the venv module: install the package python3-venv (Debian, Ubuntu: apt install python3-venv), then run make again." >&2; exit 1; \
	elif [ -z "$$python" ]; then \
	    echo "Helix needs Python 3.11, 3.12 or 3.13 (Debian, Ubuntu: apt install python3 python3-venv), or say where it is: make PYTHON=/path/to/python" >&2; exit 1; \
	fi; \
	HELIX_PARENT=$$PPID; export HELIX_PARENT; exec "$$python" -I cli/set_up.py $(1)
endef

.PHONY: help
help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r name what; do printf '%-16s %s\n' "$$name" "$$what"; done

.PHONY: install
install: ## the environment for running, in .venv
	$(call set_up,run)

.PHONY: install-dev
install-dev: ## the environment for running and testing, in .venv
	$(call set_up,dev)

.PHONY: run
run: install ## start Helix here; Ctrl-C stops it
	@exec env $(helix) up $(ARGS)

.PHONY: doctor
doctor: install ## what works and what is missing
	@exec env $(helix) doctor $(ARGS)

.PHONY: test
test: install-dev ## linters, types, import rules, and the tests
	@exec env HELIX_PARENT=$$PPID PYTHONPATH="$$PWD" $(venv) -P -m tests.run $(ARGS)

.PHONY: test-long
test-long: install-dev ## the campaigns, minutes each
	@exec env HELIX_PARENT=$$PPID PYTHONPATH="$$PWD" $(venv) -P -m tests.run --long $(ARGS)

.PHONY: bench
bench: install-dev ## speed and memory, side by side
	@exec env PYTHONPATH="$$PWD" $(venv) -P -m benchmarks $(ARGS)

.PHONY: format
format: install-dev ## put the code into the common form
	@$(venv) -m ruff check --fix . && $(venv) -m ruff format .

.PHONY: lock
lock: ## resolve pyproject.toml into requirements/*.lock (needs uv)
	$(uv) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o requirements/run.lock
	$(uv) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml --group dev -c requirements/run.lock -o requirements/dev.lock

.PHONY: clean
clean: ## remove the environment and caches; data in var/ stays
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
