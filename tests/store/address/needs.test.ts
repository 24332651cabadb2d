import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dueMonth } from '../../../src/bot/due/support.js'
import type { NeedChange, NewAddress } from '../../../src/flows/effects/address.js'
import { nextSchoolYear } from '../../../src/flows/months.js'
import { dayAt, isoDay } from '../../../src/flows/vi/calendar.js'
import { addAddress } from '../../../src/store/address/address.js'
import { coverage } from '../../../src/store/address/coverage.js'
import { addNeed, changeNeed } from '../../../src/store/address/needs.js'
import { CONSOLE } from '../../../src/store/audit.js'
import { transaction } from '../../../src/store/database.js'
import { verifyLedger } from '../../../src/store/ledger.js'
import { grantRole } from '../../../src/store/roles.js'
import { agreePledge, letGo, makePledge } from '../../../src/store/support/support.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { ADDRESS, DAY, NOW, organisation, person } from '../organisation.js'

let database: TestDatabase
let officer: string
beforeAll(async () => {
  database = await testDatabase()
  await organisation(database.pool)
  officer = await person(database.pool)
  await tx((t) => grantRole(t, { personId: officer, role: 'officer', unit: '31', by: CONSOLE, now: NOW }))
})
afterAll(() => database.drop())

const tx = <T>(work: Parameters<typeof transaction<T>>[1]) => transaction(database.pool, work)
const RICE = { form: 'material', what: 'gạo', measure: 'suất', quantity: 10_000, rhythm: 'once' } as const

/** An address with one need, of which `pledged` is promised. */
async function address({ pledged = 0, rhythm = 'once' as 'once' | 'schoolYear' } = {}) {
  const entered: NewAddress = {
    ...ADDRESS,
    needs: [{ ...RICE, rhythm }],
  }
  const { id, code } = await tx((t) => addAddress(t, entered, CONSOLE, NOW))
  const need = (await database.pool.query('SELECT id FROM need WHERE address_id = $1', [id])).rows[0].id as string
  const form = { need, quantity: pledged, name: 'Lan', phone: '+84912345678', starts: 'mai' }
  const who = await person(database.pool)
  const pledge = pledged > 0 ? await tx((t) => makePledge(t, who, `d-${code}`, form, NOW)) : 'full'
  const change = (to: NeedChange) => tx((t) => changeNeed(t, { code, need, change: to, by: CONSOLE, now: NOW }))
  return { code, need, who, change, pledge }
}
const left = async (need: string) =>
  (await database.pool.query('SELECT what, quantity::int, taken::int FROM need WHERE id = $1', [need])).rows[0]

describe('a need after it was entered', () => {
  it('is joined by another, which opens an address again that had all it needed', async () => {
    const { code } = await address()
    await database.pool.query(`UPDATE address SET state = 'done' WHERE code = $1`, [code])
    const file = await tx((t) => addNeed(t, { code, need: { ...RICE, what: 'chăn ấm' }, by: CONSOLE, now: NOW }))
    expect(file).toMatchObject({ state: 'open', needs: [{ what: 'gạo' }, { what: 'chăn ấm', quantity: 10_000 }] })
  })

  it('grows, and shrinks as far as what was promised', async () => {
    const { need, change } = await address({ pledged: 4_000 })
    expect(await change({ quantity: 15_000 })).toMatchObject({ needs: [{ quantity: 15_000, taken: 4_000 }] })
    expect(await change({ quantity: 3_999 })).toBe('taken')
    expect(await change({ what: 'quần áo' })).toBe('taken')
    expect(await left(need)).toEqual({ what: 'gạo', quantity: 15_000, taken: 4_000 })
    expect(await change({ quantity: 4_000 })).toMatchObject({ needs: [{ quantity: 4_000 }] })
  })

  it('gets another day by which it is needed, or none, also once people have promised', async () => {
    const { change } = await address({ pledged: 4_000 })
    expect(await change({ neededBy: '2027-01-15' })).toMatchObject({ needs: [{ neededBy: '2027-01-15' }] })
    expect(await change({ neededBy: '' })).toMatchObject({
      needs: [expect.not.objectContaining({ neededBy: '2027-01-15' })],
    })
  })

  it('ends: gone where nobody came forward, else as much as was promised', async () => {
    const nobody = await address()
    await nobody.change({ ended: true })
    expect(await left(nobody.need)).toBeUndefined()
    const some = await address({ pledged: 4_000 })
    await some.change({ ended: true })
    expect(await left(some.need)).toMatchObject({ quantity: 4_000, taken: 4_000 })
  })

  it('of which somebody gave up all asks for nothing when it ends, and counts no more', async () => {
    const { code, need, pledge, change } = await address({ pledged: 4_000 })
    if (pledge === 'full') throw new Error(pledge)
    await tx((t) => letGo(t, pledge, 'cancelled', NOW))
    const before = await coverage(database.pool, ['W1'])
    await change({ ended: true })
    expect(await left(need)).toMatchObject({ quantity: 0, taken: 0 })
    const [was, is] = [before, await coverage(database.pool, ['W1'])].map(([line]) => line!.registered)
    expect(is).toBe(was! - 1)
    expect((await verifyLedger(database.pool)).brokenAt).toBeUndefined()
    expect(code).toMatch(/^DCND/)
  })

  it('of another address is not touched', async () => {
    const [one, other] = [await address(), await address()]
    const wrong = { code: one.code, need: other.need, change: { ended: true as const }, by: CONSOLE, now: NOW }
    expect(await tx((t) => changeNeed(t, wrong))).toBe('none')
    expect(await left(other.need)).toBeDefined()
  })
})

it('help of a school year is reminded of in August, asked about, and the officer hears of a year without it', async () => {
  const { need, who, pledge } = await address({ pledged: 2_000, rhythm: 'schoolYear' })
  if (pledge === 'full') throw new Error(need)
  await tx((t) => agreePledge(t, pledge, officer, NOW))
  const opens = nextSchoolYear(dayAt(NOW))
  expect(isoDay(opens)).toBe('2027-09-05')
  const timer = async () => {
    const { rows } = await database.pool.query<{ scope: string; at: Date }>(
      `DELETE FROM timer WHERE kind = 'monthly' AND scope LIKE '%:' || $1 || ':%' RETURNING scope, fire_on AS at`,
      [pledge.id],
    )
    return rows
  }
  const steps: [string, string][] = []
  for (const _ of ['before', 'after', 'missed']) {
    const [due] = await timer()
    steps.push([due!.scope, due!.at.toISOString().slice(0, 10)])
    await tx((t) => dueMonth(t, due!.scope, due!.at.getTime() + DAY / 24))
  }
  const scope = (step: string, day: string) => `${step}:${pledge.id}:${day}`
  expect(steps).toEqual([
    [scope('before', '2027-09-05'), '2027-08-22'],
    [scope('after', '2027-09-05'), '2027-09-06'],
    [scope('missed', '2027-09-05'), '2027-09-12'],
  ])
  expect((await timer()).map((due) => due.scope)).toEqual([scope('before', '2028-09-05')])
  const { rows } = await database.pool.query<{ what: string; rhythm: string | null }>(
    `SELECT body->>'what' AS what, body->'more'->>'rhythm' AS rhythm FROM inbox i JOIN contact c USING (channel, address)
     WHERE c.person_id = $1 AND body->>'kind' = 'ours' ORDER BY i.id`,
    [who],
  )
  expect(rows).toEqual([
    { what: 'monthComes', rhythm: 'schoolYear' },
    { what: 'monthCame', rhythm: 'schoolYear' },
  ])
})
