# Everything is one command. `make help` lists the targets from the comments behind them.

BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help ready run test lint lock

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

ready:  ## create .venv from the lock, with the system libraries that Qt needs
	@scripts/set-up

run: ready  ## show the program on the bundled samples: its window, or what it found where there is no display
	@scripts/demo

lint: ready  ## formatting, ruff, strict types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint  ## everything that CI runs: lint and all tests, without a display
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest

lock: ready  ## pin the newest allowed packages again, with hashes (needs uv on the PATH)
	uv --no-config pip compile pyproject.toml --extra dev --extra data --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade --quiet --output-file requirements.lock
