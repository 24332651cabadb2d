// Verifies an exported ledger with nothing but Node: node verify-ledger.mjs ledger.jsonl
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

let before = ''
let count = 0
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const r = JSON.parse(line)
  count += 1
  const text = [r.seq, r.at, r.event, r.address, r.need, r.pledge, r.form, r.quantity, r.unit, before].join('|')
  if (String(count) !== r.seq || createHash('sha256').update(text).digest('hex') !== r.hash) {
    console.log(`Sổ bị đứt ở dòng ${count}.`)
    process.exit(1)
  }
  before = r.hash
}
console.log(`Sổ nguyên vẹn: ${count} dòng. Dấu cuối: ${before}`)
