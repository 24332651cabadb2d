// Never more than needed: races and random histories of holds, pledges, changes, lapses and deliveries.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NewAddress } from '../../../src/flows/effects/address.js'
import { addAddress } from '../../../src/store/address/address.js'
import { CONSOLE } from '../../../src/store/audit.js'
import { transaction } from '../../../src/store/database.js'
import { eraseFrom } from '../../../src/store/holders.js'
import { type LedgerRow, linkHash, readLedger, verifyLedger } from '../../../src/store/ledger.js'
import { lockPeople } from '../../../src/store/people.js'
import { changePledge, declineProposal } from '../../../src/store/support/changes.js'
import { confirmDeliveries, recordDelivery } from '../../../src/store/support/deliveries.js'
import {
  acceptProposal,
  agreePledge,
  holdNeed,
  lapseHold,
  letGo,
  lockPledge,
  makePledge,
  proposePledge,
} from '../../../src/store/support/support.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { NOW, organisation, person } from '../organisation.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await organisation(database.pool)
})
afterAll(() => database.drop())

const ADDRESS: NewAddress = {
  unit: 'W1',
  group: 'elder',
  summary: 'Một cụ già sống một mình, sức yếu.',
  urgency: 2,
  state: 'open',
  name: 'Canary Văn Kín',
  place: 'số 5 canary',
  details: 'canary trong hồ sơ riêng',
  papersSeen: true,
  consented: false,
  needs: [],
}

async function need(quantity: number, rhythm: 'once' | 'monthly' = 'once'): Promise<string> {
  const needs = [{ form: 'material' as const, what: 'gạo', measure: 'suất', quantity, rhythm }]
  const { id } = await transaction(database.pool, (tx) => addAddress(tx, { ...ADDRESS, needs }, CONSOLE, NOW))
  return (await database.pool.query('SELECT id FROM need WHERE address_id = $1', [id])).rows[0].id
}

const pledgeForm = (of: string, quantity: number) => ({
  need: of,
  quantity,
  name: 'Canary Lan',
  phone: '+84912345678',
  starts: 'canary mai',
})
const tx = <T>(work: Parameters<typeof transaction<T>>[1]) => transaction(database.pool, work)
const sound = async () => {
  const { brokenAt, needs } = await verifyLedger(database.pool)
  expect({ brokenAt, needs }).toEqual({ brokenAt: undefined, needs: [] })
}

describe('a need', () => {
  it('whose last place a thousand people want at once is given to exactly one', async () => {
    const wanted = await need(1000)
    const people: string[] = []
    await tx(async (t) => {
      const addresses = Array.from({ length: 1000 }, (_, n) => ({
        channel: n % 2 ? 'zalo' : 'telegram',
        address: `crowd-${n}`,
      }))
      people.push(...(await lockPeople(t, addresses, NOW)).map(({ personId }) => personId))
    })
    const held: Awaited<ReturnType<typeof holdNeed>>[] = []
    // As many at once as a process has connections; each waits for none of the others.
    const worker = async () => {
      for (let id = people.pop(); id; id = people.pop()) {
        const who = id
        held.push(await tx((t) => holdNeed(t, who, wanted, NOW)))
      }
    }
    await Promise.all(Array.from({ length: 10 }, worker))
    expect(held.filter(({ is }) => is === 'held')).toHaveLength(1)
    expect(held.filter(({ is }) => is === 'full')).toHaveLength(999)
    expect((await database.pool.query('SELECT taken FROM need WHERE id = $1', [wanted])).rows).toEqual([
      { taken: '1000' },
    ])
    await sound()
  }, 120_000)

  it('is shared to the last thousandth', async () => {
    const wanted = await need(10_000)
    for (const quantity of [3333, 3333, 3333, 1]) {
      const id = await person(database.pool)
      await tx((t) => holdNeed(t, id, wanted, NOW))
      await tx((t) => makePledge(t, id, `draft-${id}`, pledgeForm(wanted, quantity), NOW))
    }
    expect(
      (await database.pool.query('SELECT taken = quantity AS full FROM need WHERE id = $1', [wanted])).rows,
    ).toEqual([{ full: true }])
    const late = await person(database.pool)
    expect((await tx((t) => holdNeed(t, late, wanted, NOW))).is).toBe('full')
    await sound()
  })

  it('cannot be promised beyond its quantity even by hand', async () => {
    const wanted = await need(1000)
    await expect(database.pool.query('UPDATE need SET taken = 1001 WHERE id = $1', [wanted])).rejects.toThrow(
      /need_taken_check/,
    )
  })

  it('gives a draft that is sent twice its first code again', async () => {
    const wanted = await need(5000)
    const id = await person(database.pool)
    const send = () => tx((t) => makePledge(t, id, 'twice', pledgeForm(wanted, 2000), NOW))
    const [first, second] = [await send(), await send()]
    expect(first).toMatchObject({ state: 'asked', quantity: 2000 })
    expect(second).toEqual(first)
  })
})

describe('whoever recorded help', () => {
  it('does not confirm it', async () => {
    const wanted = await need(1000)
    const [id, officer] = [await person(database.pool), await person(database.pool)]
    const made = await tx((t) => makePledge(t, id, `draft-${id}`, pledgeForm(wanted, 1000), NOW))
    if (made === 'full') throw new Error('full')
    await tx((t) => agreePledge(t, made, officer, NOW))
    const recorded = await tx(async (t) =>
      recordDelivery(t, (await lockPledge(t, 'id', made.id))!, { by: id, now: NOW }),
    )
    expect(recorded).toMatchObject({ delivered: 1000, unconfirmed: 1000 })
    expect(await tx((t) => confirmDeliveries(t, recorded!, id, NOW))).toBeUndefined()
    expect(await tx((t) => confirmDeliveries(t, recorded!, officer, NOW))).toMatchObject({ state: 'done' })
  })
})

