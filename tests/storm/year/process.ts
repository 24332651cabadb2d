// One life of a simulated year of reviewing: goes on at the step the last life ended with, says each week, may die at any
// moment. What people do is chosen by what it is about and when, so that every life chooses the same; all they do in a step
// is one transaction with the step itself.

import pino from 'pino'
import { tick } from '../../../src/bot/due/tick.js'
import { HANDLERS } from '../../../src/bot/effects/index.js'
import { converse } from '../../../src/bot/inbound/converse.js'
import { createKnown } from '../../../src/bot/inbound/known.js'
import { createLimits } from '../../../src/bot/inbound/limits.js'
import { flows } from '../../../src/flows/index.js'
import { isOfficeTime } from '../../../src/flows/ladder.js'
import { readCalendar } from '../../../src/store/calendar.js'
import { transaction } from '../../../src/store/database.js'
import { openStore } from '../../../src/store/index.js'
import { DATA_KEY } from '../../support/keys.js'
import { act } from './people.js'
import { found } from './setting.js'
import { HOURS, lastStep, momentOf } from './time.js'

const [url = '', size = '{}'] = process.argv.slice(2)
const settings = JSON.parse(size) as { nominations: number; reviewers: number; days: number }
const store = await openStore({ dataDir: process.env.YEAR_DIR!, given: DATA_KEY, url, log: pino({ level: 'silent' }) })
const { pool } = store
await transaction(pool, (tx) => found(tx, settings))

const conversing = {
  pool,
  known: createKnown(),
  limits: createLimits(),
  places: store.places,
  instance: store.instance,
  flows,
  handlers: HANDLERS,
}
const deps = {
  pool,
  channels: {},
  storage: store.files,
  now: () => now,
  deliver: async () => {},
  fetchFile: async () => {},
  broadcast: async () => {},
  refresh: async () => {},
  async revisit(people: { channel: string; address: string }[]) {
    const done = await converse(conversing, [], people, now)
    if (done.failed.length > 0) throw done.failed[0]!.error
  },
}

let now = 0
let step = (await pool.query<{ step: number }>('SELECT step FROM year')).rows[0]!.step
for (; step < lastStep(settings.days); step++) {
  now = momentOf(step)
  if (step % (7 * HOURS.length) === 0) console.log(`week ${step / (7 * HOURS.length)}`)
  await settle()
  await transaction(pool, async (tx) => {
    await act(tx, { step, now, working: isOfficeTime(now, await readCalendar(tx)), settings })
    await tx.query('UPDATE year SET step = $1', [step + 1])
  })
}
console.log('done')
await store.close()
process.exit()

/** Everything that is due is done, and what was said has left: the platform takes it all, and keeps when. */
async function settle(): Promise<void> {
  for (;;) {
    await tick(deps)
    const { rowCount } = await pool.query(
      `SELECT FROM timer WHERE fire_on <= $1 UNION ALL SELECT FROM inbox WHERE state = 'pending' LIMIT 1`,
      [new Date(now)],
    )
    if (rowCount === 0) break
  }
  await pool.query(
    `WITH gone AS (UPDATE outbox SET state = 'sent', sent_at = now() WHERE state = 'pending' RETURNING id, contact_id, body)
     INSERT INTO year_said (id, contact_id, at, text) SELECT id, contact_id, $1, body->>'text' FROM gone`,
    [new Date(now)],
  )
}
