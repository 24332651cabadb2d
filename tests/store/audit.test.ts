import { afterAll, beforeAll, expect, it } from 'vitest'
import { audit, CONSOLE, readAudit } from '../../src/store/audit.js'
import { transaction } from '../../src/store/database.js'
import { testDatabase } from '../support/database.js'

const NOW = Date.parse('2026-11-30T09:00+07:00')
const { pool, drop } = await testDatabase()
afterAll(drop)

const lan = { personId: '7', channel: 'zalo' }
const add = (...entries: Parameters<typeof audit>[1][]) =>
  transaction(pool, async (tx) => {
    for (const [n, entry] of entries.entries()) await audit(tx, entry, NOW + n)
  })

beforeAll(() =>
  add(
    { by: lan, action: 'view', on: { kind: 'nomination', id: 'NT-2026-000001' }, unit: 'W1' },
    { by: CONSOLE, action: 'grantRole', on: { kind: 'person', id: '7' }, details: { role: 'officer' } },
    { by: CONSOLE, action: 'view', on: { kind: 'ticket', id: '7' } },
  ),
)

it('tells of one code, of what one person did and had done to them, and of all; the newest first', async () => {
  const told = async (of?: Parameters<typeof readAudit>[1]) =>
    (await readAudit(pool, of)).map(({ action, kind }) => `${action} ${kind}`)
  expect(await readAudit(pool, { code: 'NT-2026-000001' })).toEqual([
    {
      id: expect.any(String),
      at: new Date(NOW),
      actor: '7',
      channel: 'zalo',
      action: 'view',
      kind: 'nomination',
      subject: 'NT-2026-000001',
      unit: 'W1',
      details: {},
    },
  ])
  expect(await told({ person: '7' })).toEqual(['grantRole person', 'view nomination'])
  expect(await told()).toEqual(['view ticket', 'grantRole person', 'view nomination'])
  expect(await told({ limit: 1 })).toEqual(['view ticket'])
})

it.each([
  `UPDATE audit SET action = 'reply'`,
  `UPDATE audit SET at = at WHERE false`,
  'DELETE FROM audit',
  'TRUNCATE audit',
  `SET LOCAL session_replication_role = replica; DELETE FROM audit`,
])('the database refuses: %s', async (sql) => {
  const before = await readAudit(pool)
  await expect(transaction(pool, (tx) => tx.query(sql))).rejects.toThrow('audit rows are never changed or deleted')
  expect(await readAudit(pool)).toEqual(before)
})
