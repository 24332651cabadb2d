// The open ledger: what was promised and what happened, in a chain of hashes, with nobody's name in it.
import { createHash } from 'node:crypto'
import { queueUp } from './codes.js'
import type { Db, Tx } from './database.js'

export type LedgerEvent =
  | 'hold'
  | 'lapse'
  | 'release'
  | 'pledge'
  | 'agree'
  | 'change'
  | 'cancel'
  | 'deliver'
  | 'confirm'

export interface LedgerEntry {
  event: LedgerEvent
  /** Code of the address. */
  address: string
  /** Row numbers of the need and the pledge. */
  need: string
  pledge: string
  form: string
  /** Thousandths; of a change the difference, which may be negative. */
  quantity: number
  /** The unit the card shows. */
  unit: string
}

/**
 * Until the transaction ends nobody else writes the ledger. A statement of its own, before any need is locked: two
 * transactions that changed needs and the ledger in different orders would wait for each other.
 */
export async function lockLedger(tx: Tx): Promise<void> {
  await queueUp(tx)
  await tx.query({ name: 'ledger-lock', text: 'SELECT FROM ledger_head WHERE id = 1 FOR UPDATE' })
}

// What a link's hash is taken of, before the hash of the link before it. verify() builds the same text.
const CANON = (seq: string) =>
  `concat_ws('|', ${seq}, $1::text, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text`

const APPEND = {
  name: 'ledger-append',
  text: `WITH head AS (
      UPDATE ledger_head SET seq = seq + 1,
        hash = encode(sha256(convert_to(${CANON('seq + 1')}, hash), 'UTF8')), 'hex')
      WHERE id = 1 RETURNING seq, hash)
    INSERT INTO ledger (seq, at, event, address, need, pledge, form, quantity, unit_code, hash)
    SELECT seq, $1::timestamptz, $2, $3, $4::bigint, $5::bigint, $6, $7::bigint, $8, hash FROM head`,
}

/** Adds a row. `now`: epoch ms. */
export async function appendLedger(tx: Tx, entry: LedgerEntry, now: number): Promise<void> {
  const { event, address, need, pledge, form, quantity, unit } = entry
  const values = [new Date(now).toISOString(), event, address, need, pledge, form, String(quantity), unit]
  await tx.query({ ...APPEND, values })
}

/** A row as anybody may read it; `quantity` in thousandths. */
export interface LedgerRow {
  seq: string
  at: string
  event: string
  address: string
  need: string
  pledge: string
  form: string
  quantity: string
  unit: string
  hash: string
}

/** In the order in which they are hashed, the hash itself last. */
export const LEDGER_COLUMNS = [
  'seq',
  'at',
  'event',
  'address',
  'need',
  'pledge',
  'form',
  'quantity',
  'unit',
  'hash',
] as const

const PAGE = 5_000

/** All rows in their order, a page at a time. */
export async function* readLedger(db: Db): AsyncGenerator<LedgerRow[]> {
  for (let after = '0'; ; ) {
    const { rows } = await db.query<Omit<LedgerRow, 'at'> & { at: Date }>(
      `SELECT seq, at, event, address, need, pledge, form, quantity, unit_code AS unit, hash FROM ledger
       WHERE seq > $1 ORDER BY seq LIMIT ${PAGE}`,
      [after],
    )
    if (rows.length === 0) return
    yield rows.map((row) => ({ ...row, at: row.at.toISOString() }))
    after = rows.at(-1)!.seq
  }
}

/** The hash of a row behind one with the hash `before`. */
export function linkHash(row: LedgerRow, before: string): string {
  const { seq, at, event, address, need, pledge, form, quantity, unit } = row
  const text = [seq, at, event, address, need, pledge, form, quantity, unit, before].join('|')
  return createHash('sha256').update(text).digest('hex')
}

export interface Verified {
  rows: number
  /** The first row that does not follow from those before it, and needs whose sums are not what the ledger says. */
  brokenAt?: string
  needs: string[]
}

/** Walks the chain and adds it up: every link follows from the one before, and every need is taken as the ledger says. */
export async function verifyLedger(db: Db): Promise<Verified> {
  let before = ''
  let count = 0
  const taken = new Map<string, bigint>()
  for await (const page of readLedger(db))
    for (const row of page) {
      count += 1
      if (row.seq !== String(count) || row.hash !== linkHash(row, before))
        return { rows: count, brokenAt: row.seq, needs: [] }
      before = row.hash
      const sign = SIGNS[row.event] ?? 0n
      taken.set(row.need, (taken.get(row.need) ?? 0n) + sign * BigInt(row.quantity))
    }
  const { rows: head } = await db.query<{ seq: string; hash: string }>('SELECT seq, hash FROM ledger_head')
  if (head[0]?.seq !== String(count) || head[0]?.hash !== before)
    return { rows: count, brokenAt: head[0]?.seq, needs: [] }
  const { rows } = await db.query<{ id: string; taken: string }>('SELECT id, taken FROM need WHERE taken > 0')
  const stated = new Map(rows.map(({ id, taken: now }) => [id, BigInt(now)]))
  const { rows: there } = await db.query<{ id: string }>('SELECT id FROM need WHERE id = ANY($1::bigint[])', [
    [...taken.keys()],
  ])
  const known = new Set(there.map(({ id }) => id))
  const differs = [...new Set([...taken.keys(), ...stated.keys()])].filter(
    (id) => (known.has(id) || stated.has(id)) && (taken.get(id) ?? 0n) !== (stated.get(id) ?? 0n),
  )
  return { rows: count, needs: differs.sort() }
}

/** How an event changes what is taken of a need; the others change nothing. */
const SIGNS: Record<string, bigint> = { hold: 1n, lapse: -1n, release: -1n, cancel: -1n, change: 1n }
