import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import { inProject } from '../ops/root.js'
import { StartError } from '../ops/start-error.js'

const MIGRATIONS = inProject('prisma', 'migrations')
// The lock of Prisma's own `migrate deploy`: the two never run at once.
const LOCK = 72_707_369

interface Migration {
  name: string
  sql: string
  checksum: string
}

interface Row {
  migration_name: string
  checksum: string
  finished_at: Date | null
}

export interface MigrateOptions {
  log: Pick<Logger, 'info' | 'warn'>
  /** Where the migrations are: a folder each, with migration.sql in it. */
  folder?: string
}

/**
 * Brings the database up to date: every migration not yet applied, in the order of their names, each in a transaction of
 * its own. Any number of processes may do so at once. Keeps `_prisma_migrations` as Prisma's CLI does, so that
 * `prisma migrate deploy` and `prisma migrate resolve` work on the same database.
 * Throws StartError when the database does not answer, when an applied migration was changed, and when one fails.
 */
export async function migrate(connectionString: string, { log, folder = MIGRATIONS }: MigrateOptions): Promise<void> {
  const client = new pg.Client({
    connectionString,
    application_name: 'nhan-ai migrate',
    connectionTimeoutMillis: 10_000,
  })
  client.on('error', () => {})
  await connect(client)
  try {
    await takeLock(client)
    await client.query(MIGRATIONS_TABLE)
    const { rows } = await client.query<Row>(
      'select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null',
    )
    const migrations = readMigrations(folder)
    const known = new Set(migrations.map(({ name }) => name))
    const newer = rows.filter((row) => !known.has(row.migration_name))
    if (newer.length > 0)
      log.warn(`The database is newer than this program: ${newer.map((row) => row.migration_name).join(', ')}`)

    for (const migration of migrations) {
      const row = rows.find((row) => row.migration_name === migration.name)
      if (row) check(row, migration)
      else {
        await apply(client, migration)
        log.info(`Applied the migration ${migration.name}`)
      }
    }
  } finally {
    await client.end()
  }
}

async function connect(client: pg.Client): Promise<void> {
  try {
    await client.connect()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new StartError(
      `DATABASE_URL: the database ${client.database} at ${client.host}:${client.port} does not let us in (${message || code}); check the address, the user and the password, and that it is running`,
    )
  }
}

/**
 * The lock goes with the session, however that ends. Asked for again and again: a session that waits inside PostgreSQL
 * would keep a snapshot, which an index built CONCURRENTLY by the lock's owner waits for in turn.
 */
async function takeLock(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ ours: boolean }>('select pg_try_advisory_lock($1) as ours', [LOCK])
    if (rows[0]!.ours) return
    await wait(100)
  }
}

/** Our migrations in the order they are applied. */
export function readMigrations(folder = MIGRATIONS): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return names
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      // A checkout with Windows line ends is the same migration.
      const sql = readFileSync(`${folder}/${name}/migration.sql`, 'utf8').replaceAll('\r\n', '\n')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

function check(row: Row, migration: Migration): void {
  if (!row.finished_at)
    throw new StartError(
      `The migration ${row.migration_name} failed half way; mend the database by hand, then run: npx prisma migrate resolve --applied ${row.migration_name} (or --rolled-back)`,
    )
  if (row.checksum !== migration.checksum)
    throw new StartError(
      `The migration ${row.migration_name} was changed after it was applied; restore prisma/migrations/${row.migration_name}/migration.sql and write a new migration instead`,
    )
}

/** A script with CONCURRENTLY in it is one statement that PostgreSQL runs in no transaction; all others leave all or nothing. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const id = randomUUID()
  const atomic = !/\bconcurrently\b/i.test(sql.replace(/^\s*--.*$/gm, ''))
  try {
    if (atomic) await client.query('begin')
    await client.query('insert into _prisma_migrations (id, migration_name, checksum) values ($1, $2, $3)', [
      id,
      name,
      checksum,
    ])
    await client.query(sql)
    await client.query('update _prisma_migrations set finished_at = now(), applied_steps_count = 1 where id = $1', [id])
    if (atomic) await client.query('commit')
  } catch (error) {
    const { message } = error as Error
    if (atomic) await client.query('rollback')
    else await client.query('update _prisma_migrations set logs = $2 where id = $1', [id, message])
    throw new StartError(`The migration ${name} failed: ${message}`)
  }
}

const MIGRATIONS_TABLE = `create table if not exists _prisma_migrations (
  id                  varchar(36) primary key not null,
  checksum            varchar(64) not null,
  finished_at         timestamptz,
  migration_name      varchar(255) not null,
  logs                text,
  rolled_back_at      timestamptz,
  started_at          timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`
