// Stories told in public. Whatever was written, it is shown only for as long as the nominee agrees to be named.

import type { StoryResults, Tellable } from '../flows/effects/story.js'
import { atLeast } from '../flows/roles.js'
import { type Actor, audit } from './audit.js'
import type { Db, Tx } from './database.js'
import type { Holder } from './holder.js'
import { scopeOf } from './roles.js'

const TELLERS = atLeast('officer')
const LISTED = 12

/** An SQL condition: nomination `n` passed, and the newest word of its nominee is a yes. */
const AGREED = `n.state = 'passed' AND (
  SELECT given FROM nominee_consent c WHERE c.nomination_id = n.id ORDER BY c.id DESC LIMIT 1)`

/**
 * The content hash of the picture that may be shown with story `s` of nomination `n`; NULL where none may: only while
 * whoever sent it has not withdrawn it, and of a child only with its guardian's yes.
 */
export const SHOWN = `CASE WHEN s.picture_how = 'guardian' OR 'guardian' IS DISTINCT FROM (
    SELECT how FROM nominee_consent c WHERE c.nomination_id = n.id ORDER BY c.id DESC LIMIT 1)
  THEN (SELECT f.sha256 FROM file f JOIN nominator r ON r.id = f.nominator_id
    WHERE r.nomination_id = n.id AND r.withdrawn_at IS NULL AND f.state = 'stored' AND f.mime = 'image/jpeg'
      AND f.sha256 = s.picture LIMIT 1) END`

/** The newest story that may be shown, after the newest `skip`. */
export async function readStory(db: Db, skip: number): Promise<StoryResults['readStory']> {
  const { rows } = await db.query<{ text: string; older: number; photo: string | null }>(
    `SELECT s.text, (count(*) OVER ())::int - $1 - 1 AS older, ${SHOWN} AS photo
     FROM story s JOIN nomination n ON n.id = s.nomination_id
     WHERE ${AGREED} ORDER BY s.at DESC, s.id DESC OFFSET $1 LIMIT 1`,
    [skip],
  )
  if (!rows[0]) return 'none'
  const { photo, ...story } = rows[0]
  return { ...story, ...(photo && { photo }) }
}

const FILE = `SELECT n.code, n.nominee_name AS name, s.id IS NOT NULL AS told
  FROM nomination n LEFT JOIN story s ON s.nomination_id = n.id WHERE ${AGREED} AND n.unit_code = ANY($1)`

/** Files of an officer's units that may be told, the newest first. */
export async function listTellable(tx: Tx, by: Actor & { personId: string }, now: number): Promise<Tellable[]> {
  const units = await scopeOf(tx, by.personId, TELLERS, now)
  const { rows } = await tx.query<Tellable>(`${FILE} ORDER BY s.id IS NOT NULL, n.id DESC LIMIT ${LISTED}`, [units])
  return rows
}

/** One of them, with what was told of it; 'none' also where it is not theirs. Noted as seen. */
export async function openTellable(
  tx: Tx,
  code: string,
  by: Actor & { personId: string },
  now: number,
): Promise<StoryResults['openTellable']> {
  const found = await tellableOf(tx, code, by, 'openTellable', now)
  if (!found) return 'none'
  await audit(tx, { by, action: 'view', on: { kind: 'nomination', id: code }, unit: found.unit }, now)
  const { rows } = await tx.query<{ deed: string | null }>(
    `SELECT coalesce(m.answers->'story'->>'text', m.answers->>'story') AS deed FROM nominator m
     WHERE m.nomination_id = $1 AND m.withdrawn_at IS NULL ORDER BY m.id LIMIT 3`,
    [found.id],
  )
  const { name, told, unitName, text, photo } = found
  const deeds = rows.flatMap(({ deed }) => deed ?? [])
  return { code, name, told, unitName, deeds, text: text ?? undefined, ...(photo && { photo }) }
}

/** Tells it in public, in the place of what was told before. */
export async function publishStory(
  tx: Tx,
  { code, text }: { code: string; text: string },
  by: Actor & { personId: string },
  now: number,
): Promise<StoryResults['publishStory']> {
  const found = await tellableOf(tx, code, by, 'publishStory', now)
  if (!found) return 'none'
  await tx.query(
    `INSERT INTO story (nomination_id, text, written_by, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (nomination_id) DO UPDATE SET text = excluded.text, written_by = excluded.written_by, at = excluded.at`,
    [found.id, text, by.personId, new Date(now)],
  )
  await audit(tx, { by, action: 'publishStory', on: { kind: 'nomination', id: code }, unit: found.unit }, now)
  return { code, text }
}

/** Takes it back: nobody reads it any more. */
export async function withdrawStory(
  tx: Tx,
  code: string,
  by: Actor & { personId: string },
  now: number,
): Promise<Tellable[]> {
  const found = await tellableOf(tx, code, by, 'withdrawStory', now)
  if (found?.told) {
    await tx.query('DELETE FROM story WHERE nomination_id = $1', [found.id])
    await audit(tx, { by, action: 'withdrawStory', on: { kind: 'nomination', id: code }, unit: found.unit }, now)
  }
  return listTellable(tx, by, now)
}

/** Locked against a consent that is taken back meanwhile. */
export async function tellableOf(tx: Tx, code: string, by: Actor & { personId: string }, deed: string, now: number) {
  const units = await scopeOf(tx, by.personId, TELLERS, now)
  const { rows } = await tx.query<
    Tellable & { id: string; unit: string; unitName: string; text: string | null; photo: string | null; mine: boolean }
  >(
    `SELECT n.id, n.code, n.nominee_name AS name, n.unit_code AS unit, coalesce(u.name, n.unit_text) AS "unitName",
       s.id IS NOT NULL AS told, s.text, ${SHOWN} AS photo, coalesce(n.unit_code = ANY($2), false) AS mine
     FROM nomination n LEFT JOIN story s ON s.nomination_id = n.id LEFT JOIN unit u ON u.code = n.unit_code
     WHERE n.code = $1 AND ${AGREED} FOR UPDATE OF n`,
    [code, units],
  )
  const [found] = rows
  if (!found || found.mine) return found
  const on = { kind: 'nomination', id: code }
  await audit(tx, { by, action: 'refuse', on, unit: found.unit, details: { deed } }, now)
  return undefined
}

/** What was written goes with the file it tells of. */
export const holder: Holder = {
  tables: ['story'],
  follows: ['story.written_by'],
}
