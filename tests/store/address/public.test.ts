import { afterAll, beforeAll, expect, it } from 'vitest'
import { addAddress } from '../../../src/store/address/address.js'
import { K } from '../../../src/store/address/card.js'
import { changeCard } from '../../../src/store/address/public.js'
import { CONSOLE, readAudit } from '../../../src/store/audit.js'
import { transaction } from '../../../src/store/database.js'
import { grantRole } from '../../../src/store/roles.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { ADDRESS as ENTERED, NOW, organisation, person } from '../organisation.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await organisation(database.pool)
})
afterAll(() => database.drop())

const WARD = 'W1'
const RICE = { form: 'material', what: 'gạo', measure: 'suất', quantity: 10_000, rhythm: 'once' } as const
const ADDRESS = { ...ENTERED, needs: [RICE] }

const tx = <T>(work: Parameters<typeof transaction<T>>[1]) => transaction(database.pool, work)
const added = async (more = {}) =>
  (await tx((t) => addAddress(t, { ...ADDRESS, state: 'open', ...more }, CONSOLE, NOW))).code
const shown = async (code: string) =>
  (
    await database.pool.query('SELECT unit_code, shown_unit, group_key, shown_group FROM address WHERE code = $1', [
      code,
    ])
  ).rows[0]

it('its words change, and who changed them is noted without the words', async () => {
  const code = await added()
  const summary = 'Một cụ bà sống một mình, mái nhà dột.'
  expect(await tx((t) => changeCard(t, { code, change: { summary }, by: CONSOLE, now: NOW }))).toMatchObject({
    summary,
  })
  const lines = JSON.stringify(await readAudit(database.pool, { code }))
  expect(lines).toContain('changeCard')
  expect(lines).not.toContain('mái nhà')
})

it('one that moves says no more than its new place allows, and those it leaves no more than theirs', async () => {
  const codes: string[] = []
  for (let n = 0; n < K; n++) codes.push(await added({ unit: WARD, group: 'orange' }))
  const [goes, stays] = [codes[0]!, codes.at(-1)!]
  expect(await shown(stays)).toMatchObject({ shown_unit: WARD, shown_group: 'orange' })
  await tx((t) => changeCard(t, { code: goes, change: { unit: '31' }, by: CONSOLE, now: NOW }))
  expect((await shown(goes)).unit_code).toBe('31')
  expect(await shown(stays)).not.toMatchObject({ shown_unit: WARD, shown_group: 'orange' })
})

it('a group of few is shown as a wider one', async () => {
  const code = await added({ group: 'poor' })
  await tx((t) => changeCard(t, { code, change: { group: 'sick' }, by: CONSOLE, now: NOW }))
  expect(await shown(code)).toMatchObject({ group_key: 'sick' })
  expect((await shown(code)).shown_group).not.toBe('sick')
})

it('an officer moves it only between units of theirs, and to one that is there', async () => {
  const officer = await person(database.pool)
  await tx((t) => grantRole(t, { personId: officer, role: 'officer', unit: WARD, by: CONSOLE, now: NOW }))
  const by = { personId: officer, channel: 'zalo' } as const
  const code = await added({ unit: WARD })
  const move = (unit: string) => tx((t) => changeCard(t, { code, change: { unit }, by, now: NOW }))
  expect(await move('31')).toBe('refused')
  expect(await move('nowhere')).toBe('none')
  expect((await shown(code)).unit_code).toBe(WARD)
  await database.pool.query(`UPDATE address SET state = 'refused' WHERE code = $1`, [code])
  expect(await move(WARD)).toBe('notNow')
})

it('one that nobody visited has no card to correct', async () => {
  const code = await added({ needs: [], state: 'surveying' })
  expect(await tx((t) => changeCard(t, { code, change: { group: 'sick' }, by: CONSOLE, now: NOW }))).toBe('incomplete')
})
