// The registry of help at the city's size: browsing beside one query written by hand, import beside COPY.
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeXlsx } from 'hucre'
import { openDatabase, type Pool } from '../src/store/database.js'
import { readUnits } from '../src/store/reference.js'
import { findNeeds } from '../src/store/support/find.js'
import { saveUnits } from '../src/store/units.js'
import { removeFolder, tempFolder } from '../tests/support/temp-folder.js'
import { list } from './help/rows.js'
import { median, short, spread, table } from './support/figures.js'
import { startPostgres } from './support/postgres.js'

const ADDRESSES = 11_000
const NEEDS = 30_000
const PEOPLE = 32
const ROUNDS = 5
const ASKED = 30

// What a person asks for, by hand: the most urgent open needs, who waited longest first; then what they can offer.
const COLUMNS = `SELECT n.id, a.code, a.shown_group, u.name, a.summary, a.urgency, n.form, n.what, n.measure, n.quantity - n.taken AS left, n.rhythm
  FROM need n JOIN address a ON a.id = n.address_id JOIN unit u ON u.code = a.shown_unit
  WHERE a.state IN ('open', 'pledged', 'helping') AND n.taken < n.quantity`
const URGENT = `${COLUMNS} ORDER BY a.urgency DESC, a.created_at, n.id LIMIT 5 OFFSET $1`
const OFFER = `${COLUMNS} AND n.form = 'labour' ORDER BY n.taken > 0, a.urgency DESC, a.created_at, n.id LIMIT 5 OFFSET $1`
const NEAR = `${COLUMNS} ORDER BY (a.shown_unit = $2) DESC, a.urgency DESC, a.created_at, n.id LIMIT 5 OFFSET $1`

export async function help(): Promise<void> {
  const postgres = await startPostgres()
  const folder = tempFolder()
  const { pool, close } = openDatabase(postgres.url, { max: PEOPLE })
  try {
    await saveUnits(pool, readUnits())
    const imported = await importer(postgres.url, folder)
    const small = await memory(pool, () => imported(1_000))
    const large = await memory(pool, () => imported(50_000))
    const sheets = {
      small: await memory(pool, () => imported(1_000, 1_000, 'xlsx')),
      large: await memory(pool, () => imported(50_000, 50_000, 'xlsx')),
    }
    const ratios = { small, large }
    const copies: { ours: number; theirs: number }[] = []
    for (let round = 0; round < ROUNDS; round++) copies.push(await copied(pool, () => imported(11_000)))
    await pool.query('TRUNCATE address CASCADE')
    imported(NEEDS, ADDRESSES)
    await pool.query(`UPDATE address SET state = 'open', urgency = 1 + id % 3`)
    await pool.query('ANALYZE')
    const browsed = await browse(pool)
    table(
      'Help: 11,000 addresses, 30,000 needs',
      ['what', 'ms'],
      [
        ['browse, p95 of 32 at once', spread(browsed.map(({ ours }) => ours))],
        ['the same query by hand, p95 of 32 at once', spread(browsed.map(({ theirs }) => theirs))],
        ['import of 11,000 rows', spread(copies.map(({ ours }) => ours))],
        ['COPY of the same rows', spread(copies.map(({ theirs }) => theirs))],
        ['most memory, import of 1,000 rows, MB', short(ratios.small / 1024)],
        ['most memory, import of 50,000 rows, MB', short(ratios.large / 1024)],
        ['the same of a spreadsheet, 1,000 rows, MB', short(sheets.small / 1024)],
        ['the same of a spreadsheet, 50,000 rows, MB', short(sheets.large / 1024)],
      ],
    )
    const of = (rounds: { ours: number; theirs: number }[]) =>
      median(rounds.map(({ ours, theirs }) => ours / theirs)).toFixed(2)
    console.log(`RATIO support-browse/sql ${of(browsed)}`)
    console.log(`RATIO support-import/copy ${of(copies)}`)
    console.log(`RATIO support-import-memory-50000/1000 ${(ratios.large / ratios.small).toFixed(2)}`)
    console.log(`RATIO support-import-memory-xlsx-50000/1000 ${(sheets.large / sheets.small).toFixed(2)}`)
  } finally {
    await close()
    await postgres.stop()
    removeFolder(folder)
  }
}

