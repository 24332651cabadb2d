// All that is sealed, row by row: counted by key, sealed where it is not yet, sealed anew by the current key.
import { type Db, type Pool, transaction } from '../database.js'
import { keyIdOf } from '../keys.js'
import { boxOf, hashesOf, keysOf, SEALED, type SealedTable, type SealedTableName } from '../sealed.js'
import { resealSessions, sessionKeys } from './session.js'

const TABLES = Object.entries(SEALED) as [SealedTableName, SealedTable][]
const PORTION = 200

/** How many values each key seals; `plain` are not sealed yet. */
export async function countByKey(db: Db): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const add = (key: string, n: number) => {
    counts[key] = (counts[key] ?? 0) + n
  }
  for (const [table, { columns }] of TABLES)
    for (const column of columns) {
      const { rows } = await db.query<{ key: string; n: number }>(
        `SELECT ${KEY_OF(column)} AS key, count(*)::int AS n FROM ${table} WHERE ${column} <> '' GROUP BY 1`,
      )
      for (const { key, n } of rows) add(key, n)
    }
  for (const { key, n } of await sessionKeys(db)) add(key, n)
  return counts
}

const KEY_OF = (column: string) =>
  `CASE WHEN ${column} ~ '^v1\\.[0-9a-f]{12}\\.[A-Za-z0-9_-]{38,}$' THEN substr(${column}, 4, 12) ELSE 'plain' END`

/**
 * Seals by the current key what is not sealed by it. Every portion is a transaction of its own: broken off, it goes on where it was. Gives how
 * many rows it wrote.
 */
export async function sealRows(pool: Pool): Promise<number> {
  let done = 0
  for (const [table] of TABLES)
    for (let portion = PORTION; portion === PORTION; done += portion)
      portion = await transaction(pool, (tx) => sealPortion(tx, table))
  return done + (await resealSessions(pool))
}

async function sealPortion(tx: Db, table: SealedTableName): Promise<number> {
  const { row, columns, found = {} }: SealedTable = SEALED[table]
  const current = keysOf(tx).current()
  const stale = columns.map((column) => `${column} <> '' AND ${KEY_OF(column)} <> $1`).join(' OR ')
  const { rows } = await tx.query<Record<string, string | null>>(
    `SELECT ctid::text AS "at", ${row}::text AS "row", ${columns.join(', ')} FROM ${table}
     WHERE ${stale} ORDER BY ${row} LIMIT ${PORTION} FOR UPDATE`,
    [current],
  )
  for (const each of rows) {
    const box = boxOf(tx, table, each.row!)
    const changes = columns.flatMap((column) => {
      const text = each[column]
      if (!text || keyIdOf(text) === current) return []
      const said = box.open(column as never, text)
      const hash = found[column]
      return [
        { column, value: box.seal(column as never, said) as string },
        ...(hash ? [{ column: hash, value: hashesOf(tx, said)[0]! }] : []),
      ]
    })
    const sets = changes.map(({ column }, n) => `${column} = $${n + 2}`).join(', ')
    await tx.query(`UPDATE ${table} SET ${sets} WHERE ctid = $1::tid`, [each.at, ...changes.map(({ value }) => value)])
  }
  return rows.length
}
