// The open ledger: no fork, no way around its lock, and what anybody can check with the script in docs/.
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { transaction } from '../../src/store/database.js'
import { type LedgerRow, lockLedger, readLedger, verifyLedger } from '../../src/store/ledger.js'
import { lockNominations } from '../../src/store/nominations.js'
import { commands } from '../../src/tools/admin/support.js'
import { type TestDatabase, testDatabase } from '../support/database.js'
import { startProcess } from '../support/process.js'
import { tempFolder } from '../support/temp-folder.js'
import { NOW } from './organisation.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const WRITER = fileURLToPath(new URL('./ledger-writer.ts', import.meta.url))
const EACH = 90

it('is one chain though two processes append at once', async () => {
  const writers = [1, 2].map(() => startProcess([WRITER, database.url, String(EACH)]))
  await Promise.all(writers.map((writer) => writer.says(/written/)))
  expect(await verifyLedger(database.pool)).toEqual({ rows: 2 * EACH, needs: [] })
}, 60_000)

it('and nominations wait for each other in one order, whoever begins', async () => {
  const { pool } = database
  const both = [lockNominations, lockLedger]
  const pairs = Array.from({ length: 40 }, (_, n) => (n % 2 ? both : both.toReversed()))
  const done = pairs.map(([first, second]) =>
    transaction(pool, async (tx) => {
      await first!(tx)
      await tx.query('SELECT pg_sleep(0.002)')
      await second!(tx)
    }),
  )
  // A deadlock would be an error of one of them.
  await expect(Promise.all(done)).resolves.toHaveLength(40)
})

it.each(['jsonl', 'csv'])('is checked by anybody from its %s, and a changed number shows', async (form) => {
  const file = path.join(tempFolder(), `so.${form}`)
  const context = { pool: database.pool, now: NOW } as Parameters<NonNullable<typeof commands.ledger>['run']>[1]
  const told = await commands.ledger!.run({ words: ['export', file], options: {} }, context)
  expect(told[0]).toContain(`${2 * EACH} dòng`)
  expect((await check(file)).stdout).toContain(`Sổ nguyên vẹn: ${2 * EACH} dòng`)
  writeFileSync(file, readFileSync(file, 'utf8').replace('DCND-2026-0001', 'DCND-2026-0002'))
  await expect(check(file)).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('đứt ở dòng 1') })
})

it('is printed where no file is named', async () => {
  const context = { pool: database.pool, now: NOW } as Parameters<NonNullable<typeof commands.ledger>['run']>[1]
  const lines = await commands.ledger!.run({ words: ['export'], options: {} }, context)
  const rows: LedgerRow[] = []
  for await (const page of readLedger(database.pool)) rows.push(...page)
  expect(lines.map((line) => JSON.parse(line))).toEqual(rows)
})

const SCRIPT = fileURLToPath(new URL('../../docs/verify-ledger.mjs', import.meta.url))
const check = (file: string) => promisify(execFile)(process.execPath, [SCRIPT, file])
