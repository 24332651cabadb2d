// A process of its own that appends to the ledger: ledger-writer.ts URL COUNT
import { openDatabase, transaction } from '../../src/store/database.js'
import { appendLedger, lockLedger } from '../../src/store/ledger.js'

const [url = '', count = '0'] = process.argv.slice(2)
const { pool, close } = openDatabase(url, { max: 4 })
const entry = { address: 'DCND-2026-0001', need: '1', pledge: '1', form: 'material', quantity: 0, unit: 'W1' }
const one = () =>
  transaction(pool, async (tx) => {
    await lockLedger(tx)
    await appendLedger(tx, { event: 'change', ...entry }, Date.now())
  })
const some = async () => {
  for (let n = 0; n < Number(count) / 3; n++) await one()
}
await Promise.all([some(), some(), some()])
await close()
console.log('written')
