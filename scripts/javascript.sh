#!/bin/sh
# Lint the JavaScript and check its types, with the exact versions of package-lock.json. Where Node.js
# or its registry cannot be had this is left out, and says so, like the browser's tests.
set -eu

left_out() {
    echo "saytara: the JavaScript is not checked: $1." >&2
    exit 0
}

command -v npm >/dev/null 2>&1 || left_out "install Node.js 20.19 or later, with npm"
node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    left_out "Node.js $(node --version) was found, 20.19 or later is needed"
done=node_modules/.package-lock.json # what npm writes last
[ -e "$done" ] && [ -z "$(find package-lock.json -newer "$done")" ] || {
    echo "saytara: installing into node_modules ..." >&2
    npm ci --silent || left_out "npm ci failed; run it alone to see why"
}
node_modules/.bin/eslint .
node_modules/.bin/tsc
