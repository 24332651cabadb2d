// Verifies an exported ledger (.jsonl or .csv) with nothing but Node: node verify-ledger.mjs ledger.jsonl
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

const COLUMNS = ['seq', 'at', 'event', 'address', 'need', 'pledge', 'form', 'quantity', 'unit', 'hash']
const file = process.argv[2]
if (!file) {
  console.log('Cách dùng: node verify-ledger.mjs ledger.jsonl (hoặc .csv)')
  process.exit(2)
}

/** A line as [the ten fields], whichever of the two forms it has. */
function fieldsOf(line) {
  if (!line.startsWith('{')) return line.split(',')
  const row = JSON.parse(line)
  return COLUMNS.map((column) => row[column])
}

let before = ''
let count = 0
for await (const line of createInterface({ input: createReadStream(file) })) {
  if (line === '' || line === COLUMNS.join(',')) continue
  count += 1
  const fields = fieldsOf(line)
  const hash = fields.pop()
  const found = createHash('sha256')
    .update([...fields, before].join('|'))
    .digest('hex')
  if (fields[0] !== String(count) || found !== hash) {
    console.log(`Sổ bị đứt ở dòng ${count}.`)
    process.exit(1)
  }
  before = hash
}
console.log(`Sổ nguyên vẹn: ${count} dòng. Dấu cuối: ${before}`)
