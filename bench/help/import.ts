// Imports a list in a process of its own and prints how long it took and the most memory it had: import.ts URL FILE
import { readFileSync } from 'node:fs'
import { importAddresses } from '../../src/store/address/import.js'
import { readAddressFile } from '../../src/store/address/table.js'
import { CONSOLE } from '../../src/store/audit.js'
import { openDatabase, transaction } from '../../src/store/database.js'
import { loadUnits } from '../../src/store/units.js'
import { KEYS } from '../../tests/support/keys.js'

const [url = '', file = ''] = process.argv.slice(2)
const { pool, close } = openDatabase(url, { max: 2, keys: KEYS })
const units = await loadUnits(pool)
const bytes = readFileSync(file)
const begun = performance.now()
const done = await transaction(pool, (tx) =>
  importAddresses(tx, readAddressFile(bytes), { units, by: CONSOLE, dryRun: false, now: Date.now() }),
)
const ms = performance.now() - begun
if (done.refused.length > 0) throw new Error(JSON.stringify(done.refused.slice(0, 3)))
console.log(JSON.stringify({ ms, kilobytes: process.resourceUsage().maxRSS }))
await close()
