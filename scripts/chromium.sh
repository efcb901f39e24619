#!/bin/sh
# Find a Chromium for the browser tests, or try to install one. Never fails: without a browser
# these tests are skipped. Usage: chromium.sh PYTHON
python=$1

found() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    "$python" - <<'EOF' 2>/dev/null
import pathlib, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    sys.exit(not pathlib.Path(p.chromium.executable_path).exists())
EOF
}

found && exit 0
echo "saytara: no Chromium found for the browser tests; trying to install one ..." >&2
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    { apt-get update -qq && apt-get install -y -qq chromium fonts-noto-core; } >/dev/null 2>&1 && found && exit 0
fi
"$python" -m playwright install chromium >/dev/null 2>&1 && found && exit 0
echo "saytara: no Chromium could be installed; the browser tests will be skipped." >&2
exit 0
