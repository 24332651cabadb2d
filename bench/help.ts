// The registry of help at the city's size: browsing beside one query written by hand, import beside COPY.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { openDatabase, type Pool } from '../src/store/database.js'
import { readUnits } from '../src/store/reference.js'
import { findNeeds } from '../src/store/support-find.js'
import { saveUnits } from '../src/store/units.js'
import { short, table } from './support/figures.js'
import { startPostgres } from './support/postgres.js'

const ADDRESSES = 11_000
const NEEDS = 30_000
const PEOPLE = 32
const ROUNDS = 60

// What a person asks for, by hand: the most urgent open needs, who waited longest first.
const BY_HAND = `SELECT n.id, a.code, a.shown_group, u.name, a.summary, a.urgency, n.form, n.what, n.measure, n.quantity - n.taken AS left, n.rhythm
  FROM need n JOIN address a ON a.id = n.address_id JOIN unit u ON u.code = a.shown_unit
  WHERE a.state IN ('open', 'pledged', 'helping') AND n.taken < n.quantity ORDER BY a.urgency DESC, a.created_at, n.id LIMIT 5`

export async function help(): Promise<void> {
  const postgres = await startPostgres()
  const { pool, close } = openDatabase(postgres.url, { max: PEOPLE })
  try {
    await saveUnits(pool, readUnits())
    const small = imported(postgres.url, 1_000)
    const copy = await copied(pool, imported.bind(undefined, postgres.url, 11_000))
    const large = imported(postgres.url, 50_000)
    await pool.query('TRUNCATE address CASCADE')
    imported(postgres.url, NEEDS, ADDRESSES)
    await pool.query(`UPDATE address SET state = 'open', urgency = 1 + id % 3`)
    await pool.query('ANALYZE')
    await atOnce(() => pool.query(BY_HAND), 5)
    const sql = p95(await atOnce(() => pool.query(BY_HAND), ROUNDS))
    const bot = p95(await atOnce((n) => findNeeds(pool, { by: 'urgent', skip: 4 * (n % 3) }, 4), ROUNDS))
    table(
      'Help: 11,000 addresses, 30,000 needs',
      ['what', 'ms'],
      [
        ['browse, p95 of 32 at once', short(bot)],
        ['one query by hand, p95 of 32 at once', short(sql)],
        ['import of 11,000 rows', short(copy.ours)],
        ['COPY of the same rows', short(copy.theirs)],
      ],
    )
    console.log(`RATIO support-browse/sql ${(bot / sql).toFixed(2)}`)
    console.log(`RATIO support-import/copy ${(copy.ours / copy.theirs).toFixed(2)}`)
    console.log(`RATIO support-import-memory-50000/1000 ${(large.kilobytes / small.kilobytes).toFixed(2)}`)
  } finally {
    await close()
    await postgres.stop()
  }
}

function imported(url: string, rows: number, addresses = rows): { ms: number; kilobytes: number } {
  const script = fileURLToPath(new URL('./help/import.ts', import.meta.url))
  const args = ['--import', 'tsx', script, url, String(rows), String(addresses)]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}

/** An import, and COPY of the very rows it wrote into tables with the same indexes. */
async function copied(pool: Pool, run: () => { ms: number }): Promise<{ ours: number; theirs: number }> {
  await pool.query('TRUNCATE address CASCADE')
  const ours = run().ms
  const { rows } = await pool.query<{ dir: string }>(`SELECT current_setting('data_directory') AS dir`)
  const tables = ['address', 'address_private', 'need']
  for (const name of tables) {
    await pool.query(`COPY ${name} TO '${rows[0]!.dir}/bench-${name}'`)
    await pool.query(`CREATE TABLE bench_${name} (LIKE ${name} INCLUDING ALL)`)
  }
  const begun = performance.now()
  for (const name of tables) await pool.query(`COPY bench_${name} FROM '${rows[0]!.dir}/bench-${name}'`)
  return { ours, theirs: performance.now() - begun }
}

/** Latencies in ms of `rounds` questions of each of 32 people. */
async function atOnce(ask: (n: number) => Promise<unknown>, rounds: number): Promise<number[]> {
  const latencies: number[] = []
  const person = async () => {
    for (let n = 0; n < rounds; n++) {
      const begun = performance.now()
      await ask(n)
      latencies.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: PEOPLE }, person))
  return latencies
}

function p95(latencies: number[]): number {
  return latencies.sort((a, b) => a - b)[Math.floor(latencies.length * 0.95)] ?? 0
}
