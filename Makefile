# Amends: `make help` lists what can be done. Every target works in a fresh clone at any path.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= python3
DESK := .venv/bin/python
ASSISTANT := .venv-assistant/bin/python
export RASA_TELEMETRY_ENABLED = false
export SQLALCHEMY_SILENCE_UBER_WARNING = 1
export TF_CPP_MIN_LOG_LEVEL = 3
# Each process would compile its libraries anew where Python is told to leave nothing beside them; here it may.
export PYTHONPYCACHEPREFIX = $(CURDIR)/var/bytecode
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

.PHONY: run
run: set-up ## Set up what is missing, then run everything until Ctrl-C
	@$(DESK) -m amends up

.PHONY: set-up
set-up: ## Environments, front end, database, demo people, trained model; only what changed
	@$(PYTHON) setup

.PHONY: environments
environments: ## Only the two Python environments
	@$(PYTHON) setup environments

.PHONY: train
train: environments ## Train the assistant if its data or code changed
	@$(PYTHON) setup training

.PHONY: actions
actions: environments ## Start the action server by itself, without a secret, for `rasa shell`
	@$(DESK) -m actions --without-secret

.PHONY: test
test: set-up ## Run every test: unit, integration, conversations, browser, architecture
	@$(DESK) -m tests.everything

.PHONY: check
check: environments ## Lint, types, import rules and quick unit tests: a minute and a half on two cores
	@$(DESK) -m tests.everything check

.PHONY: bench
bench: set-up ## Measure what a customer waits, beside a stock Rasa bot (docs/performance.md)
	@$(DESK) -m amends bench turn --out var/bench-turn.json --page docs/performance.md

# Recorded conversations are public data sets and live outside the repository.
REPLAY ?= ../shared/benchmarks/replay_angry_customers.jsonl

.PHONY: replay-report
replay-report: set-up ## Replay recorded conversations (REPLAY=FILE) and write docs/replay-report.md
	@$(DESK) -m amends replay $(REPLAY) --out var/replay.jsonl
	@$(DESK) -m amends replay-report var/replay.jsonl --source $(REPLAY) --to docs/replay-report.md

.PHONY: format
format: environments ## Let ruff sort imports and mend what it can
	@$(DESK) -m ruff check --fix .

.PHONY: hooks
hooks: environments ## Run `make check` before every commit (needs git)
	@$(DESK) -m pre_commit install

.PHONY: lock
lock: environments ## Make the hash-locked requirements anew from requirements/*.in
	@$(PYTHON) setup/lock.py

.PHONY: clean
clean: ## Remove caches and built files; keeps environments, models and var/
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis widget/dist amends/web/static/dist
