#!/usr/bin/env bash
# sharp 0.35.5: its cache keeps every progressive JPEG whole and unpacked, far beyond its limit of 50 MB, and counts none of it.
#
# sharp keeps the last operations, by default at most 50 MB (`sharp.cache()`). A bet: whoever makes small pictures of large ones,
# one after the other, takes the memory of one of them. That is so for ordinary JPEGs. A progressive one cannot be read line by
# line, so it is unpacked whole, and stays so in the cache, up to a hundred of them: each further picture of 24 megapixels takes
# another 72 MB that is not given back, while `sharp.cache()` says that 0 MB are kept. Phones and editors send such pictures
# every day, and a process that looks at people's pictures grows until something ends it. `sharp.cache(false)` keeps nothing.
# Output seen with sharp 0.35.5, Node 20.20, Linux x64 (megabytes of the process after each of eight pictures):
#   default: 151 223 297 372 446 518 591 663, said to be kept: 0 of 50; without cache: 107 108 110 111 111 111 112 112
# Exits non-zero where the cache keeps no more than its limit, or says what it keeps.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund sharp@0.35.5 >/dev/null
cat > grow.mjs <<'JS'
import sharp from 'sharp'
if (process.argv[2] === 'none') sharp.cache(false)
sharp.concurrency(1)
const size = { width: 6000, height: 4000, channels: 3 }
const bytes = await sharp({ create: { ...size, background: '#845' } }).jpeg({ progressive: true }).toBuffer()
const megabytes = []
for (let n = 0; n < 8; n++) {
  await sharp(Buffer.from(bytes)).resize(400).jpeg().toBuffer()
  megabytes.push(Math.round(process.memoryUsage().rss / 1e6))
}
console.log(JSON.stringify({ megabytes, kept: sharp.cache().memory }))
JS
cat > try.mjs <<'JS'
import { execFileSync } from 'node:child_process'
const run = (...args) => JSON.parse(execFileSync(process.execPath, ['grow.mjs', ...args], { encoding: 'utf8' }))
const [kept, none] = [run(), run('none')]
const { current, max } = kept.kept
console.log(`default: ${kept.megabytes.join(' ')}, said to be kept: ${current} of ${max}; without cache: ${none.megabytes.join(' ')}`)
// The last four pictures, 72 MB each when unpacked.
const growth = ({ megabytes }) => megabytes[7] - megabytes[3]
process.exit(max === 50 && current < max && growth(kept) > 4 * max && growth(none) < growth(kept) / 2 ? 0 : 1)
JS
node try.mjs
