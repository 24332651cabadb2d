// "Không ai bị bỏ lại phía sau": the figures are those of a count by hand.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { coverage as told } from '../../../src/flows/address/coverage.js'
import { flows } from '../../../src/flows/index.js'
import { newSession } from '../../../src/flows/session.js'
import { addAddress } from '../../../src/store/address/address.js'
import { coverage, wholeCoverage } from '../../../src/store/address/coverage.js'
import { CONSOLE } from '../../../src/store/audit.js'
import { transaction } from '../../../src/store/database.js'
import { agreePledge, makePledge } from '../../../src/store/support/support.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { DAY, NOW, organisation, person } from '../organisation.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await organisation(database.pool)
})
afterAll(() => database.drop())

const need = (form: 'material' | 'labour') => ({
  form,
  what: 'gạo',
  measure: 'suất',
  quantity: 1000,
  rhythm: 'once' as const,
})

async function enter(unit: string, state: 'open' | 'surveying', at: number, forms: ('material' | 'labour')[]) {
  const address = {
    unit,
    state,
    group: 'elder',
    urgency: 2,
    summary: 'Một cụ già sống một mình.',
    name: 'A',
    place: 'B',
  } as const
  const more = { details: 'C', papersSeen: true, consented: false, needs: forms.map(need) }
  return transaction(database.pool, (tx) => addAddress(tx, { ...address, ...more }, CONSOLE, at))
}

async function help(id: string, form: string): Promise<void> {
  const { rows } = await database.pool.query('SELECT id FROM need WHERE address_id = $1 AND form = $2', [id, form])
  const who = await person(database.pool)
  await transaction(database.pool, async (tx) => {
    const pledge = { need: rows[0].id, quantity: 1000, name: 'Lan', phone: '+84912345678', starts: 'mai' }
    const made = await makePledge(tx, who, `draft-${who}`, pledge, NOW)
    if (made !== 'full') await agreePledge(tx, made, null, NOW)
  })
}

it('counts needs per unit and form, addresses as a whole, and names who waits, the longest first', async () => {
  const first = await enter('W1', 'open', NOW - 9 * DAY, ['material', 'labour'])
  const waits = await enter('W1', 'open', NOW - 5 * DAY, ['material'])
  const longer = await enter('W2', 'open', NOW - 7 * DAY, ['labour'])
  await enter('W2', 'surveying', NOW - 30 * DAY, ['labour'])
  await help(first.id, 'material')
  const scope = ['31', 'W1', 'W2']
  expect(await coverage(database.pool, scope)).toEqual([
    { unit: 'Phường Hai', form: 'labour', registered: 1, helped: 0, since: NOW - 7 * DAY },
    { unit: 'Phường Một', form: 'labour', registered: 1, helped: 0, since: NOW - 9 * DAY },
    { unit: 'Phường Một', form: 'material', registered: 2, helped: 1, since: NOW - 5 * DAY },
  ])
  const whole = await wholeCoverage(database.pool, scope, 5)
  expect(whole).toMatchObject({ registered: 3, helped: 1 })
  expect(whole.waiting.map(({ code }) => code)).toEqual([longer.code, waits.code])
  expect(await wholeCoverage(database.pool, ['TDP1'], 5)).toMatchObject({ registered: 0, helped: 0, waiting: [] })

  const t = { session: newSession(), effects: [], ctx: { now: NOW }, flows, letGo: [] } as unknown as Parameters<
    typeof told
  >[0]
  told(t, whole)
  const said = t.effects.find((effect) => effect.do === 'say')!
  expect(said.message.text).toContain('1/3 (33%) địa chỉ')
  expect(said.message.text).toContain('Vật chất: 1/2 (50%)')
  expect(said.message.text).toContain('Công sức: 0/2 (0%)')
  expect(said.message.text).toContain(longer.code)
  expect(said.message.photo).toMatchObject({
    is: 'bars',
    bars: expect.arrayContaining([expect.objectContaining({ label: 'Vật chất', value: 1, of: 2 })]),
  })
})
