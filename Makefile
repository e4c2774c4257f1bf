# Seven words: setup, data, run, test, e2e, check, campaign. The README gives the same lines for Windows.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8501
BIN = $(VENV)/bin
MAILLAGE_WAREHOUSE ?= data/warehouse
export MAILLAGE_WAREHOUSE

.PHONY: setup data run test e2e check campaign
.DEFAULT_GOAL := run

# What the dashboard needs, and what checking it needs besides: each is installed anew when its pins change.
$(VENV)/runs: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Maillage demande Python 3.11 ou plus récent / needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || sh .ci/apt-install python3-venv
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/checks: requirements-dev.txt $(VENV)/runs
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# The environment, with what the tests need.
setup: $(VENV)/checks

# The demonstration: fictitious sources, and the warehouse built from them.
data: $(VENV)/runs
	$(BIN)/python -m etl demo --out data/demo
	$(BIN)/python -m etl build --sources data/demo

# The dashboard on http://localhost:8501, on the demonstration if nothing was built yet.
run: $(VENV)/runs
	@test -f "$(MAILLAGE_WAREHOUSE)/CURRENT.json" || $(MAKE) --no-print-directory data
	$(BIN)/python -m streamlit run app.py --server.port $(PORT)

test: setup
	@command -v chromium || command -v chromium-browser || command -v google-chrome || sh .ci/apt-install chromium
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# Only the journeys in a browser.
e2e: setup
	$(BIN)/python -m pytest -m browser

# What `make test` samples, at full count: mutated workbooks, the figures of the loader, builds killed at any moment,
# builds published under readers, random cubes, hostile addresses, generated 4Ws counted twice, labels at random.
campaign: setup
	$(BIN)/python -m tests.campaign.figures --count 5000
	$(BIN)/python -m tests.campaign.kills --count 50 --seed 1
	$(BIN)/python -m tests.campaign.publishes --publishes 60 --reads 100000
	$(BIN)/python -m tests.campaign.cubes --count 300
	$(BIN)/python -m tests.campaign.addresses --count 10000
	$(BIN)/python -m tests.campaign.evidence
	$(BIN)/python -m tests.campaign.presence --count 40

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/ty check --error-on-warning app.py dashboard etl geo
	$(BIN)/cog --check docs/*.md README.md
	$(BIN)/python -m pip check
