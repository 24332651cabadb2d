// A broadcast under way: what stops it, what holds it, who no longer gets it. Every person stays accounted for.
import sharp from 'sharp'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, startApp } from '../../src/app.js'
import { CHUNKS } from '../../src/bot/campaign/pace.js'
import { dayAt } from '../../src/flows/vi/calendar.js'
import { createLog } from '../../src/ops/log.js'
import { CONSOLE } from '../../src/store/audit.js'
import { setCalendarDay } from '../../src/store/calendar.js'
import { steerBroadcast } from '../../src/store/campaign/broadcasts.js'
import { progressOf } from '../../src/store/campaign/progress.js'
import { transaction } from '../../src/store/database.js'
import { openStorage } from '../../src/store/files/bytes.js'
import { freePort } from '../support/free-port.js'
import { beginBroadcast, enrolPlayers } from '../support/members.js'
import { BACKENDS, startWorld, waitFor } from '../support/world.js'

const WARD = '11383'
const TEXT = 'Tuần này mời anh chị em kể một việc tốt quanh mình.'
const HOUR = 3_600_000
const MEMBERS = 60

const started = await Promise.all(BACKENDS.map(async (name) => ({ name, world: await startWorld(name) })))
afterAll(() => Promise.all(started.map(({ world }) => world?.stop())))

