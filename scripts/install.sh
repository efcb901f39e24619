#!/bin/sh
# Make a virtual environment and install Saytara into it, with the exact versions of
# constraints.txt. Usage: PYTHON=python3 install.sh VENV (app|test)
set -eu
venv=$1 what=$2

fail() { echo "saytara: $1" >&2; exit 1; }

command -v "$PYTHON" >/dev/null 2>&1 ||
    fail "no $PYTHON found; install Python 3.11 or later, or say which one: make PYTHON=/path/to/python $what"
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$("$PYTHON" --version) is too old; Python 3.11 or later is needed: make PYTHON=python3.11 $what"
[ -x "$venv/bin/python" ] || "$PYTHON" -m venv "$venv" ||
    fail "cannot make a virtual environment in $venv; on Debian and Ubuntu install the package python3-venv."

extra=
[ "$what" = test ] && extra='[test]'
echo "saytara: installing into $venv (a minute or two the first time) ..." >&2
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --constraint constraints.txt --editable ".$extra" ||
    fail "the installation failed; the lines above say why. Without a network it cannot be done the first time: connect and run make $what again."
