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
