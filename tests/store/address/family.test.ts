// Who is behind an address is corrected: sealed, noted without its words, and never so that the public card tells it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FamilyChange } from '../../../src/flows/effects/address.js'
import { addAddress } from '../../../src/store/address/address.js'
import { changeFamily } from '../../../src/store/address/family.js'
import { changeCard } from '../../../src/store/address/public.js'
import { CONSOLE, readAudit } from '../../../src/store/audit.js'
import { transaction } from '../../../src/store/database.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { ADDRESS as ENTERED, NOW, organisation } from '../organisation.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await organisation(database.pool)
})
afterAll(() => database.drop())

const RICE = { form: 'material', what: 'gạo', measure: 'suất', quantity: 10_000, rhythm: 'once' } as const
const tx = <T>(work: Parameters<typeof transaction<T>>[1]) => transaction(database.pool, work)
const added = async (more = {}) =>
  (await tx((t) => addAddress(t, { ...ENTERED, needs: [RICE], ...more }, CONSOLE, NOW))).code
const change = (code: string, to: FamilyChange) =>
  tx((t) => changeFamily(t, { code, change: to, by: CONSOLE, now: NOW }))

it.each<[string, FamilyChange, object]>([
  ['name', { name: 'Nguyễn Thị Canary' }, { name: 'Nguyễn Thị Canary' }],
  ['birthYear', { birthYear: 1941 }, { birthYear: 1941 }],
  ['guardian', { guardian: 'Trần Văn Canary' }, { guardian: 'Trần Văn Canary' }],
  ['phone', { phone: '+84912345699' }, { phone: '+84912345699' }],
  ['place', { place: 'số 9, ngõ Canary' }, { place: 'số 9, ngõ Canary' }],
  ['details', { details: 'Canary về ở với con gái' }, { details: 'Canary về ở với con gái' }],
])('its %s changes, sealed, and who changed it is noted without the words', async (what, to, file) => {
  const code = await added()
  expect(await change(code, to)).toMatchObject(file)
  const { rows } = await database.pool.query('SELECT p::text AS kept FROM address_private p')
  expect(JSON.stringify(rows)).not.toMatch(/Canary|912345699/)
  const noted = await readAudit(database.pool, { code })
  expect(noted.map(({ details }) => details)).toContainEqual({ deed: 'changeFamily', what })
  expect(JSON.stringify(noted)).not.toMatch(/Canary|912345699|1941/)
})

it('what is there no more is empty', async () => {
  const code = await added({ phone: '+84912345678', guardian: 'Trần Văn Ví Dụ', birthYear: 1940 })
  await change(code, { phone: '' })
  await change(code, { guardian: '' })
  const file = await change(code, { birthYear: undefined })
  expect(file).toMatchObject({ phone: undefined, guardian: undefined, birthYear: undefined })
})

it('a child who turns out to have no guardian has agreed to nothing', async () => {
  const code = await added({ consented: true, birthYear: 1940, guardian: 'Trần Văn Ví Dụ' })
  expect(await change(code, { birthYear: 2019 })).toMatchObject({ consented: true })
  expect(await change(code, { guardian: '' })).toMatchObject({ consented: false })
})

it('a name or a place that the public words hold is not taken, nor words that hold them', async () => {
  const code = await added({ summary: 'Bác Ví Dụ Canary sống một mình, sức yếu.' })
  expect(await change(code, { name: 'Ví Dụ Canary' })).toEqual({ givesAway: 'họ tên' })
  const card = (summary: string) => tx((t) => changeCard(t, { code, change: { summary }, by: CONSOLE, now: NOW }))
  expect(await card('Người ở chỗ không có thật, sống một mình.')).toEqual({ givesAway: 'nơi ở' })
  expect(await card('Ai giúp xin gọi 0912 345 678 nhé bà con.')).toEqual({ givesAway: 'số điện thoại' })
  const summary = 'Một người sống một mình, sức yếu.'
  expect(await card(summary)).toMatchObject({ summary })
  expect(await change(code, { name: 'Ví Dụ Canary' })).toMatchObject({ name: 'Ví Dụ Canary' })
})

it('one that nobody visited, or that was refused, is not corrected', async () => {
  expect(await change(await added({ needs: [], state: 'surveying' }), { phone: '' })).toBe('incomplete')
  expect(await change(await added({ state: 'refused' }), { phone: '' })).toBe('notNow')
  expect(await change('DCND-2026-9999', { phone: '' })).toBe('none')
})
