#!/bin/sh
# Lint the JavaScript and check its types, with the exact versions of package-lock.json. Where there
# is no npm this is left out, and says so; where a change is decided on (CI), it is not.
set -eu

if ! command -v npm >/dev/null 2>&1; then
    echo "saytara: the JavaScript is not checked; install Node.js 20.19 or later, with npm." >&2
    [ -z "${CI:-}" ]
    exit
fi
done=node_modules/.package-lock.json # what npm writes last
[ -e "$done" ] && [ -z "$(find package-lock.json -newer "$done")" ] || {
    echo "saytara: installing into node_modules ..." >&2
    npm ci --silent || { echo "saytara: npm ci failed; run it alone to see why." >&2; exit 1; }
}
node_modules/.bin/eslint .
node_modules/.bin/tsc
