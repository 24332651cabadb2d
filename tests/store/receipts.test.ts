// One-time codes of families: once, for a week, five tries, and nothing of them kept but a hash.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addAddress } from '../../src/store/address/address.js'
import { CONSOLE } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { makeReceipt, useReceipt } from '../../src/store/receipts.js'
import { recordDelivery } from '../../src/store/support/deliveries.js'
import { agreePledge, lockPledge, makePledge } from '../../src/store/support/support.js'
import { type TestDatabase, testDatabase } from '../support/database.js'
import { DAY, NOW, organisation, person } from './organisation.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await organisation(database.pool)
})
afterAll(() => database.drop())

const tx = <T>(work: Parameters<typeof transaction<T>>[1]) => transaction(database.pool, work)

/** A pledge whose supporter has told that it is done. */
async function helped(): Promise<string> {
  const id = await person(database.pool)
  return tx(async (t) => {
    const { id: address } = await addAddress(
      t,
      {
        unit: 'W1',
        group: 'elder',
        summary: 'Một cụ già sống một mình, sức yếu.',
        urgency: 2,
        state: 'open',
        name: 'Canary',
        place: 'số 5',
        details: 'canary',
        papersSeen: true,
        consented: false,
        needs: [{ form: 'material', what: 'gạo', measure: 'suất', quantity: 1000, rhythm: 'once' }],
      },
      CONSOLE,
      NOW,
    )
    const { rows } = await t.query<{ id: string }>('SELECT id FROM need WHERE address_id = $1', [address])
    const form = { need: rows[0]!.id, quantity: 1000, name: 'Lan', phone: '+84912345678', starts: 'mai' }
    const made = await makePledge(t, id, `draft-${id}`, form, NOW)
    if (made === 'full') throw new Error('full')
    await agreePledge(t, made, null, NOW)
    await recordDelivery(t, (await lockPledge(t, 'id', made.id))!, { by: id, now: NOW })
    return made.code
  })
}

const make = (code: string) =>
  tx(async (t) => makeReceipt(t, (await lockPledge(t, 'code', code))!, NOW)) as Promise<{ digits: string }>
const use = (pledge: string, digits: string, now = NOW) => tx((t) => useReceipt(t, pledge, digits, now))
const other = (digits: string) => String((Number(digits) + 1) % 1_000_000).padStart(6, '0')

it('a code confirms once, by the code of the pledge or the number at its end', async () => {
  const code = await helped()
  const { digits } = await make(code)
  const number = String(Number(code.split('-').at(-1)))
  expect(await use(number, digits)).toMatchObject({ is: 'confirmed', row: { code, state: 'done', unconfirmed: 0 } })
  expect(await use(code, digits)).toEqual({ is: 'over' })
  expect((await database.pool.query('SELECT by_code, confirmed_by FROM delivery')).rows).toEqual([
    { by_code: true, confirmed_by: null },
  ])
  expect(await tx(async (t) => makeReceipt(t, (await lockPledge(t, 'code', code))!, NOW))).toBeUndefined()
})

it('five wrong ones end a code, and only the officer’s next one opens it again', async () => {
  const code = await helped()
  const { digits } = await make(code)
  for (const left of [4, 3, 2, 1]) expect(await use(code, other(digits))).toEqual({ is: 'wrong', left })
  expect(await use(code, other(digits))).toEqual({ is: 'tooMany' })
  expect(await use(code, digits)).toEqual({ is: 'tooMany' })
  const again = await make(code)
  expect(await use(code, again.digits)).toMatchObject({ is: 'confirmed' })
})

it('a code is over after a week, and where there is none', async () => {
  const code = await helped()
  const { digits } = await make(code)
  expect(await use(code, digits, NOW + 7 * DAY)).toEqual({ is: 'over' })
  expect(await use('DK-2026-999999', digits)).toEqual({ is: 'over' })
  expect(await use('0', digits)).toEqual({ is: 'over' })
})

it('keeps no code that could be read', async () => {
  const code = await helped()
  const { digits } = await make(code)
  const { rows } = await database.pool.query('SELECT c::text AS row FROM receipt_code c')
  expect(rows.map(({ row }) => row).join()).not.toContain(digits)
})
