// What is known of the way in outlives a process, and is known to all of them.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWayIn } from '../../../src/bot/zalo/way-in.js'
import { keepEvents } from '../../../src/store/inbox.js'
import { testDatabase } from '../../support/database.js'
import { createLog } from '../support.js'

const MORNING = Date.parse('2026-11-23T09:00:00+07:00')
const MINUTE = 60_000

let database: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const takeIn = (n: number, at: number) =>
  keepEvents(database.pool, [{ channel: 'zalo', eventId: `e${n}`, address: 'p1', at, body: { kind: 'arrived' } }], at)

it('a process that has just started, or was sent nothing, knows how often somebody wrote', async () => {
  for (let n = 0; n < 30; n++) await takeIn(n, MORNING + n * MINUTE)
  const { log, text } = createLog()
  let now = MORNING + 40 * MINUTE
  const wayIn = createWayIn({ pool: database.pool, now: () => now, log })
  expect(await wayIn.look(undefined)).toBe(true)
  now = MORNING + 65 * MINUTE
  expect(await wayIn.trouble()).toMatch(/no event from Zalo for 36 minutes/)
  expect(await wayIn.look(undefined)).toBe(false)
  expect(text()).toContain('may not reach us')
  // Another process took one in.
  await takeIn(31, now)
  now += MINUTE
  expect(await wayIn.look(undefined)).toBe(true)
})

it('a secret key that is no longer that of the console is told of, until a call is signed again', async () => {
  const { log, text } = createLog()
  const wayIn = createWayIn({ pool: database.pool, now: () => MORNING + 66 * MINUTE, log })
  for (let n = 0; n < 4; n++) wayIn.wronglySigned()
  expect(await wayIn.look(undefined)).toBe(true)
  wayIn.wronglySigned()
  expect(await wayIn.look(undefined)).toBe(false)
  expect(text()).toContain('wrongly signed')
  expect(await wayIn.trouble()).toBeUndefined()
  wayIn.heard()
  expect(await wayIn.look(undefined)).toBe(true)
})