describe.each(started)('a broadcast under way, queue on $name', ({ world }) => {
  if (!world) return it.skip('no such backend on this machine', () => {})
  const w = world
  let members: string[]
  const extra: App[] = []

  /** Moves the clock to `time` of the next day, in hours. */
  async function tomorrowAt(time: number): Promise<void> {
    const now = w.sandbox.clock.now()
    const today = Math.floor((now + 7 * HOUR) / (24 * HOUR)) * 24 * HOUR - 7 * HOUR
    await w.sandbox.clock.advance(today + (24 + time) * HOUR - now)
  }
  const begin = (policy?: 'leave' | 'resend') =>
    beginBroadcast(w.pool, { unit: WARD, message: { text: TEXT }, policy, urgent: true, now: w.sandbox.clock.now() })
  const look = async (id: string) => (await progressOf(w.pool, { id }, w.sandbox.clock.now()))[0]!
  const stateOf = async (id: string) => (await look(id)).state
  const steer = (id: string, deed: 'pause' | 'resume' | 'cancel') =>
    transaction(w.pool, (tx) =>
      steerBroadcast(tx, { id, deed, by: CONSOLE, sizes: CHUNKS, now: w.sandbox.clock.now() }),
    )
  const got = (person: string) =>
    w.sandbox.bubbles.list('telegram', person).filter((b) => b.from === 'bot' && b.text?.includes('kể một việc tốt'))
  const reached = () => members.filter((person) => got(person).length > 0).length

  beforeEach(async () => {
    await tomorrowAt(9)
    members = await enrolPlayers(w, MEMBERS, { channel: 'telegram', unit: WARD })
  })
  afterEach(async () => {
    w.sandbox.faults.clear()
    for (const app of extra.splice(0)) await app.stop()
    await w.pool.query('DELETE FROM member')
  })

  it('says nothing from any process while the platform asked for silence, then goes on', async () => {
    const config = { ...w.config, role: 'worker' as const, http: { host: '127.0.0.1', port: await freePort() } }
    const log = createLog('error')
    extra.push(await startApp(config, { now: w.sandbox.clock.now, log, announce: () => {}, tickEveryMs: 200 }))
    const arrived: number[] = []
    const unhear = w.sandbox.bubbles.on((b) => void (b.text?.includes('kể một việc tốt') && arrived.push(Date.now())))
    const id = await begin()
    await waitFor(() => arrived.length > 10)
    w.sandbox.faults.add({ platform: 'telegram', method: 'sendMessage', retry_after: 3 })
    let until = 0
    await waitFor(async () => {
      const { rows } = await w.pool.query<{ until: Date; now: Date }>(
        'SELECT silent_until AS until, clock_timestamp() AS now FROM pace',
      )
      until = rows[0]!.until.getTime()
      return until > rows[0]!.now.getTime()
    })
    const [since, before] = [Date.now(), arrived.length]
    await waitFor(async () => (await stateOf(id)) === 'done')
    unhear()
    // What was on its way when the platform spoke may still have come.
    const during = arrived.filter((at) => at > since + 500 && at < until)
    expect(during).toEqual([])
    expect(before).toBeLessThan(MEMBERS)
    expect(members.map((person) => got(person).length)).toEqual(members.map(() => 1))
    expect(await look(id)).toMatchObject({ planned: MEMBERS, sent: MEMBERS })
  })

  it('halts after a handful of equal refusals; mended, it reaches them too', async () => {
    w.sandbox.faults.add({
      platform: 'telegram',
      status: 400,
      description: 'BUTTON_DATA_INVALID',
      contains: 'kể một việc',
      times: -1,
    })
    const id = await begin()
    await waitFor(async () => (await stateOf(id)) === 'halted')
    await w.settle()
    const halted = await look(id)
    expect(halted.reason).toContain('BUTTON_DATA_INVALID')
    expect(halted.failed).toBeGreaterThanOrEqual(5)
    expect(halted.failed).toBeLessThan(15)
    expect(halted.pending).toBe(MEMBERS - halted.failed)
    w.sandbox.faults.clear()
    await steer(id, 'resume')
    await waitFor(async () => (await stateOf(id)) === 'done')
    expect(await look(id)).toMatchObject({ sent: MEMBERS, failed: 0 })
    expect(reached()).toBe(MEMBERS)
  })

  it('is held over the night and over a day of mourning, and nobody is dropped', async () => {
    await tomorrowAt(21)
    const id = await begin()
    await w.settle()
    expect(await look(id)).toMatchObject({ state: 'sending', pending: MEMBERS, quiet: true })
    const mourning = dayAt(w.sandbox.clock.now()) + 1
    await transaction(w.pool, (tx) =>
      setCalendarDay(tx, {
        day: mourning,
        kind: 'mourning',
        name: 'Quốc tang',
        by: CONSOLE,
        now: w.sandbox.clock.now(),
      }),
    )
    await tomorrowAt(9)
    await w.settle()
    expect(await look(id)).toMatchObject({ pending: MEMBERS, quiet: true })
    await tomorrowAt(8)
    await waitFor(async () => (await stateOf(id)) === 'done')
    expect(await look(id)).toMatchObject({ sent: MEMBERS, skipped: 0 })
  })

  it('stops at half past eight in the evening, wherever it is', async () => {
    await tomorrowAt(20.25)
    const id = await begin()
    await waitFor(() => reached() > 2)
    await w.sandbox.clock.advance(HOUR / 4)
    await w.settle()
    const { sent, pending } = await look(id)
    expect(sent).toBeGreaterThan(0)
    expect(pending).toBeGreaterThan(0)
    await tomorrowAt(8)
    await waitFor(async () => (await stateOf(id)) === 'done')
    expect((await look(id)).sent).toBe(MEMBERS)
  })

  it('leaves out who stops or blocks in the middle of it', async () => {
    const [stops, blocks] = [members.at(-1)!, members.at(-2)!]
    const id = await begin()
    await waitFor(() => reached() > 2)
    // So that their words are heard before their turn has come, however slow the machine is.
    await steer(id, 'pause')
    w.sandbox.telegram.say(stops, 'dừng nhận tin')
    w.sandbox.telegram.block(blocks)
    await w.settle()
    await steer(id, 'resume')
    await waitFor(async () => (await stateOf(id)) === 'done')
    expect(got(stops)).toEqual([])
    expect(got(blocks)).toEqual([])
    const { sent, skipped, failed, byReason } = await look(id)
    expect({ sent, left: skipped + failed }).toEqual({ sent: MEMBERS - 2, left: 2 })
    expect(byReason.noConsent ?? byReason.stopped).toBe(1)
  })

  it('pauses, goes on and is cancelled within a second of sends', async () => {
    const id = await begin()
    await waitFor(() => reached() > 2)
    await steer(id, 'pause')
    const paused = reached()
    await w.settle()
    expect(reached()).toBeLessThanOrEqual(paused + 24)
    expect((await look(id)).pending).toBe(MEMBERS - reached())
    await steer(id, 'resume')
    await waitFor(() => reached() > paused + 5)
    await steer(id, 'cancel')
    const cancelled = reached()
    await w.settle()
    expect(reached()).toBeLessThanOrEqual(cancelled + 24)
    const { state, sent, pending, skipped, byReason } = await look(id)
    expect({ state, sent, pending, skipped }).toEqual({
      state: 'cancelled',
      sent: reached(),
      pending: 0,
      skipped: MEMBERS - reached(),
    })
    expect(byReason.cancelled).toBe(skipped)
  })

  it('uploads its picture once for all of them', async () => {
    const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#d9a' } })
      .jpeg()
      .toBuffer()
    const hash = await (await openStorage(w.config.dataDir)).put(picture)
    let uploads = 0
    const take = w.sandbox.faults.take
    w.sandbox.faults.take = (platform, method, body) => {
      if (method === 'sendphoto' && !body().includes('"photo":"')) uploads++
      return take(platform, method, body)
    }
    const id = await beginBroadcast(w.pool, {
      unit: WARD,
      message: { text: TEXT, photo: hash },
      urgent: true,
      now: w.sandbox.clock.now(),
    })
    await waitFor(async () => (await stateOf(id)) === 'done')
    w.sandbox.faults.take = take
    expect(await look(id)).toMatchObject({ sent: MEMBERS })
    expect(uploads).toBe(1)
  })
})
