// A broadcast while its processes die, its queue is emptied, its database restarts, the platform errs and people leave:
// every person is accounted for, and the platform agrees row by row.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import pg from 'pg'
import pino from 'pino'
import { afterEach, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/server.js'
import { progressOf } from '../../src/store/campaign/progress.js'
import { startEmbedded } from '../../src/store/embedded/embedded.js'
import { migrate } from '../../src/store/migrate.js'
import { readUnits } from '../../src/store/reference.js'
import { saveUnits } from '../../src/store/units.js'
import { untilMorning } from '../support/by-day.js'
import { beginBroadcast, enrolPlayers } from '../support/members.js'
import { startRedis } from '../support/redis.js'
import { removeFolder, tempFolder } from '../support/temp-folder.js'
import { createHerd, type Herd } from './support/herd.js'
import { countMail, type MailCount } from './support/mail-count.js'
import { steadyPort } from './support/port.js'
import { drops, flushes } from './support/queue-torments.js'
import { seeded, stormSeed } from './support/random.js'
import { telegramSettings } from './support/settings.js'

// `npm run storm -- broadcast` is the full size; among other storms a smaller one.
const ALONE = process.env.STORM_ALONE === 'broadcast'
const SIZE = ALONE
  ? { recipients: 20_000, kills: 200, flushes: 5, restarts: 3 }
  : { recipients: 1_000, kills: 12, flushes: 2, restarts: 1 }
// A busy machine takes longer than a quiet one, which needs a minute or two.
const TIMEOUT_MS = ALONE ? 3_600_000 : 600_000
const BLOCKED = 0.02
const STOPPING = 0.01
// Paid broadcasts: fast enough that the kills are what takes the time.
const PER_SECOND = 400
const WARD = '11383'
const TEXT = 'Tuần này mời anh chị em kể một việc tốt quanh mình.'
const WORKERS = 3

const undo: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

it('by the policy "leave", queue on PostgreSQL: nobody gets it twice', { timeout: TIMEOUT_MS }, async () => {
  const { people, mail } = await storm('leave')
  for (const { chat, state } of people) {
    const times = mail.got.get(chat) ?? 0
    if (state === 'sent') expect(times, chat).toBe(1)
    else if (state === 'unknown') expect(times, chat).toBeLessThanOrEqual(1)
    else expect(times, chat).toBe(0)
  }
})

it('by the policy "resend", queue on Redis: nobody is missed', { timeout: TIMEOUT_MS }, async () => {
  const redis = await startRedis()
  if (redis) undo.push(redis.stop)
  const { people, mail } = await storm('resend', redis?.url)
  for (const { chat, state } of people) {
    expect(state, chat).not.toBe('unknown')
    if (state === 'sent') expect(mail.got.get(chat) ?? 0, chat).toBeGreaterThanOrEqual(1)
  }
})

interface Accounted {
  chat: string
  state: string
  reason: string | null
}

async function storm(policy: 'leave' | 'resend', redisUrl?: string): Promise<{ people: Accounted[]; mail: MailCount }> {
  const seed = stormSeed()
  console.log(`Broadcast, ${policy}: STORM_SEED=${seed}, ${JSON.stringify(SIZE)}`)
  const random = seeded(seed)
  const w = await prepare(redisUrl)
  const members = await enrolPlayers(w, SIZE.recipients, { channel: 'telegram', unit: WARD })
  const blocked = new Set(members.filter(() => random.chance(BLOCKED)))
  const free = members.filter((person) => !blocked.has(person))
  w.sandbox.telegram.restore({ started: [], blocked: [...blocked], messages: [] })
  const mail = countMail(w.sandbox, TEXT, seeded(seed + 1))
  await w.herd.ready()
  const began = performance.now()
  const id = await beginBroadcast(w.pool, { unit: WARD, message: { text: TEXT }, policy, now: w.sandbox.clock.now() })

  const torments = { kills: 0, flushes: 0, restarts: 0, stops: 0, inFlight: 0, looks: 0 }
  const due = (size: number, done: number) =>
    done < size && mail.total >= (SIZE.recipients * 0.94 * (done + 1)) / (size + 1)
  for (let state = ''; state !== 'done'; ) {
    await sleep(20)
    const look = await away(() => progressOf(w.pool, { id }, w.sandbox.clock.now()))
    const now = look?.[0]
    if (now) {
      const { planned, pending, sent, failed, skipped, unknown } = now
      expect(planned).toBe(SIZE.recipients)
      expect(pending + sent + failed + skipped + unknown).toBe(planned)
      expect(sent).toBeLessThanOrEqual(mail.total)
      state = now.state
      torments.looks++
    }
    if (due(SIZE.kills, torments.kills)) {
      torments.inFlight += (await away(() => inFlight(w.pool, id))) ?? 0
      await w.herd.kill(random.below(w.herd.size))
      torments.kills++
    }
    if (due(SIZE.flushes, torments.flushes) && (await away(w.emptyQueue))) torments.flushes++
    if (due(SIZE.restarts, torments.restarts)) {
      torments.inFlight += (await away(() => inFlight(w.pool, id))) ?? 0
      w.restartDatabase(random.pick(['SIGINT', 'SIGKILL'] as const))
      torments.restarts++
    }
    if (due(SIZE.recipients * STOPPING, torments.stops)) {
      w.sandbox.telegram.say(random.pick(free), 'dừng nhận tin')
      torments.stops++
    }
  }
  const seconds = Math.round((performance.now() - began) / 1000)
  const people = await accounts(w.pool, id)
  const by = (key: (p: Accounted) => string) =>
    Object.fromEntries(
      people.reduce((map, p) => map.set(key(p), (map.get(key(p)) ?? 0) + 1), new Map<string, number>()),
    )
  const found = {
    ...torments,
    ends: w.herd.ends,
    calls: mail.calls,
    troubles: Object.fromEntries(mail.troubles),
    seconds,
  }
  console.log(JSON.stringify({ ...found, states: by((p) => p.state), why: by((p) => p.reason ?? p.state) }, null, 1))
  console.log([...w.herd.complaints].map(([words, times]) => `${times} x ${words}`).join('\n'))

  expect(torments).toMatchObject({ kills: SIZE.kills, flushes: SIZE.flushes, restarts: SIZE.restarts })
  expect(people.filter(({ state }) => state === 'pending')).toEqual([])
  const unknown = people.filter(({ state }) => state === 'unknown')
  const interrupted = unknown.filter(({ reason }) => reason === 'interrupted')
  // Asked for just before the kill, and after it was counted what was in flight: a quarter of a second's worth.
  const asked = (torments.kills + torments.restarts) * Math.ceil((0.8 * PER_SECOND) / 4)
  expect(interrupted.length).toBeLessThanOrEqual(torments.inFlight + asked)
  const unanswered = [...mail.troubles].reduce((sum, [kind, n]) => (kind === '429' ? sum : sum + n), 0)
  // Where the machine stands still for half a minute, a call that came is given up all the same.
  const timedOut = unknown.filter(({ reason }) => reason === 'network')
  expect(unknown.length - interrupted.length - timedOut.length).toBeLessThanOrEqual(unanswered)
  return { people, mail }
}

interface World {
  sandbox: Sandbox
  pool: pg.Pool
  herd: Herd
  emptyQueue(): Promise<boolean>
  restartDatabase(signal: 'SIGINT' | 'SIGKILL'): void
}

async function prepare(redisUrl?: string): Promise<World> {
  const dataDir = tempFolder()
  undo.push(() => removeFolder(dataDir))
  const log = pino({ level: 'silent' })
  const settings = { max_connections: '200' }
  const postgres = await startEmbedded({ dataDir, log, settings })
  undo.push(postgres.stop)
  await migrate(postgres.url, { log })
  const pool = new pg.Pool({ connectionString: postgres.url, max: 5 })
  pool.on('error', () => {})
  undo.push(() => pool.end())
  await saveUnits(pool, readUnits())
  const sandbox = await startSandbox()
  undo.push(sandbox.stop)
  const offset = untilMorning(Date.now())
  await sandbox.clock.advance(offset)
  const shared = {
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    DATABASE_URL: postgres.url,
    CLOCK_OFFSET_MS: String(offset),
    TELEGRAM_PER_SECOND: String(PER_SECOND),
    ...(redisUrl && { REDIS_URL: redisUrl }),
    ...telegramSettings(sandbox),
  }
  const roles = ['bot', ...Array<string>(WORKERS).fill('worker')]
  const environments = await Promise.all(
    roles.map(async (role) => ({ ...shared, ROLE: role, PORT: String(await steadyPort()) })),
  )
  const herd = createHerd(environments, dataDir)
  undo.push(herd.stop)
  const redis = redisUrl ? new Redis(redisUrl) : undefined
  if (redis) undo.push(() => redis.quit())
  const emptyQueue = redis ? flushes(redis).strike : drops(pool).strike
  return {
    sandbox,
    pool,
    herd,
    emptyQueue: async () => emptyQueue(),
    restartDatabase: (signal) => endPostmaster(dataDir, signal),
  }
}

/** Ends the server, orderly or not; whoever started it starts it again. */
function endPostmaster(dataDir: string, signal: NodeJS.Signals): void {
  const file = path.join(dataDir, 'postgres/postmaster.pid')
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0
  if (pid > 0) process.kill(pid, signal)
}

/** Undefined while the database is away. */
async function away<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Error && error.name === 'AssertionError') throw error
    return undefined
  }
}

/** How many have been written to or are about to be, without their outcome being written yet. */
async function inFlight(pool: pg.Pool, id: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM broadcast_chunk c JOIN recipient r
       ON r.broadcast_id = c.broadcast_id AND r.channel = c.channel AND r.person_id BETWEEN c.first AND c.reached
     WHERE c.broadcast_id = $1 AND c.claimed_by IS NOT NULL AND r.state = 'pending' AND r.reason IS NULL`,
    [id],
  )
  return rows[0]!.n
}

async function accounts(pool: pg.Pool, id: string): Promise<Accounted[]> {
  const { rows } = await pool.query<Accounted>(
    `SELECT c.address AS chat, r.state, r.reason FROM recipient r JOIN contact c ON c.id = r.contact_id
     WHERE r.broadcast_id = $1 ORDER BY r.person_id`,
    [id],
  )
  return rows
}
