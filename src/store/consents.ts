// Proof of consent, and what follows from its withdrawal. Law 91/2025/QH15 articles 9, 10, 14.

import type { PoolClient } from 'pg'
import type { Holder } from './holder.js'

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
    text: `INSERT INTO consent (person_id, purpose, version, text, reply, channel, given_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [personId, given.purpose, given.version, given.text, given.reply, given.channel, new Date(now)],
  })
}

export async function withdrawConsents(tx: PoolClient, personId: string, now: number): Promise<void> {
  await tx.query('UPDATE consent SET withdrawn_at = $2 WHERE person_id = $1 AND withdrawn_at IS NULL', [
    personId,
    new Date(now),
  ])
}

/** One purpose alone ends: what was agreed to otherwise goes on. */
export async function withdrawConsent(tx: PoolClient, personId: string, purpose: string, now: number): Promise<void> {
  await tx.query(
    'UPDATE consent SET withdrawn_at = $3 WHERE person_id = $1 AND purpose = $2 AND withdrawn_at IS NULL',
    [personId, purpose, new Date(now)],
  )
}

// They stay as proof, with the dates of being given and withdrawn.
export const holder: Holder = {
  tables: ['consent'],
  keeps: 'EXISTS (SELECT FROM consent WHERE person_id = $1)',
  async held(tx, personId) {
    const { rows } = await tx.query<{ purpose: string; version: string; givenAt: Date; withdrawnAt: Date | null }>(
      `SELECT purpose, version, given_at AS "givenAt", withdrawn_at AS "withdrawnAt" FROM consent
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
