// A broadcast without a platform's limit: the durable pipeline beside a loop that keeps nothing and the usual recipe;
// planning beside the bare statement; memory. BROADCAST_MOST makes the largest smaller than a million.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Pool } from '../src/store/database.js'
import { readUnits } from '../src/store/reference.js'
import { saveUnits } from '../src/store/units.js'
import { beginBroadcast, enrol } from '../tests/support/members.js'
import { grammyLoop, usualRecipe } from './broadcast/others.js'
import { createSending, type Sending } from './broadcast/sending.js'
import { median, short, spread, table } from './support/figures.js'
import { startPostgres } from './support/postgres.js'
import { ownProcessor, processorOf } from './support/processor.js'

const ROUNDS = Number(process.env.BROADCAST_ROUNDS ?? 3)
const SENT = Number(process.env.BROADCAST_SENT ?? 100_000)
const RECIPE = Math.min(5_000, SENT / 20)
const MOST = Number(process.env.BROADCAST_MOST ?? 1_000_000)
const FEW = 10_000
// People at a time: a statement has 15 s.
const PORTION = 4_000
const TEXT = 'Tuần này mời anh chị em kể một việc tốt quanh mình. Chỉ vài phút là xong ạ.'
// One second's worth of a platform would be too small a chunk where there is no limit.
const SIZES = { telegram: 1_000, zalo: 1_000 }
const UNITS = { few: '11383', many: '11413', most: '11329' }

export async function broadcast(): Promise<void> {
  const postgres = await startPostgres()
  const server = fork(fileURLToPath(new URL('./broadcast/server.ts', import.meta.url)))
  const [{ port }] = (await once(server, 'message')) as [{ port: number }]
  const apiRoot = `http://127.0.0.1:${port}`
  const sending = await createSending(postgres.url, apiRoot)
  const { pool } = sending
  // For what is cleared away and looked at between the measurements: a statement of ours has 15 s.
  const unhurried = new pg.Pool({ connectionString: postgres.url, max: 2 })
  try {
    await saveUnits(pool, readUnits())
    await members(pool, UNITS.few, FEW)
    const addresses = await members(pool, UNITS.many, SENT)
    await speed({ url: postgres.url, apiRoot, sending, addresses, pids: [postgres.pid, server.pid!] })
    await members(pool, UNITS.most, MOST)
    await planning(pool, unhurried, postgres.pid)
    await memory(pool, unhurried, { url: postgres.url, apiRoot, server })
  } finally {
    await unhurried.end()
    await sending.close()
    server.kill()
    await postgres.stop()
  }
}

let made = 0

async function members(pool: Pool, unit: string, count: number): Promise<string[]> {
  const addresses = Array.from({ length: count }, () => String(7_000_000_000 + ++made))
  for (let n = 0; n < count; n += PORTION)
    await enrol(pool, addresses.slice(n, n + PORTION), { channel: 'telegram', unit, now: Date.now() })
  await pool.query('ANALYZE')
  return addresses
}

const begin = (pool: Pool, unit: string) =>
  beginBroadcast(pool, { unit, message: { text: TEXT }, urgent: true, sizes: SIZES, now: Date.now() })

interface Place {
  url: string
  apiRoot: string
  sending: Sending
  addresses: string[]
  /** PostgreSQL's process and the platform's. */
  pids: [number, number]
}

/** One contestant's round: messages a second, and microseconds of processor time for each, by process. */
interface Round {
  perSecond: number
  cost: number[]
}

async function speed({ url, apiRoot, sending, addresses, pids }: Place): Promise<void> {
  const { pool } = sending
  const found = { ours: [] as Round[], loop: [] as Round[], recipe: [] as Round[] }
  const times = () => [ownProcessor(), ...pids.map(processorOf)]
  async function measured(into: Round[], count: number, run: () => Promise<number | undefined>): Promise<void> {
    const before = times()
    const since = performance.now()
    const seconds = (await run()) ?? (performance.now() - since) / 1000
    into.push({ perSecond: count / seconds, cost: times().map((time, n) => ((time - before[n]!) * 1000) / count) })
  }
  await grammyLoop(apiRoot, addresses.slice(0, 2_000), TEXT)
  await begin(pool, UNITS.few)
  await sending.all()
  for (let round = 1; round <= ROUNDS; round++) {
    const id = await begin(pool, UNITS.many)
    await measured(found.ours, SENT, () => sending.all().then(() => undefined))
    await check(pool, id, SENT)
    await measured(found.loop, SENT, () => grammyLoop(apiRoot, addresses, TEXT))
    const { rows } = await pool.query<{ personId: string; address: string }>(
      `UPDATE recipient r SET state = 'pending', sent_at = NULL, external_id = NULL FROM contact c
       WHERE c.id = r.contact_id AND r.broadcast_id = $1 AND r.person_id IN (
         SELECT person_id FROM recipient WHERE broadcast_id = $1 ORDER BY person_id LIMIT $2)
       RETURNING r.person_id AS "personId", c.address`,
      [id, RECIPE],
    )
    await measured(found.recipe, RECIPE, () => usualRecipe({ url, apiRoot }, rows, { broadcastId: id, text: TEXT }))
    await check(pool, id, SENT)
    await pool.query('DELETE FROM broadcast WHERE id = $1', [id])
    const last = Object.entries(found).map(([name, rounds]) => `${name} ${short(rounds.at(-1)!.perSecond)}/s`)
    console.error(`round ${round}: ${last.join(', ')}`)
  }
  const row = (what: string, rounds: Round[]) => [
    what,
    spread(rounds.map(({ perSecond }) => perSecond)),
    ...[0, 1, 2].map((n) => short(median(rounds.map(({ cost }) => cost[n]!)))),
  ]
  table(
    `Messages a second, median of ${ROUNDS} (min-max), and microseconds of processor time for each`,
    ['what', 'messages/s', 'sender µs', 'PostgreSQL µs', 'platform µs'],
    [
      row(`broadcast to ${short(SENT)}, every outcome a row`, found.ours),
      row("grammY's sendMessage in a loop, 64 at once, nothing kept", found.loop),
      row(`one BullMQ job and one Prisma update each, ${short(RECIPE)}`, found.recipe),
    ],
  )
  const paired = (theirs: Round[]) =>
    median(found.ours.map(({ perSecond }, n) => perSecond / theirs[n]!.perSecond)).toFixed(2)
  console.log(`RATIO broadcast/grammy-loop-${SENT} ${paired(found.loop)}`)
  console.log(`RATIO broadcast/usual-recipe-pg ${paired(found.recipe)}`)
}

