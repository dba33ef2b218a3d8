#!/bin/sh
# Writes the two locked requirement files anew from pyproject.toml. Needs uv and a network; only for maintainers.
# setuptools is locked with them, so that the project itself can be installed without a network.
set -eu
cd -- "$(dirname -- "$0")/.."

lock() {
    output=$1
    shift
    {
        printf '%s\n' "# Locked by packaging/lock.sh: every version with the hashes of its files."
        printf '%s\n' "setuptools>=77" | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
            --no-config --no-header --no-annotate --upgrade "$@" pyproject.toml -
    } >"$output.new"
    mv -- "$output.new" "$output"
}

lock packaging/requirements.txt
lock packaging/requirements-test.txt --extra test --constraints packaging/requirements.txt
