import pg from 'pg'
import { dayAt, partsOf } from '../flows/vi/calendar.js'
import { type Finding, findingsOf } from '../ops/finding.js'
import { StartError } from '../ops/start-error.js'
import type { Database } from './database.js'
import { readMigrations } from './migrate.js'
import { keyStates } from './sealed/rotate.js'
import { findKeys, type KeySource, usedKeys } from './sealed/unlock.js'

const CLOCK_MS = 2000
// PostgreSQL ends the support of 13 in November 2025.
const OLDEST = 14

/**
 * Looks at a database without changing it: does it answer, is it ours, is it up to date, does its clock agree, does it know
 * the holidays. `today`: epoch ms.
 */
export async function checkDatabase(connectionString: string, today: number): Promise<Finding[]> {
  const { ok, warn, bad, list } = findingsOf('database')
  const client = new pg.Client({
    connectionString,
    application_name: 'nhan-ai doctor',
    connectionTimeoutMillis: 10_000,
    statement_timeout: 10_000,
  })
  client.on('error', () => {})
  const where = `${client.database} at ${client.host}:${client.port}`
  try {
    await client.connect()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    bad(
      `${where} does not let us in (${message || code})`,
      'check DATABASE_URL: address, user and password; and that the server is running',
    )
    return list
  }
  try {
    const asked = Date.now()
    const { rows } = await client.query<{ now: Date; version: string; number: string }>(
      `SELECT clock_timestamp() AS now, current_setting('server_version') AS version,
         current_setting('server_version_num') AS number`,
    )
    const answered = Date.now()
    const { now, version, number } = rows[0]!
    const major = Math.floor(Number(number) / 10_000)
    if (major < OLDEST) warn(`${where}, PostgreSQL ${version}`, `use PostgreSQL ${OLDEST} or newer`)
    else ok(`${where}, PostgreSQL ${version}`)

    const ahead = now.getTime() - (asked + answered) / 2
    const slack = (answered - asked) / 2
    if (Math.abs(ahead) - slack > CLOCK_MS)
      warn(
        `its clock is ${seconds(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'} this machine's`,
        'let both machines set their clocks by NTP',
      )
    const isUpToDate = await checkMigrations(client, { ok, warn, bad })
    if (isUpToDate) await checkCalendar(client, warn, today)
  } catch (error) {
    bad(`it does not answer (${(error as Error).message})`, 'look into the log of the database server')
  } finally {
    await client.end().catch(() => {})
  }
  return list
}

/** Whether what is sealed can be opened, and everything that ought to be is. Changes nothing. */
export async function checkKeys(database: Pick<Database, 'pool' | 'unlock'>, source: KeySource): Promise<Finding[]> {
  const { ok, warn, bad, list } = findingsOf('keys')
  const used = await usedKeys(database.pool).catch(() => [])
  // Said by the look at the database, or made by the first start.
  if (used.length === 0) return list
  try {
    database.unlock(await findKeys(database.pool, source))
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    bad(error.message, 'without the right key nothing that is sealed can be read, by anybody')
    return list
  }
  const { keys, plain } = await keyStates(database.pool)
  const lost = keys.filter(({ given, count }) => !given && count > 0)
  for (const { id, count } of lost)
    bad(`${count} values are sealed by the key ${id}, which is not given`, 'bring it back behind the first one')
  if (plain > 0) warn(`${plain} values are not sealed`, 'npm run admin -- keys rotate')
  if (lost.length === 0) ok(`what is private is sealed by ${keys.length === 1 ? 'one key' : `${keys.length} keys`}`)
  return list
}

type Report = Pick<ReturnType<typeof findingsOf>, 'ok' | 'warn' | 'bad'>

/** Whether every migration of this release is applied. */
async function checkMigrations(client: pg.Client, { ok, warn, bad }: Report): Promise<boolean> {
  const { rows: tables } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
  )
  if (!tables[0]!.there) {
    warn('it is empty', 'nothing to mend: the first "npm start" makes the tables')
    return false
  }
  const { rows } = await client.query<{ name: string; checksum: string; done: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS done
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  )
  const ours = readMigrations()
  const failed = rows.filter((row) => !row.done).map((row) => row.name)
  const missing = ours.filter(({ name }) => !rows.some((row) => row.name === name)).map(({ name }) => name)
  const newer = rows.filter((row) => !ours.some(({ name }) => name === row.name)).map((row) => row.name)
  const changed = ours.filter((m) => rows.some((row) => row.name === m.name && row.checksum !== m.checksum))
  if (failed.length > 0)
    bad(
      `a migration failed half way: ${failed.join(', ')}`,
      `mend the database by hand, then run: npx prisma migrate resolve --applied ${failed[0]} (or --rolled-back)`,
    )
  for (const { name } of changed)
    bad(`the migration ${name} was changed after it was applied`, `restore prisma/migrations/${name}/migration.sql`)
  if (newer.length > 0)
    warn(`it is newer than this program: ${newer.join(', ')}`, 'update the program to the version that was here last')
  if (missing.length > 0)
    warn(`not yet applied: ${missing.join(', ')}`, 'nothing to mend: the next "npm start" applies them')
  if (failed.length + changed.length + newer.length + missing.length === 0) ok(`all ${ours.length} migrations applied`)
  return failed.length + missing.length === 0
}

/** The holidays of a year are announced in the autumn before: without them due dates fall on days nobody works. */
async function checkCalendar(client: pg.Client, warn: Report['warn'], today: number): Promise<void> {
  const { year, month } = partsOf(dayAt(today))
  const { rows } = await client.query<{ year: number }>(
    `SELECT DISTINCT extract(year FROM day)::int AS year FROM calendar_day WHERE kind = 'holiday'`,
  )
  const known = new Set(rows.map((row) => row.year))
  const missing = [year, ...(month === 12 ? [year + 1] : [])].filter((wanted) => !known.has(wanted))
  if (missing.length > 0)
    warn(
      `the working calendar has no holidays of ${missing.join(' and ')}`,
      'an update may bring them with the next "npm start"; or: npm run admin -- calendar set 2028-01-01 holiday "Tết Dương lịch"',
    )
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
