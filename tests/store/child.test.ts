// A child's data needs the yes of a guardian: without one nobody learns who the family is.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mayBeChild } from '../../src/flows/child.js'
import type { NewAddress } from '../../src/flows/effects/address.js'
import { addAddress } from '../../src/store/address/address.js'
import { openAddressFile, setFamilyConsent } from '../../src/store/address/file.js'
import { CONSOLE } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { type TestDatabase, testDatabase } from '../support/database.js'
import { NOW, organisation } from './organisation.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await organisation(database.pool)
})
afterAll(() => database.drop())

const BORN = new Date(NOW).getUTCFullYear() - 9
const CHILD: NewAddress = {
  unit: 'W1',
  group: 'orphan',
  summary: 'Một em nhỏ ở với bà, cần sách vở.',
  urgency: 2,
  state: 'surveying',
  name: 'Trần Bé Na',
  birthYear: BORN,
  place: 'tổ 3',
  details: 'mồ côi cha mẹ',
  papersSeen: true,
  consented: true,
  needs: [],
}
const add = (address: NewAddress) => transaction(database.pool, (tx) => addAddress(tx, address, CONSOLE, NOW))
const agree = (code: string, guardian?: string) =>
  transaction(database.pool, (tx) => setFamilyConsent(tx, { code, agreed: true, guardian, by: CONSOLE, now: NOW }))
const opened = (code: string) => transaction(database.pool, (tx) => openAddressFile(tx, code, CONSOLE, NOW))

it('is not given by anybody else, however it is entered', async () => {
  const { code } = await add(CHILD)
  expect(await opened(code)).toMatchObject({ consented: false })
  expect(await agree(code)).toBe('guardian')
  expect(await opened(code)).toMatchObject({ consented: false })
  expect(await agree(code, 'Trần Thị Bà')).toMatchObject({ consented: true, guardian: 'Trần Thị Bà' })
})

it('is the guardian’s where one is known; of an adult it is their own', async () => {
  const guarded = await add({ ...CHILD, guardian: 'Trần Thị Bà' })
  expect(await opened(guarded.code)).toMatchObject({ consented: true })
  const grown = await add({ ...CHILD, birthYear: BORN - 40, consented: false })
  expect(await agree(grown.code)).toMatchObject({ consented: true })
  expect([BORN, BORN - 7, BORN - 8].map((year) => mayBeChild(year, NOW))).toEqual([true, true, false])
  expect(mayBeChild(undefined, NOW)).toBe(false)
})
