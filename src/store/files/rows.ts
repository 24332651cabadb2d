// Rows of files people sent: wanted -> stored | lost | dropped. The bytes are in storage.ts.

import type { Pool, PoolClient } from 'pg'
import type { FileRef } from '../../flows/message.js'
import { filesIn } from '../../flows/turn/files.js'
import { transaction } from '../database.js'
import type { Holder } from '../holder.js'

export interface WantedFile {
  id: string
  personId: string
  channel: string
  ref: string
  kind: 'photo' | 'file'
  name: string | null
  attempts: number
  ticketId: string | null
  /** What is done with it, where it is more than kept; `sha256` once it is here. */
  purpose: string | null
  sha256: string | null
}

/** Longer than a download may take. */
const CLAIM_MS = 120_000

/** Notes a file to be fetched. `ticket`: it was sent in the talk of this request, and is passed on once it is there. */
export async function wantFile(
  tx: PoolClient,
  personId: string,
  channel: string,
  id: string,
  source: FileRef,
  now: number,
  ticket?: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO file (id, person_id, channel, ref, kind, name, mime, size, created_at, next_try_at, ticket_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10) ON CONFLICT (id) DO NOTHING`,
    [
      id,
      personId,
      channel,
      source.ref,
      source.kind,
      source.name ?? null,
      source.mime ?? null,
      source.size ?? null,
      new Date(now),
      ticket ?? null,
    ],
  )
}

/**
 * Something is to be done with a file of this person's: told with `purpose` when it is first wanted, or once more with what
 * is stored. False where there is no such file, or it is under way.
 */
export async function useFile(
  tx: PoolClient,
  personId: string,
  id: string,
  purpose: string,
  now: number,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE file SET state = 'wanted', purpose = $3, attempts = 0, next_try_at = $4
     WHERE id = $1 AND person_id = $2 AND (purpose IS NULL AND state = 'wanted' OR purpose <> 'made' AND state = 'stored')`,
    [id, personId, purpose, new Date(now)],
  )
  return rowCount === 1
}

/** Notes a file that we made for a person: it goes with all that is theirs, and after a month by itself. */
export async function keepMade(
  tx: PoolClient,
  { personId, channel }: { personId: string; channel: string },
  made: { id: string; sha256: string; size: number },
  now: number,
): Promise<void> {
  await tx.query(
    `INSERT INTO file (id, person_id, channel, kind, state, purpose, sha256, size, mime, created_at, next_try_at)
     VALUES ($1, $2, $3, 'file', 'stored', 'made', $4, $5, 'application/octet-stream', $6, $6) ON CONFLICT (id) DO NOTHING`,
    [made.id, personId, channel, made.sha256, made.size, new Date(now)],
  )
}

/** Nothing more is done with it: its bytes are an orphan's. */
export async function endUse(tx: PoolClient, personId: string, id: string): Promise<void> {
  await tx.query(
    `UPDATE file SET state = 'dropped', ref = NULL, name = NULL WHERE id = $1 AND person_id = $2 AND purpose IS NOT NULL`,
    [id, personId],
  )
}

/** Drops every file of a person that went with no nomination: of drafts, or sent to an officer. */
export async function dropLooseFiles(tx: PoolClient, personId: string): Promise<void> {
  await tx.query(
    `UPDATE file SET state = 'dropped', ref = NULL, name = NULL
     WHERE person_id = $1 AND nominator_id IS NULL AND delivery_id IS NULL AND state <> 'dropped'`,
    [personId],
  )
}

/** Claims a wanted file for a download; undefined when somebody else has it or it is no longer wanted. */
export async function claimFile(db: Pool, id: string, now: number): Promise<WantedFile | undefined> {
  const { rows } = await db.query<WantedFile>(
    `UPDATE file SET next_try_at = $3, attempts = attempts + 1
     WHERE id = $1 AND state = 'wanted' AND next_try_at <= $2
     RETURNING id, person_id AS "personId", channel, ref, kind, name, attempts, ticket_id AS "ticketId", purpose, sha256`,
    [id, new Date(now), new Date(now + CLAIM_MS)],
  )
  return rows[0]
}

