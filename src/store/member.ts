// Who belongs to which unit, and may so be written to by its officers.

import { inUse } from './consents.js'
import type { Db, Tx } from './database.js'
import type { Holder, Pair } from './holder.js'
import { actsOf } from './link-undo.js'
import { CITY_CODE } from './reference.js'

export interface Membership {
  unit: string
  unitName: string
}

/**
 * Joins a unit; undefined where there is none of that code, or it is closed. Joining again changes nothing. Phones write
 * what is typed in large or small letters as they like.
 */
export async function joinUnit(tx: Tx, personId: string, code: string, now: number): Promise<Membership | undefined> {
  const { rows } = await tx.query<Membership>(
    `WITH at AS (SELECT code, name FROM unit WHERE lower(code) = lower($2) AND closed_at IS NULL ORDER BY code <> $2, code LIMIT 1),
     joined AS (INSERT INTO member (person_id, unit_code, joined_at) SELECT $1, code, $3 FROM at
       ON CONFLICT (person_id, unit_code) DO UPDATE SET joined_at = excluded.joined_at, left_at = NULL
         WHERE member.left_at IS NOT NULL)
     SELECT code AS unit, name AS "unitName" FROM at`,
    [personId, code, new Date(now)],
  )
  return rows[0]
}

export async function leaveUnit(tx: Tx, personId: string, code: string, now: number): Promise<void> {
  await tx.query('UPDATE member SET left_at = $3 WHERE person_id = $1 AND unit_code = $2 AND left_at IS NULL', [
    personId,
    code,
    new Date(now),
  ])
}

/** Who belongs to no unit hears what the city's society sends. */
export async function followCity(tx: Tx, personId: string, now: number): Promise<void> {
  await tx.query(
    `INSERT INTO member (person_id, unit_code, joined_at)
     SELECT $1, code, $3 FROM unit WHERE code = $2 AND NOT EXISTS (SELECT FROM member WHERE person_id = $1 AND left_at IS NULL)
     ON CONFLICT (person_id, unit_code) DO UPDATE SET joined_at = excluded.joined_at, left_at = NULL`,
    [personId, CITY_CODE, new Date(now)],
  )
}

/** The units a person belongs to, by name. */
export async function unitsOf(db: Db, personId: string): Promise<Membership[]> {
  const { rows } = await db.query<Membership>(
    `SELECT m.unit_code AS unit, u.name AS "unitName" FROM member m JOIN unit u ON u.code = m.unit_code
     WHERE m.person_id = $1 AND m.left_at IS NULL ORDER BY u.name`,
    [personId],
  )
  return rows
}

/** An SQL condition: person `p` has agreed to news and not taken it back. */
export const agreedToNews = (person: string) =>
  `${person} IN (SELECT c.person_id FROM consent c WHERE c.purpose = 'news' AND ${inUse('c')})`

/** Of two memberships of one unit the newer word holds: the rows of the two people change places. */
async function swap(tx: Tx, { kept, joined }: Pair, units: string[]): Promise<void> {
  await tx.query(
    `UPDATE member m SET joined_at = o.joined_at, left_at = o.left_at FROM member o
     WHERE m.unit_code = ANY($3) AND o.unit_code = m.unit_code
       AND (m.person_id, o.person_id) IN (($1, $2), ($2, $1))`,
    [kept, joined, units],
  )
}

/** Where one left or joined a unit for the other: there the other is what they were before the link. */
async function takeBack(tx: Tx, { link, kept, joined }: Pair, now: number): Promise<void> {
  for (const { key: unit, by } of await actsOf(tx, link, 'member act'))
    await tx.query(
      `UPDATE member m SET left_at = CASE WHEN EXISTS (
         SELECT FROM link_row WHERE link_id = $1 AND name = 'was member' AND key = m.person_id || '/' || m.unit_code)
         THEN NULL ELSE coalesce(left_at, $4) END
       WHERE person_id = $2 AND unit_code = $3`,
      [link, by === kept ? joined : kept, unit, new Date(now)],
    )
}

export const holder: Holder = {
  tables: ['member'],
  follows: ['member.person_id'],
  async join(tx, pair) {
    await tx.query(
      `INSERT INTO link_row (link_id, name, key, person_id)
       SELECT $1, 'was member', person_id || '/' || unit_code, person_id FROM member
       WHERE person_id IN ($2, $3) AND left_at IS NULL`,
      [pair.link, pair.kept, pair.joined],
    )
    const { rows } = await tx.query<{ unit: string }>(
      `INSERT INTO link_row (link_id, name, key, person_id)
       SELECT $1, 'member swapped', k.unit_code, $3 FROM member k JOIN member j ON j.unit_code = k.unit_code
       WHERE k.person_id = $2 AND j.person_id = $3
         AND greatest(j.joined_at, j.left_at) > greatest(k.joined_at, k.left_at)
       RETURNING key AS unit`,
      [pair.link, pair.kept, pair.joined],
    )
    await swap(
      tx,
      pair,
      rows.map(({ unit }) => unit),
    )
  },
  async part(tx, pair, _drafts, undoneAt) {
    const { rows } = await tx.query<{ unit: string }>(
      `SELECT key AS unit FROM link_row WHERE link_id = $1 AND name = 'member swapped'`,
      [pair.link],
    )
    await swap(
      tx,
      pair,
      rows.map(({ unit }) => unit),
    )
    if (undoneAt !== undefined) await takeBack(tx, pair, undoneAt)
  },
  keeps: 'EXISTS (SELECT FROM member WHERE person_id = $1 AND left_at IS NULL)',
  async held(tx, personId) {
    const { rows } = await tx.query<{ name: string; since: string; left: string | null }>(
      `SELECT u.name, to_char(m.joined_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'FMDD/FMMM/YYYY') AS since,
         to_char(m.left_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'FMDD/FMMM/YYYY') AS left
       FROM member m JOIN unit u ON u.code = m.unit_code WHERE m.person_id = $1 ORDER BY m.left_at IS NOT NULL, u.name`,
      [personId],
    )
    const values = rows.map(({ name, since, left }) => `${name}, từ ${since}${left ? `, đã rời ${left}` : ''}`)
    return values.length > 0 ? { lines: [{ label: 'Thành viên của', values }] } : {}
  },
  async erase(tx, personId) {
    await tx.query('DELETE FROM member WHERE person_id = $1', [personId])
    return {}
  },
}
