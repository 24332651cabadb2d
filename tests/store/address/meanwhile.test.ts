// Two officers correct the same thing in the same moment: one of them is shown what the other wrote.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CardChange, FamilyChange, NeedChange } from '../../../src/flows/effects/address.js'
import { addAddress } from '../../../src/store/address/address.js'
import { changeFamily } from '../../../src/store/address/family.js'
import { openAddressFile } from '../../../src/store/address/file.js'
import { changeNeed } from '../../../src/store/address/needs.js'
import { changeCard } from '../../../src/store/address/public.js'
import { CONSOLE } from '../../../src/store/audit.js'
import { transaction } from '../../../src/store/database.js'
import { grantRole } from '../../../src/store/roles.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'
import { ADDRESS as ENTERED, NOW, organisation, person } from '../organisation.js'

let database: TestDatabase
const officers: { personId: string; channel: 'zalo' }[] = []
const tx = <T>(work: Parameters<typeof transaction<T>>[1]) => transaction(database.pool, work)
beforeAll(async () => {
  database = await testDatabase()
  await organisation(database.pool)
  for (const _each of [1, 2]) {
    const personId = await person(database.pool)
    await tx((t) => grantRole(t, { personId, role: 'officer', unit: '31', by: CONSOLE, now: NOW }))
    officers.push({ personId, channel: 'zalo' })
  }
})
afterAll(() => database.drop())

type Change = { family: FamilyChange } | { card: CardChange } | { need: NeedChange }

it.each<[string, Change, Change]>([
  ['place', { family: { place: 'số 7, tổ 3' } }, { family: { place: 'số 9, tổ 4' } }],
  ['guardian', { family: { guardian: 'Trần Văn Ví Dụ' } }, { family: { guardian: '' } }],
  ['group', { card: { group: 'sick' } }, { card: { group: 'disabled' } }],
  ['quantity', { need: { quantity: 12_000 } }, { need: { quantity: 15_000 } }],
  ['end of a need', { need: { ended: true } }, { need: { quantity: 15_000 } }],
  ['end of a need, twice', { need: { ended: true } }, { need: { ended: true } }],
])('%s', async (_what, one, other) => {
  const needs = [{ form: 'material', what: 'gạo', measure: 'suất', quantity: 10_000, rhythm: 'once' } as const]
  const { code } = await tx((t) => addAddress(t, { ...ENTERED, needs }, CONSOLE, NOW))
  const read = () => tx((t) => openAddressFile(t, code, officers[0]!, NOW))
  const before = await read()
  if (typeof before === 'string') throw new Error(before)
  const does = (n: number, change: Change) =>
    tx((t) => {
      const order = { code, seen: before.seen, by: officers[n]!, now: NOW }
      if ('family' in change) return changeFamily(t, { ...order, change: change.family })
      if ('card' in change) return changeCard(t, { ...order, change: change.card })
      return changeNeed(t, { ...order, need: before.needs[0]!.id, change: change.need })
    })
  const results = await Promise.all([does(0, one), does(1, other)])
  const late = results.filter((result) => typeof result !== 'string' && 'meanwhile' in result)
  expect(late).toHaveLength(1)
  const file = results.find((result) => result !== late[0])
  expect(late).toMatchObject([{ meanwhile: file }])
  expect(await read()).toEqual(file)
})