export async function filesDue(db: Pool, now: number, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM file WHERE state = 'wanted' AND next_try_at <= $1 ORDER BY next_try_at LIMIT $2`,
    [new Date(now), limit],
  )
  return rows.map((row) => row.id)
}

/** Records what was fetched. Where the draft was deleted meanwhile the row stays dropped, and its bytes are an orphan's. */
export async function storedFile(
  tx: PoolClient,
  id: string,
  file: { sha256: string; mime: string; size: number },
): Promise<void> {
  await tx.query(
    `UPDATE file SET state = CASE state WHEN 'wanted' THEN 'stored' ELSE state END, sha256 = $2, mime = $3, size = $4, ref = NULL
     WHERE id = $1 AND state IN ('wanted', 'dropped')`,
    [id, file.sha256, file.mime, file.size],
  )
}

export async function retryFile(db: Pool, id: string, at: number): Promise<void> {
  await db.query(`UPDATE file SET next_try_at = $2 WHERE id = $1 AND state = 'wanted'`, [id, new Date(at)])
}

/** It will never come, also where its nomination has been sent meanwhile. True when it was still wanted. */
export async function loseFile(tx: PoolClient, id: string): Promise<boolean> {
  const { rowCount } = await tx.query(`UPDATE file SET state = 'lost', ref = NULL WHERE id = $1 AND state = 'wanted'`, [
    id,
  ])
  return rowCount === 1
}

/** No draft of this person's holds it any more; what a nomination took along stays. */
export async function dropFile(tx: PoolClient, personId: string, id: string): Promise<void> {
  await tx.query(
    `UPDATE file SET state = 'dropped', ref = NULL, name = NULL
     WHERE id = $1 AND person_id = $2 AND state IN ('wanted', 'stored') AND nominator_id IS NULL
       AND delivery_id IS NULL`,
    [id, personId],
  )
}

// Bytes are named by content: what one row drops another may be storing at this moment.
const BYTES_STAY = `SELECT pg_advisory_xact_lock_shared(hashtext('file bytes'))`
const BYTES_GO = `SELECT pg_advisory_xact_lock(hashtext('file bytes'))`

/** Until the transaction ends no bytes are removed: storing bytes and recording them belong in it. */
export async function holdBytes(tx: PoolClient): Promise<void> {
  await tx.query(BYTES_STAY)
}

/** Removes, with `remove`, contents that no living row refers to any more, at most `limit` of them. */
export async function removeOrphans(
  pool: Pool,
  limit: number,
  remove: (sha256: string) => Promise<void>,
): Promise<void> {
  if ((await orphans(pool, 1)).length === 0) return
  await transaction(pool, async (tx) => {
    await tx.query(BYTES_GO)
    for (const sha256 of await orphans(tx, limit)) {
      await remove(sha256)
      await tx.query(`UPDATE file SET sha256 = NULL WHERE sha256 = $1 AND state = 'dropped'`, [sha256])
    }
  })
}

async function orphans(db: Pool | PoolClient, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ sha256: string }>({
    name: 'orphan-bytes',
    text: `SELECT DISTINCT f.sha256 FROM file f WHERE f.state = 'dropped' AND f.sha256 IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM file o WHERE o.sha256 = f.sha256 AND o.state IN ('stored', 'wanted')) LIMIT $1`,
    values: [limit],
  })
  return rows.map((row) => row.sha256)
}

export const holder: Holder = {
  tables: ['file'],
  follows: ['file.person_id'],
  async part(tx, { kept, joined }, drafts) {
    for (const [person, theirs] of Object.entries(drafts)) {
      const files = theirs.flatMap(({ answers, notes, kept }) =>
        [answers, notes, kept].flatMap((values) => Object.values(values).flatMap(filesIn)),
      )
      await tx.query('UPDATE file SET person_id = $1 WHERE id = ANY($2::uuid[])', [person, files])
    }
    await tx.query(
      `UPDATE file f SET person_id = r.person_id FROM nominator r
       WHERE f.nominator_id = r.id AND f.person_id <> r.person_id AND r.person_id IN ($1, $2)`,
      [kept, joined],
    )
  },
  async held(tx, personId, whole) {
    const { rows } = await tx.query<{ kind: string; name: string | null; day: string }>(
      `SELECT kind, name, to_char(created_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'FMDD/FMMM/YYYY') AS day
       FROM file WHERE person_id = $1 AND state IN ('wanted', 'stored') ORDER BY created_at, id`,
      [personId],
    )
    const values = rows.map(({ kind, name, day }) => `${name ?? (kind === 'photo' ? 'ảnh' : 'tệp')}, ngày ${day}`)
    return { files: rows.length, ...(whole && rows.length > 0 ? { lines: [{ label: 'Từng ảnh, tệp', values }] } : {}) }
  },
  async erase(tx, personId) {
    const { rowCount } = await tx.query(
      `UPDATE file SET state = 'dropped', ref = NULL, name = NULL WHERE person_id = $1 AND state <> 'dropped'`,
      [personId],
    )
    return { files: rowCount ?? 0 }
  },
}
