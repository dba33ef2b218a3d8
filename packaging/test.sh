#!/bin/sh
# Checks everything: style, types, layers, tests. What is given here is passed on to pytest.
# Usage: test.sh [PYTEST-ARGUMENT...]
set -eu

project=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/setup.sh
. "$project/packaging/setup.sh"

# The names of packages hold no spaces.
# shellcheck disable=SC2086,SC2154
prepare requirements-test pdftotext:poppler-utils qpdf:qpdf strace:strace Xvfb:xvfb xauth:xauth \
    gnome-keyring-daemon:gnome-keyring dbus-run-session:dbus $window_libraries $screen_libraries

cd -- "$project"
python=$project/.venv/bin/python

# Asked for as modules, since the scripts in .venv/bin know only the place where they were installed.
"$python" -m ruff check .
"$python" -m ruff format --check .
"$python" -m mypy
"$python" -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
"$python" -m pytest -n 2 "$@"
