import { afterAll, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '../../src/store/database.js'
import { inOneFlight, type Statement } from '../../src/store/flight.js'
import { testDatabase } from '../support/database.js'
import { KEYS } from '../support/keys.js'

const { url, pool: other, drop } = await testDatabase()
// One connection: what it has prepared is known.
const { pool, close } = openDatabase(url, { max: 1, keys: KEYS })
afterAll(async () => {
  await close()
  await drop()
})

await pool.query('CREATE TABLE stone (n int PRIMARY KEY, colour text)')
beforeEach(() => pool.query('TRUNCATE stone'))

const put = (n: number, colour: string): Statement => ({
  name: 'put',
  text: 'INSERT INTO stone VALUES ($1, $2)',
  values: [n, colour],
})
const paint = (colour: string): Statement => ({ name: 'paint', text: 'UPDATE stone SET colour = $1', values: [colour] })
const all: Statement = { name: 'all', text: 'SELECT n, colour FROM stone ORDER BY n', values: [] }
const none: Statement = { name: 'none', text: 'SELECT n FROM stone WHERE n < 0', values: [] }
const divided = (by: number): Statement => ({ name: 'divided', text: 'SELECT 6 / $1::int AS found', values: [by] })
const stones = async () => (await other.query('SELECT n, colour FROM stone ORDER BY n')).rows

// The first flight on a connection prepares its statements, the second finds them prepared.
for (const time of ['first', 'second'])
  it(`gives the result of every statement, in order, the ${time} time`, async () => {
    const results = await inOneFlight(pool, [put(1, 'xanh'), none, put(2, 'đỏ'), all, paint('vàng'), all, divided(2)])
    expect(results.map(({ command, rowCount }) => [command, rowCount])).toEqual([
      ['INSERT', 1],
      ['SELECT', 0],
      ['INSERT', 1],
      ['SELECT', 2],
      ['UPDATE', 2],
      ['SELECT', 2],
      ['SELECT', 1],
    ])
    expect([results[3]!.rows, results[6]!.rows]).toEqual([
      [
        { n: 1, colour: 'xanh' },
        { n: 2, colour: 'đỏ' },
      ],
      [{ found: 3 }],
    ])
    expect(await stones()).toEqual([
      { n: 1, colour: 'vàng' },
      { n: 2, colour: 'vàng' },
    ])
  })

it('gives the one result of a single statement', async () => {
  for (const by of [1, 2])
    expect((await inOneFlight(pool, [divided(by)])).map(({ rows }) => rows)).toEqual([[{ found: 6 / by }]])
})

it('lets none happen where one fails, and the connection goes on', async () => {
  const bad = [put(1, 'xanh'), divided(0), put(2, 'đỏ')]
  for (let time = 1; time <= 3; time++) {
    await expect(inOneFlight(pool, bad)).rejects.toMatchObject({ code: '22012' })
    await expect(inOneFlight(pool, [put(3, 'tím'), put(3, 'tím')])).rejects.toMatchObject({ code: '23505' })
    expect(await stones()).toEqual([])
  }
  await inOneFlight(pool, [put(1, 'xanh'), divided(1)])
  expect(await stones()).toEqual([{ n: 1, colour: 'xanh' }])
})

it('fails where a statement is prepared nowhere because the first try of its flight failed', async () => {
  const late: Statement = { name: 'late', text: 'SELECT count(*)::int AS n FROM stone', values: [] }
  await expect(inOneFlight(pool, [divided(0), late])).rejects.toMatchObject({ code: '22012' })
  expect((await inOneFlight(pool, [divided(1), late]))[1]!.rows).toEqual([{ n: 0 }])
  expect((await inOneFlight(pool, [divided(1), late]))[1]!.rows).toEqual([{ n: 0 }])
})

it('throws when the connection ends meanwhile, and the next has another', async () => {
  await inOneFlight(pool, [put(1, 'xanh'), divided(1)])
  const nap: Statement = { name: 'nap', text: 'SELECT pg_sleep(60)', values: [] }
  const pid = (await pool.query('SELECT pg_backend_pid() AS pid')).rows[0].pid
  const lost = expect(inOneFlight(pool, [put(2, 'đỏ'), nap])).rejects.toThrow()
  const asleep = () => other.query(`SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'`, [pid])
  await expect.poll(async () => (await asleep()).rowCount, { timeout: 10_000 }).toBe(1)
  await other.query('SELECT pg_terminate_backend($1)', [pid])
  await lost
  expect(await stones()).toEqual([{ n: 1, colour: 'xanh' }])
  await inOneFlight(pool, [put(2, 'đỏ'), divided(1)])
  expect(await stones()).toHaveLength(2)
})

it('sends nothing of a flight with a value that cannot be sent', async () => {
  const circle: Record<string, unknown> = {}
  circle.toPostgres = () => circle
  await inOneFlight(pool, [put(1, 'xanh'), paint('vàng')])
  await expect(inOneFlight(pool, [put(2, 'đỏ'), { ...paint('x'), values: [circle] }])).rejects.toThrow()
  await inOneFlight(pool, [put(3, 'tím'), divided(1)])
  expect((await stones()).map(({ n }) => n)).not.toContain(2)
})
