import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { StartError } from '../../src/ops/start-error.js'
import { migrate } from '../../src/store/migrate.js'
import { type TestDatabase, testDatabase } from '../support/database.js'
import { freePort } from '../support/free-port.js'
import { removeFolder, tempFolder } from '../support/temp-folder.js'

const log = pino({ level: 'silent' })
const ours = readdirSync('prisma/migrations').filter((name) => !name.endsWith('.toml'))
let database: TestDatabase
let folder: string

beforeEach(async () => {
  database = await testDatabase({ empty: true })
  folder = tempFolder()
})

afterEach(async () => {
  await database.drop()
  removeFolder(folder)
})

function write(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true })
  writeFileSync(path.join(folder, name, 'migration.sql'), sql)
}

async function rows(sql: string, pool: pg.Pool = database.pool): Promise<unknown[]> {
  return (await pool.query(sql)).rows
}

const applied = () =>
  rows(`select migration_name as name, checksum, finished_at is not null as finished, logs, rolled_back_at,
               applied_steps_count as steps, started_at <= finished_at as in_order, length(id) as id
        from _prisma_migrations order by migration_name`)

async function refusal(): Promise<string> {
  const error = await migrate(database.url, { log, folder }).then(
    () => undefined,
    (reason: Error) => reason,
  )
  expect(error).toBeInstanceOf(StartError)
  expect(error?.message).not.toContain('\n')
  return error!.message
}

describe('our migrations', () => {
  test('apply once, and are noted as the Prisma CLI notes them', async () => {
    await migrate(database.url, { log })
    await migrate(database.url, { log })
    expect(await applied()).toEqual(
      ours.map((name) => ({
        name,
        checksum: createHash('sha256')
          .update(readFileSync(`prisma/migrations/${name}/migration.sql`))
          .digest('hex'),
        finished: true,
        logs: null,
        rolled_back_at: null,
        steps: 1,
        in_order: true,
        id: 36,
      })),
    )
  })

  test('apply once when five processes start together', async () => {
    await Promise.all(Array.from({ length: 5 }, () => migrate(database.url, { log })))
    expect(await applied()).toHaveLength(ours.length)
  })

  test('make what prisma/schema.prisma describes', async () => {
    await migrate(database.url, { log })
    const fresh = await testDatabase({ empty: true })
    try {
      const script = execFileSync(process.execPath, ['scripts/prisma-diff.mjs', fresh.url], { encoding: 'utf8' })
      await fresh.pool.query(script)
      const wanted = await catalog(fresh.pool)
      expect(wanted.length).toBeGreaterThan(50)
      expect(await catalog(database.pool)).toEqual(wanted)
    } finally {
      await fresh.drop()
    }
  })
})

/** Every column, constraint, index and type of the schema `public`, as text; no CHECKs nor DEFERRABLE, which a Prisma schema cannot hold. */
async function catalog(pool: pg.Pool): Promise<unknown[]> {
  return rows(
    `select format('%s.%s %s %s default %s', table_name, column_name, concat_ws(' ', udt_name, datetime_precision),
                   is_nullable, column_default) as line
       from information_schema.columns where table_schema = 'public' and table_name <> '_prisma_migrations'
     union all
     select format('%s %s %s', conrelid::regclass, conname, replace(pg_get_constraintdef(oid), ' DEFERRABLE', ''))
       from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> coalesce(to_regclass('_prisma_migrations'), 0)
         and contype <> 'c'
     union all
     select indexdef from pg_indexes where schemaname = 'public' and tablename <> '_prisma_migrations'
     union all
     select format('%s %s', enumtypid::regtype, enumlabel) from pg_enum
     order by line`,
    pool,
  )
}

describe('any migrations', () => {
  test('apply in the order of their names, new ones on top of old ones', async () => {
    write('2_fill', 'insert into a values (1);')
    write('1_make', 'create table a (n int);')
    await migrate(database.url, { log, folder })
    write('3_more', 'insert into a select n + 1 from a;\n-- two statements\ninsert into a select n + 2 from a;')
    await migrate(database.url, { log, folder })
    expect(await rows('select n from a order by n')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }])
  })

  test('refuse to go on when an applied one was changed', async () => {
    write('1_make', 'create table a (n int);')
    await migrate(database.url, { log, folder })
    write('1_make', 'create table a (n bigint);')
    write('2_more', 'create table b (n int);')
    expect(await refusal()).toMatch(/^The migration 1_make was changed after it was applied; restore /)
    expect(await rows(`select to_regclass('b') as b`)).toEqual([{ b: null }])
  })

  test('are the same with Windows line ends', async () => {
    write('1_make', 'create table a (\n  n int\n);\n')
    await migrate(database.url, { log, folder })
    write('1_make', 'create table a (\r\n  n int\r\n);\r\n')
    await migrate(database.url, { log, folder })
  })

  test('leave nothing behind when one fails, and go on once it is mended', async () => {
    write('1_make', 'create table a (n int);')
    write('2_fails', 'create table b (n int); select no_such_column from a;')
    expect(await refusal()).toMatch(/^The migration 2_fails failed: .*no_such_column/)
    expect(await rows(`select to_regclass('b') as b`)).toEqual([{ b: null }])
    expect(await applied()).toMatchObject([{ name: '1_make', finished: true }])
    write('2_fails', 'create table b (n int);')
    await migrate(database.url, { log, folder })
    expect(await applied()).toHaveLength(2)
  })

  test('that cannot run in a transaction run without, and are remembered as failed until a person has looked', async () => {
    write('1_make', 'create table a (n int); insert into a values (1), (1);')
    write('2_index', 'create unique index concurrently a_n on a (n);')
    expect(await refusal()).toMatch(/^The migration 2_index failed: could not create unique index/)
    expect(await refusal()).toMatch(/^The migration 2_index failed half way; .*prisma migrate resolve/)
    await rows(
      `delete from a; drop index a_n; update _prisma_migrations set rolled_back_at = now() where logs is not null`,
    )
    await migrate(database.url, { log, folder })
    expect(await rows(`select indisvalid as valid from pg_index where indexrelid = 'a_n'::regclass`)).toEqual([
      { valid: true },
    ])
  })

  test('unknown ones in the database are of a newer release: it starts, and says so', async () => {
    write('1_make', 'create table a (n int);')
    await migrate(database.url, { log, folder })
    removeFolder(path.join(folder, '1_make'))
    const warnings: string[] = []
    await migrate(database.url, { log: { ...log, info() {}, warn: (text: string) => warnings.push(text) }, folder })
    expect(warnings).toEqual([expect.stringContaining('1_make')])
  })
})

test('a database that does not answer is told in one line, without its password', async () => {
  const error = await migrate(`postgres://user:hunter2@127.0.0.1:${await freePort()}/x`, { log }).catch((e) => e)
  expect(error).toBeInstanceOf(StartError)
  expect(error.message).toMatch(/^DATABASE_URL: .*127\.0\.0\.1/)
  expect(error.message).not.toMatch(/hunter2|\n/)
})
