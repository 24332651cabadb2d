// What an officer writes down of a child's guardian in chat reaches the family's file.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { HANDLERS } from '../../../src/bot/effects/index.js'
import { addAddress } from '../../../src/store/address/address.js'
import { CONSOLE } from '../../../src/store/audit.js'
import { transaction } from '../../../src/store/database.js'
import { type LockedPerson, lockPeople } from '../../../src/store/people.js'
import { grantRole } from '../../../src/store/roles.js'
import { NOW, organisation } from '../../store/organisation.js'
import { type TestDatabase, testDatabase } from '../../support/database.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await organisation(database.pool)
})
afterAll(() => database.drop())

it('the guardian who agreed for a child is kept, and the consent stands', async () => {
  const { result } = (await transaction(database.pool, async (tx) => {
    const [who] = (await lockPeople(tx, [{ channel: 'zalo', address: 'officer' }], NOW)) as [LockedPerson]
    await grantRole(tx, { personId: who.personId, role: 'officer', unit: 'W1', by: CONSOLE, now: NOW })
    const child = {
      unit: 'W1',
      group: 'orphan',
      summary: 'Một em nhỏ ở với bà, cần sách vở.',
      urgency: 2,
      state: 'surveying',
      name: 'Trần Bé Na',
      birthYear: new Date(NOW).getUTCFullYear() - 9,
      place: 'tổ 3',
      details: 'mồ côi cha mẹ',
      papersSeen: true,
      consented: false,
      needs: [],
    } as const
    const { code } = await addAddress(tx, { ...child, needs: [] }, CONSOLE, NOW)
    const effect = { do: 'setFamilyConsent', code, agreed: true, guardian: 'Trần Thị Bà' } as const
    return await HANDLERS.setFamilyConsent(tx, who, effect, NOW)
  })) as { result: unknown }
  expect(result).toMatchObject({ consented: true, guardian: 'Trần Thị Bà' })
})
