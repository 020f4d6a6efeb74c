# make crawl [SITE=https://…]   set up .venv if needed, crawl, show what was archived and where the JSON is
# make test                     set up .venv if needed, run the tests
# Each line says what it does; a second run uses the same .venv. Ctrl-C ends the crawl; what it has is shown all the same.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SCRAPY := $(BIN)/python -m scrapy
READY := $(VENV)/.ready
ARCHIVE ?= archive

.PHONY: crawl test check bench clean help

help:
	@sed -n 's/^# //p' Makefile | head -3

$(READY): pyproject.toml constraints.txt
	@echo "Setting up $(VENV) (once; a minute or two) …"
	@$(PYTHON) -c 'import sys; sys.exit("Kliping needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 …") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV) || { echo "Cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $(READY)

ifdef SITE
crawl: $(READY)
	@echo "Crawling $(SITE) into $(ARCHIVE)/ at a polite pace: one request a second. Ctrl-C stops it; run it again to go on."
	@trap : INT; $(SCRAPY) crawl site -a url='$(SITE)' -L INFO -s ARCHIVE_DIR='$(ARCHIVE)'; code=$$?; \
	if [ $$code -ne 0 ] && [ $$code -ne 3 ] && [ $$code -ne 6 ]; then exit $$code; fi; \
	if [ $$code -eq 6 ]; then echo "Stopped; this is what it has so far."; fi; echo; \
	$(SCRAPY) status -s ARCHIVE_DIR='$(ARCHIVE)' && \
	$(SCRAPY) export json -o '$(ARCHIVE)/articles.json' -s ARCHIVE_DIR='$(ARCHIVE)' && \
	echo && echo "Database: $(ARCHIVE)/archive.db   JSON: $(ARCHIVE)/articles.json"
else
crawl: $(READY)
	@$(BIN)/python -m tests.mocksite.demonstration
endif

test: $(READY)
	@echo "Running the tests. Those that need a real WordPress are skipped, with a sentence, where it is not installed."
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

check: $(READY)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
