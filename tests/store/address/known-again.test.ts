// A family that was erased is known again when an officer enters it anew, also when the data has got another key since.
import { afterAll, expect, it } from 'vitest'
import { address } from '../../../src/bot/effects/address.js'
import { CONSOLE } from '../../../src/store/audit.js'
import { openDatabase, transaction } from '../../../src/store/database.js'
import { eraseAddress } from '../../../src/store/erase-address.js'
import { openKeys } from '../../../src/store/keys.js'
import { grantRole } from '../../../src/store/roles.js'
import { sealRows } from '../../../src/store/sealed/rows.js'
import { testDatabase } from '../../support/database.js'
import { DATA_KEY } from '../../support/keys.js'
import { NOW, organisation, person } from '../organisation.js'

const test = await testDatabase()
afterAll(() => test.drop())

const FAMILY = {
  unit: 'W1',
  group: 'elder' as const,
  summary: 'Một cụ già sống một mình.',
  urgency: 2 as const,
  state: 'surveying' as const,
  name: 'Bà Ví Dụ',
  birthYear: 1950,
  place: 'ngõ 5',
  details: 'ốm lâu năm',
  papersSeen: false,
  consented: false,
  needs: [],
}

async function inDatabase<T>(keys: Buffer[], work: (pool: typeof test.pool) => Promise<T>): Promise<T> {
  const { pool, close } = openDatabase(test.url, { max: 2, keys: openKeys(() => keys) })
  try {
    return await work(pool)
  } finally {
    await close()
  }
}

it('is told to the officer, and entered all the same: they may have a new yes', async () => {
  await organisation(test.pool)
  const personId = await person(test.pool)
  const who = { personId, channel: 'zalo', contactId: '0', roles: [] } as never
  const enters = (pool: typeof test.pool, change: Partial<typeof FAMILY> = {}) =>
    transaction(
      pool,
      async (tx) =>
        (await address.addAddress(tx, who, { do: 'addAddress', draft: 'd', address: { ...FAMILY, ...change } }, NOW))
          .result,
    )
  await transaction(test.pool, (tx) => grantRole(tx, { personId, role: 'officer', unit: 'W1', by: CONSOLE, now: NOW }))
  const first = await enters(test.pool)
  expect(first).toMatchObject({ erased: false })
  await transaction(test.pool, (tx) => eraseAddress(tx, (first as { code: string }).code, CONSOLE, NOW))
  expect(await enters(test.pool, { name: 'BÀ VÍ DỤ' })).toMatchObject({ erased: true })
  expect(await enters(test.pool, { place: 'ngõ 9' })).toMatchObject({ erased: false })

  const fresh = Buffer.alloc(32, 'fresh')
  await inDatabase([fresh, ...DATA_KEY], sealRows)
  await inDatabase([fresh], async (pool) => {
    expect(await enters(pool)).toMatchObject({ erased: true })
  })
})
