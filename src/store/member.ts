// Who belongs to which unit, and may so be written to by its officers.
import type { Db, Tx } from './database.js'
import type { Holder } from './holder.js'
import { CITY_CODE } from './reference.js'

export interface Membership {
  unit: string
  unitName: string
}

/** Joins a unit; undefined where there is none of that code, or it is closed. Joining again changes nothing. */
export async function joinUnit(tx: Tx, personId: string, code: string, now: number): Promise<Membership | undefined> {
  const { rows } = await tx.query<Membership>(
    `WITH at AS (SELECT code, name FROM unit WHERE code = $2 AND closed_at IS NULL),
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
  `${person} IN (SELECT person_id FROM consent WHERE purpose = 'news' AND withdrawn_at IS NULL)`

export const holder: Holder = {
  tables: ['member'],
  keeps: 'EXISTS (SELECT FROM member WHERE person_id = $1 AND left_at IS NULL)',
  async held(tx, personId) {
    const units = await unitsOf(tx, personId)
    return units.length > 0 ? { lines: [{ label: 'Thành viên của', values: units.map((u) => u.unitName) }] } : {}
  },
  async erase(tx, personId) {
    await tx.query('DELETE FROM member WHERE person_id = $1', [personId])
    return {}
  },
}
