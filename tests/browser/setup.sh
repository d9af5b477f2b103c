#!/bin/sh
# What the browser tests need: playwright and axe-core from the package index, Chromium from the system.
# usage: sh tests/browser/setup.sh PYTHON
set -eu
python=$1
"$python" -c 'import playwright, axe_playwright_python' 2>/dev/null ||
  "$python" -m pip install --quiet "playwright>=1.50,<2" "axe-playwright-python>=0.1.8,<1"
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium (apt-get)"
  sudo=""
  [ "$(id -u)" -eq 0 ] || sudo=sudo
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq --no-install-recommends chromium >/dev/null
else
  echo "No Chromium found; install it, or: $python -m playwright install chromium" >&2
fi
