# Two commands: `make demo` runs the whole job against a bundled copy of the sites, `make test` passes the tests.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: demo test score bench reliability operations lint format watch lock clean

demo: $(READY)  ## set up, run the main job without network, print the alerts; UP=1 leaves the dashboard running
	$(BIN)/gongbao demo $(if $(UP),--up)

test: $(READY)  ## set up and pass the tests (no network)
	$(BIN)/python -m pytest -n auto --dist loadgroup

score: $(READY)  ## how well texts are read, and known to say the same: on our texts and on the gold beside the checkout
	$(BIN)/python tests/score.py

bench: $(READY)  ## does recording cost more in a larger store? ARGS="--sizes 1000 10000 --databases sqlite" is quick
	PYTHONPATH=tests $(BIN)/python -m bench.growth $(ARGS)

reliability: $(READY)  ## do alerts arrive, whatever fails? The trials of docs/reliability.md; ARGS="faults" for one of them
	PYTHONPATH=tests $(BIN)/python -m bench.reliability $(ARGS)

operations: $(READY)  ## what is killed goes on, several workers give one store, what Prefect costs: docs/measured.md; ARGS="cost" for one
	PYTHONPATH=tests $(BIN)/python -m bench.operations $(ARGS)

lint: $(READY)  ## style, types, floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

watch: $(READY)  ## the live job: server, schedules, dashboard
	$(BIN)/gongbao up

lock:  ## resolve again, for Python 3.11 to 3.13 at once (needs uv)
	uv pip compile --universal --python-version 3.11 --extra dev --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links --upgrade pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) data .mypy_cache .ruff_cache .pytest_cache

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "gongbao needs Python 3.11, 3.12 or 3.13: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@