describe('any history', () => {
  const step = fc.tuple(
    fc.constantFrom(
      ...[
        'hold',
        'pledge',
        'agree',
        'propose',
        'accept',
        'decline',
        'change',
        'often',
        'cancel',
        'lapse',
        'deliver',
        'confirm',
      ],
    ),
    fc.nat({ max: 3 }),
    fc.integer({ min: 1, max: 7000 }),
  )

  it('takes nothing below zero or above the need, and the ledger says the same', async () => {
    const people = await Promise.all([0, 1, 2, 3].map(() => person(database.pool)))
    let draft = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 25 }),
        fc.constantFrom('once' as const, 'monthly' as const),
        async (steps, rhythm) => {
          const wanted = await need(10_000, rhythm)
          for (const [what, who, quantity] of steps) {
            await tx(async (t) => {
              const id = people[who]!
              if (what === 'hold') return void (await holdNeed(t, id, wanted, NOW))
              if (what === 'pledge')
                return void (await makePledge(
                  t,
                  id,
                  `h-${++draft}`,
                  { ...pledgeForm(wanted, quantity), ...(quantity % 2 ? { once: true as const } : {}) },
                  NOW,
                ))
              const { rows } = await t.query(
                'SELECT id FROM pledge WHERE need_id = $1 ORDER BY id DESC OFFSET $2 LIMIT 1',
                [wanted, who],
              )
              if (!rows[0]) return
              if (what === 'lapse') return void (await lapseHold(t, rows[0].id, NOW))
              const row = (await lockPledge(t, 'id', rows[0].id))!
              const open = ['asked', 'proposed', 'agreed'].includes(row.state)
              if (what === 'agree' && row.state === 'asked') await agreePledge(t, row, null, NOW)
              if (what === 'propose' && row.state === 'asked') await proposePledge(t, row, quantity, null)
              if (what === 'accept' && row.state === 'proposed') await acceptProposal(t, row, NOW)
              if (what === 'decline' && row.state === 'proposed') await declineProposal(t, row)
              if (what === 'change') await changePledge(t, row, { quantity }, NOW)
              if (what === 'often') await changePledge(t, row, { once: quantity % 2 === 0 }, NOW)
              if (what === 'cancel' && open) await letGo(t, row, 'cancelled', NOW)
              if (what === 'deliver') await recordDelivery(t, row, { quantity, by: id, now: NOW })
              if (what === 'confirm') await confirmDeliveries(t, row, null, NOW)
            })
            const { rows } = await database.pool.query(
              `SELECT taken, (SELECT coalesce(sum(CASE WHEN state IN ('cancelled', 'refused') AND n.rhythm = 'once' THEN least(delivered, p.quantity)
               WHEN state IN ('lapsed', 'released', 'cancelled', 'refused') THEN 0
               WHEN state = 'done' AND p.rhythm <> n.rhythm THEN 0 ELSE p.quantity END), 0)::bigint
               FROM pledge p WHERE need_id = n.id) AS owed FROM need n WHERE id = $1`,
              [wanted],
            )
            expect(rows[0].taken).toBe(rows[0].owed)
          }
          await sound()
        },
      ),
      { numRuns: 25 },
    )
  }, 120_000)
})

describe('the ledger', () => {
  it('is never changed by the program', async () => {
    await expect(database.pool.query('UPDATE ledger SET quantity = 1')).rejects.toThrow(/never changed/)
    await expect(database.pool.query('DELETE FROM ledger')).rejects.toThrow(/never changed/)
    await expect(database.pool.query('TRUNCATE ledger')).rejects.toThrow(/never changed/)
  })

  it('shows a row that was changed by force', async () => {
    const rows: LedgerRow[] = []
    for await (const page of readLedger(database.pool)) rows.push(...page)
    const [first, second] = rows as [LedgerRow, LedgerRow]
    expect(linkHash(second, first.hash)).toBe(second.hash)
    expect(linkHash({ ...second, quantity: '1' }, first.hash)).not.toBe(second.hash)
    await database.pool.query('ALTER TABLE ledger DISABLE TRIGGER ledger_append_only')
    await database.pool.query('UPDATE ledger SET quantity = quantity + 1 WHERE seq = 2')
    expect(await verifyLedger(database.pool)).toMatchObject({ brokenAt: '2' })
    await database.pool.query('UPDATE ledger SET quantity = quantity - 1 WHERE seq = 2')
    await database.pool.query('ALTER TABLE ledger ENABLE ALWAYS TRIGGER ledger_append_only')
    await sound()
  })

  it('stays sound when a supporter and an address are erased, and no word of theirs is left', async () => {
    const wanted = await need(4000)
    const id = await person(database.pool)
    await tx((t) => makePledge(t, id, `draft-${id}`, pledgeForm(wanted, 1000), NOW))
    expect((await tx((t) => eraseFrom(t, id, NOW, CONSOLE))).gone).toHaveLength(1)
    await sound()
    await database.pool.query('DELETE FROM pledge WHERE name IS NOT NULL')
    await database.pool.query('DELETE FROM address')
    await sound()
    for (const table of ['address', 'address_private', 'need', 'pledge', 'delivery', 'ledger', 'audit', 'timer']) {
      const { rows } = await database.pool.query(
        `SELECT count(*)::int AS n FROM ${table} t WHERE t::text ILIKE '%canary%'`,
      )
      expect(rows[0].n, table).toBe(0)
    }
  })
})
