# The only door to the work: people and CI use the same commands.
# A fresh machine needs Python 3.11 or later with its venv, pip and make; the rest is set up in .venv from locks.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
COMITY := $(BIN)/comity
CODE := $(wildcard src tests bench tools)

# Stamps carry a checksum of what they stand for: a call that finds its stamp is instant, and a
# changed lock makes the environment anew. A changed pyproject.toml only installs the project again.
LOCK_SUM := $(firstword $(shell cat requirements/*.txt | cksum))
PROJECT_SUM := $(firstword $(shell cat pyproject.toml src/comity/_version.py | cksum))
MADE := $(VENV)/.made-$(LOCK_SUM)
RUN := $(VENV)/.run-$(LOCK_SUM)
DEV := $(VENV)/.dev-$(LOCK_SUM)
PEERS := $(VENV)/.bench-$(LOCK_SUM)
SPARK := $(VENV)/.spark-$(LOCK_SUM)
PROJECT := $(VENV)/.project-$(LOCK_SUM)-$(PROJECT_SUM)

TEST_ARGS ?= --numprocesses=auto
# With COMITY_SPARK=required the tests on Spark must run; without, they are skipped where Java or pyspark is wanting.
WITH_SPARK := $(if $(filter required,$(COMITY_SPARK)),$(SPARK))

##@ First
.PHONY: help
help: ## this list
	@printf 'Comity: what did the law of that place say on that day, and on what evidence?\n'
	@printf 'Start with `make demo`, then `make test`. Before a pull request: `make check`.\n'
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(RUN) $(PROJECT) ## set up, audit the bundled public records, say where the report is
	$(COMITY) audit examples/flock --out build/demo-report

.PHONY: test
test: $(DEV) $(WITH_SPARK) $(PROJECT) ## set up with the tools of the trade and run all tests
	$(BIN)/python -m pytest $(TEST_ARGS)

##@ While working
.PHONY: check
check: format-check lint types layers corpus test ## all that CI asks: format, lint, types, floors, law, tests

.PHONY: format
format: $(DEV) $(PROJECT) ## write code and law files in the one format
	$(BIN)/ruff check --quiet --fix-only $(CODE)
	$(BIN)/ruff format $(CODE)
	$(COMITY) check --format

.PHONY: format-check
format-check: $(DEV)
	$(BIN)/ruff format --check $(CODE)

.PHONY: lint
lint: $(DEV) ## likely mistakes
	$(BIN)/ruff check $(CODE)

.PHONY: types
types: $(DEV) $(PROJECT) ## mypy, strict, over src and tests
	$(BIN)/mypy

.PHONY: layers
layers: $(DEV) $(PROJECT) ## each room imports only from floors below, no circles
	$(BIN)/lint-imports --no-cache

.PHONY: corpus
corpus: $(RUN) $(PROJECT) ## the law files: all problems at once, then every case decided
	$(COMITY) check
	$(COMITY) cases

.PHONY: golden
golden: $(DEV) $(PROJECT) ## write the golden files anew; the diff is the review
	COMITY_GOLDEN=write $(BIN)/python -m pytest $(TEST_ARGS)
	@git status --short tests/golden 2>/dev/null || true

.PHONY: catalogue
catalogue: $(RUN) $(PROJECT) ## the Spanish catalogue in step with the program; says what has no Spanish yet
	$(BIN)/python -m tools.write_catalogue

.PHONY: spark
spark: $(DEV) $(SPARK) $(PROJECT) ## the tests that need Apache Spark (pyspark and Java 17), none skipped
	COMITY_SPARK=required $(BIN)/python -m pytest tests/audit/test_spark.py

.PHONY: deep
deep: $(DEV) $(PROJECT) ## all tests, the properties over far more examples (long)
	COMITY_PROFILE=deep $(BIN)/python -m pytest $(TEST_ARGS)

.PHONY: mutate
mutate: $(DEV) $(PROJECT) ## spoil the law on purpose, see the cases notice (CHANGED=1: changed files only)
	$(BIN)/python -m tools.mutate $(if $(CHANGED),--changed)

.PHONY: questions
questions: $(RUN) $(PROJECT) ## how many questions the interview asks, over every scenario
	$(BIN)/python -m tools.count_questions

.PHONY: flips
flips: $(RUN) $(PROJECT) ## which scenarios a change of the law decides otherwise (SINCE=commit)
	$(BIN)/python -m tools.flips $(if $(SINCE),--since $(SINCE))

.PHONY: bench
bench: $(DEV) $(PEERS) $(PROJECT) ## measure speed beside other engines, in one run
	$(BIN)/python bench/run.py --out build/bench

.PHONY: purpose
purpose: $(RUN) $(PROJECT) ## how well stated reasons are read: figures into docs/explanation/purpose.md
	$(BIN)/python -m tools.measure_purpose

.PHONY: bench-audit
bench-audit: $(DEV) $(PEERS) $(SPARK) $(PROJECT) ## measure audits beside count(*), a pandas script and Polars
	$(BIN)/python bench/audit_speed.py --out build/bench

.PHONY: bench-ledger
bench-ledger: $(DEV) $(PROJECT) ## measure a ledger of 100,000 incidents: list, report, verify
	$(BIN)/python bench/ledger_speed.py --out build/bench

.PHONY: bench-web
bench-web: $(DEV) $(PROJECT) ## measure the web: API beside an empty route, pages, memory
	$(BIN)/python bench/web_speed.py --out build/bench

.PHONY: bench-evidence
bench-evidence: $(DEV) $(PROJECT) ## measure how well documents are read, on labelled texts
	$(BIN)/python -m bench.evidence_accuracy

.PHONY: bench-start
bench-start: $(DEV) $(PROJECT) ## measure a command from its start to its end
	$(BIN)/python bench/start_speed.py --out build/bench

##@ Now and then
COMPILE := PIP_CONFIG_FILE=/dev/null PIP_EXTRA_INDEX_URL= PIP_FIND_LINKS= CUSTOM_COMPILE_COMMAND='make lock' \
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links $(if $(UPGRADE),--upgrade)

.PHONY: lock
lock: $(DEV) ## pin all dependencies with hashes (UPGRADE=1: to the newest allowed)
	$(COMPILE) --output-file requirements/run.txt pyproject.toml
	$(COMPILE) --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt pyproject.toml
	for extra in analysis bench evidence excel ledger postgresql spark; do \
		$(COMPILE) --extra $$extra --constraint requirements/dev.txt --output-file requirements/$$extra.txt pyproject.toml; \
	done
	$(COMPILE) --constraint requirements/dev.txt --output-file requirements/build.txt requirements/build.in

.PHONY: clean
clean: ## remove all that was made here, the environment too
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment.
$(MADE):
	@for python in $${PYTHON:-python3.11 python3.12 python3.13 python3}; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "setting up $(VENV) with $$($$python --version)"; \
			exec $$python -m venv --clear $(VENV); \
		fi; \
	done; \
	echo "no Python 3.11 or later found: install it, or name it with \`make PYTHON=/path/to/python\`" >&2; \
	exit 1
	@touch $@

$(RUN): | $(MADE)
	$(PIP) install --quiet --require-hashes --requirement requirements/run.txt
	@touch $@

$(DEV): | $(MADE)
	$(PIP) install --quiet --require-hashes --requirement requirements/dev.txt
	@touch $@ $(RUN)

$(PEERS): | $(DEV)
	$(PIP) install --quiet --require-hashes --requirement requirements/bench.txt
	@touch $@

$(SPARK): | $(DEV)
	$(PIP) install --quiet --require-hashes --requirement requirements/spark.txt
	@touch $@

# The project itself, editable, built with the locked build tool and nothing fetched beside it.
$(PROJECT): | $(MADE)
	$(PIP) install --quiet --require-hashes --requirement requirements/build.txt
	$(PIP) install --quiet --no-build-isolation --no-deps --editable .
	@touch $@