/** Every member is a row that says sent. */
async function check(pool: Pool | pg.Pool, id: string, count: number): Promise<void> {
  const { rows } = await pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM recipient WHERE broadcast_id = $1 AND state = 'sent' AND external_id IS NOT NULL`,
    [id],
  )
  if (rows[0]!.n !== count) throw new Error(`${rows[0]!.n} of ${count} are recorded as sent`)
}

/** The bare statement writes the same rows of the same people, and judges nobody. */
async function planning(pool: Pool, unhurried: pg.Pool, pid: number): Promise<void> {
  const ours: number[] = []
  const bare: number[] = []
  // What waits for a disk that others use, too, says little: the server's processor time stands beside it.
  const cpu = { ours: [] as number[], bare: [] as number[] }
  for (let round = 1; round <= ROUNDS; round++) {
    const since = performance.now()
    const before = processorOf(pid)
    const id = await begin(pool, UNITS.most)
    ours.push((performance.now() - since) / 1000)
    cpu.ours.push((processorOf(pid) - before) / 1000)
    await unhurried.query('DELETE FROM broadcast WHERE id = $1', [id])
    await unhurried.query('VACUUM recipient')
    const bared = await bareInsert(unhurried, pid)
    bare.push(bared.seconds)
    cpu.bare.push(bared.processor)
    await unhurried.query('VACUUM recipient')
    console.error(`round ${round}: planned in ${short(ours.at(-1)!)} s, bare ${short(bare.at(-1)!)} s`)
  }
  table(
    `Planning ${short(MOST)} recipients, s`,
    ['what', 's', 'processor s'],
    [
      ['planned: consent, account, week, chunks', spread(ours), spread(cpu.ours)],
      ['bare INSERT … SELECT', spread(bare), spread(cpu.bare)],
    ],
  )
  console.log(`RATIO plan-${MOST}/insert-select ${median(ours.map((each, n) => each / bare[n]!)).toFixed(2)}`)
}

async function bareInsert(pool: pg.Pool, pid: number): Promise<{ seconds: number; processor: number }> {
  const client = await pool.connect()
  try {
    await client.query(
      `BEGIN; SET LOCAL enable_seqscan = on; SET LOCAL plan_cache_mode = auto; SET LOCAL work_mem = '64MB'`,
    )
    await client.query(
      `INSERT INTO broadcast (id, unit_code, audience, body, state, created_by, created_at)
       VALUES (0, '31', '{}', '{}', 'draft', 0, now())`,
    )
    const since = performance.now()
    const before = processorOf(pid)
    const query = {
      text: `INSERT INTO recipient (broadcast_id, person_id, contact_id, channel, state)
        SELECT 0, m.person_id, c.id, c.channel, 'pending' FROM member m JOIN contact c ON c.person_id = m.person_id
        WHERE m.unit_code = $1`,
      values: [UNITS.most],
      query_timeout: 300_000,
    }
    await client.query(query)
    await client.query('COMMIT')
    const seconds = (performance.now() - since) / 1000
    const processor = (processorOf(pid) - before) / 1000
    await client.query('DELETE FROM broadcast WHERE id = 0')
    return { seconds, processor }
  } finally {
    client.release()
  }
}

async function memory(
  pool: Pool,
  unhurried: pg.Pool,
  { url, apiRoot }: { url: string; apiRoot: string; server: ChildProcess },
): Promise<void> {
  const peak: Record<string, number> = {}
  for (const unit of ['few', 'most'] as const) {
    const id = await begin(pool, UNITS[unit])
    const worker = fork(fileURLToPath(new URL('./broadcast/worker.ts', import.meta.url)), [url, apiRoot])
    const [{ kilobytes }] = (await once(worker, 'message')) as [{ kilobytes: number }]
    peak[unit] = kilobytes
    await check(unhurried, id, unit === 'few' ? FEW : MOST)
    await unhurried.query('DELETE FROM broadcast WHERE id = $1', [id])
  }
  table(
    'Peak memory of the worker, MB',
    ['recipients', 'MB'],
    [
      [short(FEW), short(peak.few! / 1024)],
      [short(MOST), short(peak.most! / 1024)],
    ],
  )
  console.log(`RATIO worker-memory-${MOST}/${FEW} ${(peak.most! / peak.few!).toFixed(2)}`)
}
