#!/bin/sh
# Checks everything: style, types, layers, tests. What is given here is passed on to pytest.
# Usage: test.sh [PYTEST-ARGUMENT...]
set -eu

project=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/setup.sh
. "$project/packaging/setup.sh"

prepare requirements-test pdftotext:poppler-utils qpdf:qpdf strace:strace

cd -- "$project"
PATH=$project/.venv/bin:$PATH
export PATH

ruff check .
ruff format --check .
mypy
lint-imports
pytest -n 2 "$@"
