import { afterAll, beforeAll, expect, it } from 'vitest'
import { transaction } from '../../src/store/database.js'
import { lockPeople } from '../../src/store/people.js'
import { type TestDatabase, testDatabase } from '../support/database.js'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})

afterAll(() => database.drop())

it('knows people since the moment it is told, which may be tomorrow', async () => {
  const { pool } = database
  const who = [{ channel: 'zalo', address: '7001' }]
  const [first, second] = [Date.UTC(2031, 4, 8), Date.UTC(2031, 4, 9)]
  await transaction(pool, (tx) => lockPeople(tx, who, first))
  await transaction(pool, (tx) => lockPeople(tx, who, second))
  const { rows } = await pool.query(
    `SELECT p.created_at AS person, c.created_at AS contact
     FROM contact c JOIN person p ON p.id = c.person_id WHERE c.address = '7001'`,
  )
  expect(rows).toEqual([{ person: new Date(first), contact: new Date(first) }])
})

it('a newcomer met by two at once is one person: the later one waits, and has what the earlier one wrote', async () => {
  const { pool } = database
  const [lan, nga] = ['7002', '7003'].map((address) => ({ channel: 'zalo', address }))
  const now = Date.UTC(2031, 4, 8)
  let waiting: Promise<string[]> | undefined
  const first = await transaction(pool, async (tx) => {
    const [made] = await lockPeople(tx, [lan!], now)
    expect(made).toMatchObject({ ...lan, state: {}, roles: [], lastInboundAt: null, unreachableAt: null })
    expect(made!.version).toBe(made!.nextVersion)
    await tx.query(`UPDATE session SET state = '{"v": 2}' WHERE person_id = $1`, [made!.personId])
    waiting = transaction(pool, async (other) => {
      const people = await lockPeople(other, [lan!, nga!], now)
      return people.map(({ address, personId, state }) => `${address} ${personId} ${JSON.stringify(state)}`).sort()
    })
    const blocked = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
    await expect.poll(async () => (await pool.query(blocked)).rowCount, { timeout: 20_000 }).toBe(1)
    return made!.personId
  })
  expect(await waiting).toEqual([`7002 ${first} {"v":2}`, expect.stringMatching(/^7003 \d+ \{\}$/)])
  const { rows } = await pool.query(
    'SELECT FROM person p WHERE NOT EXISTS (SELECT FROM contact WHERE person_id = p.id)',
  )
  expect(rows).toEqual([])
})
