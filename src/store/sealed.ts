// What is kept sealed in the database, and how a value is sealed and opened on its way in and out: the one place for both.
import type { Pool, PoolClient } from 'pg'
import type { Keys } from './keys.js'

export interface SealedTable {
  /** The column that says which row it is, and never changes. */
  row: string
  columns: readonly string[]
  /** Of a column: the one beside it that holds its keyed hash. */
  found?: Record<string, string>
}

/** Numbers to call people by, who is behind an address, and what is written about people for officers' eyes. */
export const SEALED = {
  nominator: { row: 'draft_id', columns: ['phone'], found: { phone: 'phone_hash' } },
  pledge: { row: 'id', columns: ['phone', 'note', 'reason', 'proposal'] },
  delivery: { row: 'id', columns: ['changed'] },
  address: { row: 'id', columns: ['reason'] },
  suggestion: { row: 'address_id', columns: ['name', 'phone'] },
  address_private: {
    row: 'address_id',
    columns: ['name', 'birth_year', 'guardian', 'phone', 'place', 'details'],
  },
  ticket: { row: 'id', columns: ['note'] },
  decision: { row: 'id', columns: ['reason', 'undone_for'] },
  review_question: { row: 'id', columns: ['question', 'answer'] },
  recusal: { row: 'review_id', columns: ['reason'] },
  regroup: { row: 'id', columns: ['reason'] },
  nominee_consent: { row: 'id', columns: ['note'] },
  story: { row: 'id', columns: ['picture_note'] },
  erasure_secret: { row: 'id', columns: ['secret'] },
} as const satisfies Record<string, SealedTable>

export type SealedTableName = keyof typeof SEALED
type ColumnOf<T extends SealedTableName> = (typeof SEALED)[T]['columns'][number]

type Db = Pool | PoolClient

const RINGS = new WeakMap<object, { keys?: Keys }>()

/** From here on this pool, or connection, seals and opens by these keys. */
export function bindKeys(db: object, ring: { keys?: Keys }): void {
  RINGS.set(db, ring)
}

/** Throws where the database was opened without keys. */
export function keysOf(db: object): Keys {
  const keys = RINGS.get(db)?.keys
  if (!keys) throw new Error('this database was opened without its keys')
  return keys
}

export interface Box<T extends SealedTableName> {
  /** Nothing stays nothing. */
  seal<V extends string | null | undefined>(column: ColumnOf<T>, text: V): V extends string ? string : string | null
  open<V extends string | null>(column: ColumnOf<T>, text: V): V
}

/** The sealed columns of one row. */
export function boxOf<T extends SealedTableName>(db: Db, table: T, row: string): Box<T> {
  const at = (column: string) => `${table}.${row}.${column}`
  return {
    seal: (column, text) => (text ? keysOf(db).seal(text, at(column)) : (text ?? null)) as never,
    open: (column, text) => (text ? keysOf(db).open(text, at(column)) : text) as typeof text,
  }
}

/** The number of a row that is about to be written: what is sealed in it is bound to it. */
export async function nextId(tx: Db, table: SealedTableName): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(`SELECT nextval(pg_get_serial_sequence($1, 'id')) AS id`, [table])
  return rows[0]!.id
}

/** What a text is looked for by. */
export function hashesOf(db: Db, text: string): string[] {
  return keysOf(db).hashes(text)
}
