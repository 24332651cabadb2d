// One family entered twice: suggested with its reason, and never joined.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { NewAddress } from '../../../src/flows/effects/address.js'
import { addAddress } from '../../../src/store/address/address.js'
import { alikeTo } from '../../../src/store/address/alike.js'
import { CONSOLE } from '../../../src/store/audit.js'
import { transaction } from '../../../src/store/database.js'
import { grantRole } from '../../../src/store/roles.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { ADDRESS, NOW, organisation, person } from '../organisation.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await organisation(database.pool)
  const ward = (name: string) => JSON.stringify([{ text: name, kind: 'former_ward', note: 'quận Lê Chân', share: 50 }])
  await database.pool.query(`UPDATE unit SET aliases = $1 WHERE code IN ('W1', 'W2')`, [ward('Phường Cát Dài')])
})
afterAll(() => database.drop())

const tx = <T>(work: Parameters<typeof transaction<T>>[1]) => transaction(database.pool, work)
const enter = (of: Partial<NewAddress>) =>
  tx(async (t) => (await addAddress(t, { ...ADDRESS, needs: [], ...of }, CONSOLE, NOW)).code)
const alike = async (code: string, by: Parameters<typeof alikeTo>[2] = CONSOLE) =>
  (await tx((t) => alikeTo(t, code, by, NOW))).map((one) => `${one.code} ${one.why}`)

it('meets by the name however it is spelt, with an age one apart, and by the telephone number', async () => {
  const first = await enter({ name: 'Lý Thị Quý', birthYear: 1950, phone: '+84912000111' })
  const second = await enter({ name: 'Lí Thị Quí', birthYear: 1951 })
  const third = await enter({ name: 'Trần Văn Bốn', birthYear: 1980, phone: '+84912000111' })
  await enter({ name: 'Lý Thị Quý', birthYear: 1970 })
  expect(await alike(second)).toEqual([`${first} name`])
  expect(await alike(third)).toEqual([`${first} phone`])
  expect((await alike(first)).sort()).toEqual([`${second} name`, `${third} phone`].sort())
  const count = await database.pool.query('SELECT count(*)::int AS n FROM address')
  expect(count.rows[0].n).toBe(4)
})

it('looks into the other part of a divided old ward, where the officer may', async () => {
  const here = await enter({ name: 'Đoàn Thị Hoà', unit: 'W1' })
  const there = await enter({ name: 'Đoàn Thị Hòa', unit: 'W2' })
  expect(await alike(there)).toEqual([`${here} name`])
  const officer = await person(database.pool)
  await tx((t) => grantRole(t, { personId: officer, role: 'officer', unit: 'W2', by: CONSOLE, now: NOW }))
  expect(await alike(there, { personId: officer, channel: 'zalo' })).toEqual([])
  await tx((t) => grantRole(t, { personId: officer, role: 'officer', unit: 'W1', by: CONSOLE, now: NOW }))
  expect(await alike(there, { personId: officer, channel: 'zalo' })).toEqual([`${here} name`])
})

it('says nothing of one that was refused', async () => {
  const gone = await enter({ name: 'Bùi Văn Ký' })
  await database.pool.query(`UPDATE address SET state = 'refused' WHERE code = $1`, [gone])
  expect(await alike(await enter({ name: 'Bùi Văn Kí' }))).toEqual([])
})
