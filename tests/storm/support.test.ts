// kill -9 in the middle of every transition of the registry of help, while two processes change it: whatever died is wholly
// there or not at all. KILLS=200 for a longer storm.
import { fileURLToPath } from 'node:url'
import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addAddress } from '../../src/store/address/address.js'
import { CONSOLE } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { eraseFrom } from '../../src/store/holders.js'
import { verifyLedger } from '../../src/store/ledger.js'
import { grantRole } from '../../src/store/roles.js'
import { ADDRESS, NOW, organisation, person } from '../store/organisation.js'
import { type TestDatabase, testDatabase } from '../support/database.js'
import { startProcess } from '../support/process.js'
import { killGroup } from './support/lives.js'
import { seeded, stormSeed } from './support/random.js'

const KILLS = Number(process.env.KILLS) || 33
const LIFE = fileURLToPath(new URL('./support/registry-life.ts', import.meta.url))
const DEEDS = ['holdNeed', 'pledge', 'acceptProposal', 'cancelPledge', 'reportDelivery', 'agree', 'refuse']
DEEDS.push('proposePledge', 'recordDelivery', 'confirmDeliveries', 'changeNeed', 'lapse')
// Longer than any of these transactions on a busy machine.
const LONGEST_MS = 12

let database: TestDatabase
let supporters: string[] = []
beforeAll(async () => {
  database = await testDatabase()
  const { pool } = database
  await organisation(pool)
  supporters = await Promise.all(Array.from({ length: 6 }, () => person(pool)))
  for (const _ of [1, 2]) {
    const personId = await person(pool)
    await transaction(pool, (tx) => grantRole(tx, { personId, role: 'officer', unit: '31', by: CONSOLE, now: NOW }))
  }
  const address = {
    ...ADDRESS,
    consented: true,
  } as const
  const need = { form: 'material', what: 'gạo', measure: 'suất', quantity: 10_000 } as const
  const needs = (['once', 'monthly'] as const).map((rhythm) => ({ ...need, rhythm }))
  for (const _ of [1, 2]) await transaction(pool, (tx) => addAddress(tx, { ...address, needs }, CONSOLE, NOW))
})
afterAll(() => database.drop())

it('loses, doubles and forks nothing', async () => {
  const seed = stormSeed()
  const random = seeded(seed)
  console.log(`STORM_SEED=${seed}`)
  const struck = new Map<string, number>()
  for (let kill = 0; kill < KILLS; kill++) {
    const lives = [1, 2].map((n) => startProcess([LIFE, database.url, String(seed + 10 * kill + n)]))
    const [victim] = lives
    // Every deed in its turn is the one that dies.
    const wanted = DEEDS[kill % DEEDS.length]!
    await victim!.says(new RegExp(`begin ${wanted}`))
    await new Promise((resolve) => setTimeout(resolve, random.below(LONGEST_MS)))
    for (const life of lives) await killGroup(life)
    await Promise.all(lives.map((life) => life.exited))
    for (const life of lives) {
      expect(life.said()).not.toMatch(/Error/)
      for (const deed of unended(life.said())) struck.set(deed, (struck.get(deed) ?? 0) + 1)
    }
    await reckon(database.pool)
  }
  console.log(`${KILLS} kills of two; in the middle of: ${[...struck].map(([what, n]) => `${what} ${n}`).join(', ')}`)
  expect(struck.size).toBeGreaterThan(0)

  for (const id of supporters) await transaction(database.pool, (tx) => eraseFrom(tx, id, NOW, CONSOLE))
  await reckon(database.pool, { erased: true })
  const { rows } = await database.pool.query(`SELECT sum(taken)::int AS taken FROM need WHERE rhythm <> 'once'`)
  expect(rows[0].taken).toBeGreaterThanOrEqual(0)
})

/** What was begun and not ended: one for each of its two hands at most. */
function unended(said: string): string[] {
  const open: string[] = []
  for (const [, word, deed] of said.matchAll(/^(begin|end) (\w+)$/gm)) {
    if (word === 'begin') open.push(deed!)
    else open.splice(open.indexOf(deed!), 1)
  }
  return open
}

/** The chain holds, the ledger's sums are the states', nothing is above the need, and every deed was told once. */
async function reckon(pool: Pool, { erased = false } = {}): Promise<void> {
  const { brokenAt, needs } = await verifyLedger(pool)
  expect({ brokenAt, needs }).toEqual({ brokenAt: undefined, needs: [] })
  const wrong = await pool.query(
    `SELECT n.id, n.taken, owed FROM need n, LATERAL (SELECT coalesce(sum(CASE
         WHEN state IN ('lapsed', 'released', 'cancelled', 'refused') THEN CASE WHEN n.rhythm = 'once' THEN least(delivered, p.quantity) ELSE 0 END
         ELSE p.quantity END), 0)::bigint AS owed FROM pledge p WHERE need_id = n.id) sums
     WHERE n.taken <> owed OR n.taken NOT BETWEEN 0 AND n.quantity`,
  )
  expect(wrong.rows).toEqual([])
  const { rows } = await pool.query(
    `SELECT (SELECT count(*) FROM ledger WHERE event = 'hold')::int AS holds, (SELECT count(*) FROM pledge)::int AS pledges,
       (SELECT count(*) FROM ledger WHERE event = 'pledge')::int AS pledged, (SELECT count(*) FROM pledge WHERE code IS NOT NULL)::int AS coded,
       (SELECT count(*) FROM timer WHERE kind = 'hold')::int AS timers, (SELECT count(*) FROM pledge WHERE state = 'held')::int AS held,
       (SELECT coalesce(sum(quantity), 0) FROM ledger WHERE event = 'deliver')::int AS delivered,
       (SELECT coalesce(sum(quantity), 0) FROM delivery)::int AS deliveries, (SELECT coalesce(sum(delivered), 0) FROM pledge)::int AS "onPledges",
       (SELECT coalesce(sum(quantity), 0) FROM ledger WHERE event = 'confirm')::int AS confirmed,
       (SELECT coalesce(sum(quantity), 0) FROM delivery WHERE confirmed_at IS NOT NULL)::int AS "confirmedDeliveries",
       (SELECT count(*) FROM (SELECT body->>'about' FROM inbox WHERE body->>'what' = 'asked' GROUP BY 1, address HAVING count(*) > 1) twice)::int AS "toldTwice",
       (SELECT count(*) FROM pledge p WHERE code IS NOT NULL AND NOT EXISTS (SELECT FROM inbox i WHERE i.body->>'about' = p.code AND i.body->>'what' = 'asked'))::int AS untold`,
  )
  const { holds, pledged, timers, delivered, confirmed } = rows[0]
  expect(rows[0]).toEqual({
    holds,
    pledges: holds,
    pledged,
    coded: pledged,
    timers,
    held: timers,
    delivered,
    deliveries: delivered,
    onPledges: delivered,
    confirmed,
    confirmedDeliveries: confirmed,
    toldTwice: 0,
    untold: 0,
  })
  if (erased) {
    const { rows: left } = await pool.query(
      `SELECT count(*)::int AS n FROM pledge WHERE name IS NOT NULL OR phone IS NOT NULL`,
    )
    expect(left).toEqual([{ n: 0 }])
  }
}