type Imported = { ms: number; kilobytes: number }

/** Imports a list of so many rows in a process of its own, as the command line does. */
async function importer(url: string, folder: string) {
  const script = fileURLToPath(new URL('./help/import.ts', import.meta.url))
  // Made before, in this process: what counts is the other's memory.
  const sheets = new Map<number, Uint8Array>()
  for (const rows of [1_000, 50_000]) sheets.set(rows, await spreadsheet(list(rows, rows, `L${rows}-`)))
  return (rows: number, addresses = rows, kind: 'csv' | 'xlsx' = 'csv'): Imported => {
    const file = path.join(folder, `list.${kind}`)
    writeFileSync(file, kind === 'csv' ? list(rows, addresses, `L${rows}-`) : sheets.get(rows)!)
    const args = [...adminFlags(), '--import', 'tsx', script, url, file]
    try {
      return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
    } finally {
      rmSync(file)
    }
  }
}

async function spreadsheet(csv: Uint8Array): Promise<Uint8Array> {
  const rows = new TextDecoder()
    .decode(csv)
    .split('\n')
    .map((line) => line.split(';'))
  return (await writeXlsx({ sheets: [{ name: 'Danh sách', rows }] })) as Uint8Array
}

/** The flags by which `npm run admin` keeps its memory small. */
function adminFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  return scripts.admin.split(' ').filter((word: string) => word.startsWith('--'))
}

/** The most kilobytes an import had: the median of three, each into an empty registry. */
async function memory(pool: Pool, run: () => Imported): Promise<number> {
  const most: number[] = []
  for (let n = 0; n < 3; n++) {
    await pool.query('TRUNCATE address CASCADE')
    most.push(run().kilobytes)
  }
  return median(most)
}

/** An import, and COPY of the very rows it wrote into tables with the same indexes. */
async function copied(pool: Pool, run: () => Imported): Promise<{ ours: number; theirs: number }> {
  await pool.query('TRUNCATE address CASCADE')
  const ours = run().ms
  const { rows } = await pool.query<{ dir: string }>(`SELECT current_setting('data_directory') AS dir`)
  const tables = ['address', 'address_private', 'need']
  for (const name of tables) {
    await pool.query(`COPY ${name} TO '${rows[0]!.dir}/bench-${name}'`)
    await pool.query(`DROP TABLE IF EXISTS bench_${name}`)
    await pool.query(`CREATE TABLE bench_${name} (LIKE ${name} INCLUDING ALL)`)
  }
  const begun = performance.now()
  for (const name of tables) await pool.query(`COPY bench_${name} FROM '${rows[0]!.dir}/bench-${name}'`)
  return { ours, theirs: performance.now() - begun }
}

/** The three ways to look for an address, ours and by hand in turn; p95 of each round. */
async function browse(pool: Pool): Promise<{ ours: number; theirs: number }[]> {
  const { rows } = await pool.query<{ unit: string }>(
    'SELECT shown_unit AS unit FROM address GROUP BY 1 ORDER BY count(*) DESC LIMIT 1',
  )
  const unit = rows[0]!.unit
  const ways = [
    { ours: { by: 'urgent' as const }, theirs: URGENT, values: [] },
    { ours: { by: 'offer' as const, form: 'labour' }, theirs: OFFER, values: [] },
    { ours: { by: 'near' as const, unit }, theirs: NEAR, values: [unit] },
  ]
  const way = (n: number) => ways[n % ways.length]!
  const ours = (n: number) => findNeeds(pool, { ...way(n).ours, skip: 4 * (n % 4) }, 4)
  const theirs = (n: number) => pool.query(way(n).theirs, [4 * (n % 4), ...way(n).values])
  await atOnce(theirs, 3)
  await atOnce(ours, 3)
  const rounds: { ours: number; theirs: number }[] = []
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({ theirs: p95(await atOnce(theirs, ASKED)), ours: p95(await atOnce(ours, ASKED)) })
  return rounds
}

/** Latencies in ms of `asked` questions of each of 32 people. */
async function atOnce(ask: (n: number) => Promise<unknown>, asked: number): Promise<number[]> {
  const latencies: number[] = []
  const person = async () => {
    for (let n = 0; n < asked; n++) {
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
