#!/bin/sh
# Maven's door to the browser side: says in one sentence what is missing, then leaves the work to web.mjs.
if ! command -v node >/dev/null 2>&1; then
  echo "Tandem's browser side needs Node.js 20.19 or newer and none was found: install it (nodejs.org, or your package manager) and run Maven again." >&2
  exit 1
fi
exec node "$(dirname "$0")/web.mjs" "$@"
