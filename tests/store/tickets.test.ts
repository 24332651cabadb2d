import { afterAll, beforeEach, expect, it } from 'vitest'
import { transaction } from '../../src/store/database.js'
import { openTicket } from '../../src/store/tickets.js'
import { testDatabase } from '../support/database.js'

const { pool, drop } = await testDatabase()
afterAll(drop)
beforeEach(async () => {
  await pool.query('TRUNCATE person, ticket RESTART IDENTITY CASCADE')
  await pool.query('INSERT INTO person (id) VALUES (1)')
})

const open = (note?: string) =>
  transaction(pool, (tx) => openTicket(tx, '1', { kind: 'human', note, replyBy: Date.now() }, Date.now()))

it('a wish to talk takes the words that follow it, never without end', async () => {
  await open()
  await open('Cho tôi hỏi')
  for (let n = 0; n < 50; n++) await open(`${n} ${'x'.repeat(1000)}`)
  const { rows } = await pool.query('SELECT note FROM ticket ORDER BY id')
  expect(rows[0].note).toMatch(/^Cho tôi hỏi\n0 x/)
  expect(rows.every((row) => row.note.length < 8200)).toBe(true)
  const words = rows.flatMap((row) => row.note.split('\n'))
  expect(words).toHaveLength(51)
})

it('asking again makes no new one, however full', async () => {
  for (let n = 0; n < 5; n++) await open('x'.repeat(4000))
  const before = (await pool.query('SELECT count(*) FROM ticket')).rows
  await open()
  expect((await pool.query('SELECT count(*) FROM ticket')).rows).toEqual(before)
})
