// Everything that is kept, as text to search in for words that must be there or must not. The PostgreSQL that is built in
// ships without pg_dump: what a dump would hold is read table by table, and what is sealed is looked at opened as well.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Redis } from 'ioredis'
import { expect } from 'vitest'
import type { Pool } from '../../src/store/database.js'
import { keyIdOf } from '../../src/store/keys.js'
import { openState } from '../../src/store/sealed/session.js'
import { boxOf, SEALED, type SealedTable, type SealedTableName } from '../../src/store/sealed.js'

export interface KeptRow {
  table: string
  /** As it lies there, sealed columns opened. */
  row: Record<string, unknown>
}

/** Every row of every table of ours and of the queue. Fails where a column that must be sealed lies open. */
export async function keptRows(pool: Pool): Promise<KeptRow[]> {
  const { rows: tables } = await pool.query<{ schema: string; name: string }>(
    `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE' AND table_name <> 'unit'`,
  )
  const kept: KeptRow[] = []
  for (const { schema, name } of tables) {
    const { rows } = await pool.query<Record<string, unknown>>(`SELECT * FROM "${schema}"."${name}"`)
    for (const row of rows) kept.push({ table: name, row: openedRow(pool, name, row) })
  }
  return kept
}

/** A row with what is sealed in it opened, in place. */
export function openedRow(pool: Pool, name: string, row: Record<string, unknown>): Record<string, unknown> {
  const sealed = (SEALED as Record<string, SealedTable>)[name]
  for (const column of sealed?.columns ?? []) {
    const text = row[column]
    if (typeof text !== 'string' || text === '') continue
    expect(keyIdOf(text), `${name}.${column} lies open`).toBeDefined()
    row[column] = boxOf(pool, name as SealedTableName, String(row[sealed!.row])).open(column as never, text)
  }
  if (name === 'session') row.state = openState(pool, String(row.person_id), row.state)
  return row
}

export const rowText = ({ table, row }: KeptRow): string => `${table} ${JSON.stringify(row)}`

/** Every file under a folder, its name too. */
export function folderText(dir: string): string {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .map((file) => `${file} ${readFileSync(file, 'latin1')}`)
    .join('\n')
}

/** Every key of a Redis with what it holds. */
export async function redisText(url: string): Promise<string> {
  const redis = new Redis(url)
  const lines: string[] = []
  for (const key of await redis.keys('*')) lines.push(key, (await redis.dumpBuffer(key))?.toString('utf8') ?? '')
  redis.disconnect()
  return lines.join('\n')
}
