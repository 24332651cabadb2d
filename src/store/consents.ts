// Proof of consent, and what follows from its withdrawal. Law 91/2025/QH15 articles 9, 10, 14.

import type { PoolClient } from 'pg'
import type { Holder } from './holder.js'
import { actsOf } from './link-undo.js'

export interface GivenConsent {
  purpose: string
  version: string
  /** The words shown. */
  text: string
  /** The exact reply. */
  reply: string
  channel: string
}

export async function recordConsent(tx: PoolClient, personId: string, given: GivenConsent, now: number): Promise<void> {
  await tx.query({
    name: 'record-consent',
    text: `INSERT INTO consent (person_id, purpose, version, text, text_hash, reply, channel, given_at)
      VALUES ($1, $2, $3, $4, encode(sha256(convert_to($4, 'UTF8')), 'hex'), $5, $6, $7)`,
    values: [personId, given.purpose, given.version, given.text, given.reply, given.channel, new Date(now)],
  })
}

/** Withdraws what a person agreed to for one purpose, or for all. Gives the numbers of the proofs. */
export async function withdrawConsents(
  tx: PoolClient,
  personId: string,
  now: number,
  purpose?: string,
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `UPDATE consent SET withdrawn_at = $2
     WHERE person_id = $1 AND withdrawn_at IS NULL AND ($3::text IS NULL OR purpose = $3) RETURNING id`,
    [personId, new Date(now), purpose ?? null],
  )
  return rows.map(({ id }) => id)
}

/** An SQL condition on a consent `c`: it holds, and nothing of its purpose was withdrawn since it was given. */
export const inUse = (c: string) =>
  `${c}.withdrawn_at IS NULL AND NOT EXISTS (SELECT FROM consent w
     WHERE w.person_id = ${c}.person_id AND w.purpose = ${c}.purpose AND w.withdrawn_at > ${c}.given_at)`

/** What a person agrees to, by purpose: the version of the words. Of what two accounts of theirs said the newest holds. */
export async function agreedTo(tx: PoolClient, personId: string): Promise<Record<string, string>> {
  const { rows } = await tx.query<{ purpose: string; version: string }>(
    `SELECT c.purpose, c.version FROM consent c WHERE c.person_id = $1 AND ${inUse('c')} ORDER BY c.given_at, c.id`,
    [personId],
  )
  return Object.fromEntries(rows.map(({ purpose, version }) => [purpose, version]))
}

// They stay as proof, with the dates of being given and withdrawn.
export const holder: Holder = {
  tables: ['consent'],
  follows: ['consent.person_id'],
  async part(tx, { link }, _drafts, undoneAt) {
    if (undoneAt === undefined) return
    for (const { key, by } of await actsOf(tx, link, 'consent ended'))
      await tx.query('UPDATE consent SET withdrawn_at = NULL WHERE id = $1 AND person_id <> $2', [key, by])
  },
  keeps: 'EXISTS (SELECT FROM consent WHERE person_id = $1)',
  async held(tx, personId) {
    const { rows } = await tx.query<{
      purpose: string
      version: string
      reply: string
      channel: string
      givenAt: Date
      withdrawnAt: Date | null
    }>(
      `SELECT purpose, version, reply, channel, given_at AS "givenAt", withdrawn_at AS "withdrawnAt" FROM consent
       WHERE person_id = $1 ORDER BY given_at, id`,
      [personId],
    )
    return {
      consents: rows.map(({ givenAt, withdrawnAt, ...consent }) => ({
        ...consent,
        givenAt: givenAt.getTime(),
        withdrawnAt: withdrawnAt?.getTime(),
      })),
    }
  },
  async erase(tx, personId, now) {
    const { rowCount } = await tx.query(
      'UPDATE consent SET withdrawn_at = coalesce(withdrawn_at, $2) WHERE person_id = $1',
      [personId, new Date(now)],
    )
    return { consents: rowCount ?? 0 }
  },
}
