// Who has been erased: kept beside the database too, so that a backup brought back is erased again. Keys, no names.
import { createHash } from 'node:crypto'
import * as z from 'zod'
import { addressKey } from './address/known-again.js'
import { CONSOLE } from './audit.js'
import { type Pool, type Tx, transaction } from './database.js'
import { eraseAgain } from './erase-address.js'
import type { Holders } from './holder.js'
import { eraseFrom } from './holders.js'

const lineSchema = z.object({
  key: z.uuid(),
  at: z.iso.datetime(),
  accounts: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
  /** Of a family: its address, and what a list would know it by. */
  address: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  families: z.array(z.string().regex(/^[\w-]{43}$/)).default([]),
})
export type ErasureLine = z.output<typeof lineSchema>

const accountKey = (channel: string, address: string) =>
  createHash('sha256').update(`account\n${channel}\n${address}`).digest('hex')

/** Notes that a person has been erased, in the transaction that does it. */
export async function noteErasure(tx: Tx, personId: string, now: number): Promise<void> {
  const { rows } = await tx.query<{ channel: string; address: string }>(
    'SELECT channel, address FROM contact WHERE person_id = $1 ORDER BY id',
    [personId],
  )
  await tx.query('INSERT INTO erasure (key, at, accounts) VALUES (gen_random_uuid(), $1, $2)', [
    new Date(now),
    rows.map(({ channel, address }) => accountKey(channel, address)),
  ])
}

/** Writes down, with `append`, what is not beside the database yet. A crash in between writes a line twice, which does no harm. */
export async function fileErasures(pool: Pool, append: (lines: string) => Promise<void>): Promise<void> {
  const unfiled = 'SELECT key, at, accounts, address, families FROM erasure WHERE NOT filed ORDER BY at LIMIT 500'
  if ((await pool.query(`${unfiled.replace('500', '1')}`)).rows.length === 0) return
  await transaction(pool, async (tx) => {
    const { rows } = await tx.query<UnfiledRow>(`${unfiled} FOR UPDATE SKIP LOCKED`)
    if (rows.length === 0) return
    await append(rows.map((row) => `${JSON.stringify(lineOf(row))}\n`).join(''))
    await tx.query('UPDATE erasure SET filed = true WHERE key = ANY($1::uuid[])', [rows.map(({ key }) => key)])
  })
}

interface UnfiledRow {
  key: string
  at: Date
  accounts: string[]
  address: string | null
  families: string[]
}

function lineOf({ key, at, accounts, address, families }: UnfiledRow) {
  const line = { key, at: at.toISOString(), accounts }
  return address === null ? line : { ...line, address, families }
}

/** The lines of the file. Throws (a line's number) where one is not one of ours. */
export function readErasures(text: string): ErasureLine[] {
  return text.split('\n').flatMap((line, n) => {
    if (line.trim() === '') return []
    try {
      return [lineSchema.parse(JSON.parse(line))]
    } catch {
      throw new Error(`line ${n + 1} is no erasure`)
    }
  })
}

/**
 * Erases again whoever was erased after this backup was made: what the database knows of was erased in it already. Gives how
 * many lines were new to it, and how many people and families were found. A family that is entered in no list of this backup is
 * taken from none later.
 */
export async function reapplyErasures(
  pool: Pool,
  lines: ErasureLine[],
  now: number,
  holders?: Holders,
): Promise<{ lines: number; people: number; families: number }> {
  const known = await pool.query<{ key: string }>('SELECT key FROM erasure')
  const before = new Set(known.rows.map(({ key }) => key))
  const { rows } = await pool.query<{ person: string; channel: string; address: string }>(
    'SELECT person_id AS person, channel, address FROM contact',
  )
  const people = new Map(rows.map(({ person, channel, address }) => [accountKey(channel, address), person]))
  const entered = await pool.query<{ code: string; at: Date }>('SELECT code, created_at AS at FROM address')
  const addresses = new Map(entered.rows.map(({ code, at }) => [addressKey(code, at), code]))
  const done = { lines: 0, people: 0, families: 0 }
  for (const { key, at, accounts, address, families } of lines) {
    if (before.has(key)) continue
    before.add(key)
    const family = address && addresses.get(address)
    const found = [...new Set(accounts.flatMap((account) => people.get(account) ?? []))]
    await transaction(pool, async (tx) => {
      for (const person of found) {
        await tx.query('SELECT FROM session WHERE person_id = $1 FOR UPDATE', [person])
        await eraseFrom(tx, person, now, CONSOLE, holders)
      }
      if (family) await eraseAgain(tx, family, CONSOLE, now)
      await tx.query(
        'INSERT INTO erasure (key, at, accounts, address, families, filed) VALUES ($1, $2, $3, $4, $5, true)',
        [key, at, accounts, address ?? null, families],
      )
    })
    done.lines++
    done.people += found.length
    done.families += family ? 1 : 0
  }
  return done
}
