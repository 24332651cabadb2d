// "Tạm vắng": until a date somebody's work goes to a deputy. A deputy is given no right by it: only who has it is one.
import type { Pool, PoolClient } from 'pg'
import { ROLES } from '../flows/roles.js'
import { type Actor, audit } from './audit.js'
import { inForce } from './roles.js'

type Db = Pool | PoolClient

/** 0 for the lowest role ($n), as flows/roles.ts ranks them. */
const rankOf = (role: string) => `array_position(ARRAY['${ROLES.join("','")}'], ${role})`

/** Everybody who may do all that a person does: for each role of theirs a no lower one, for its unit or one above. */
export async function deputiesFor(db: Db, personId: string, now: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `WITH RECURSIVE mine AS (
       SELECT g.id, g.role, g.unit_code FROM role_grant g
       WHERE g.person_id = $1 AND g.role <> 'member' AND ${inForce('$2')}),
     up AS (
       SELECT mine.id, u.code, coalesce(u.merged_into, u.parent_code) AS above
       FROM mine JOIN unit u ON u.code = mine.unit_code
       UNION SELECT up.id, u.code, coalesce(u.merged_into, u.parent_code) FROM unit u JOIN up ON u.code = up.above)
     SELECT p.person_id AS id FROM (SELECT DISTINCT person_id FROM role_grant) p
     WHERE p.person_id <> $1 AND EXISTS (SELECT FROM mine) AND NOT EXISTS (
       SELECT FROM mine WHERE NOT EXISTS (
         SELECT FROM role_grant g JOIN up ON up.code = g.unit_code AND up.id = mine.id
         WHERE g.person_id = p.person_id AND ${inForce('$2')} AND ${rankOf('g.role')} >= ${rankOf('mine.role')}))
     ORDER BY 1`,
    [personId, new Date(now)],
  )
  return rows.map(({ id }) => id)
}

/**
 * Somebody's work goes to a deputy until then (epoch ms); setting it again replaces it. 'past': that moment is over.
 * 'unfit': the deputy may not do all that they do (`deputiesFor`).
 */
export async function setAbsence(
  tx: PoolClient,
  { by, deputyId, until, now }: { by: Actor & { personId: string }; deputyId: string; until: number; now: number },
): Promise<'set' | 'past' | 'unfit'> {
  if (until <= now) return 'past'
  const { personId } = by
  if (!(await deputiesFor(tx, personId, now)).includes(deputyId)) return 'unfit'
  await tx.query(
    `INSERT INTO absence (person_id, deputy_id, until) VALUES ($1, $2, $3)
     ON CONFLICT (person_id) DO UPDATE SET deputy_id = excluded.deputy_id, until = excluded.until`,
    [personId, deputyId, new Date(until)],
  )
  const details = { deputy: deputyId, until: new Date(until).toISOString() }
  await audit(tx, { by, action: 'setAbsence', on: { kind: 'person', id: personId }, details }, now)
  return 'set'
}

/** They are back. False when they were not away. */
export async function endAbsence(tx: PoolClient, by: Actor & { personId: string }, now: number): Promise<boolean> {
  const { personId } = by
  const { rowCount } = await tx.query('DELETE FROM absence WHERE person_id = $1 AND until > $2', [
    personId,
    new Date(now),
  ])
  if (rowCount === 1) await audit(tx, { by, action: 'endAbsence', on: { kind: 'person', id: personId } }, now)
  return rowCount === 1
}

/**
 * Who does these people's work at `now`: themselves, or their deputy, or the deputy's where that one is away as well.
 * A deputy who has left is none. Nobody for those who are all away in a circle.
 */
export async function whoWorkFor(db: Db, people: string[], now: number): Promise<Map<string, string>> {
  const { rows } = await db.query<{ whose: string; id: string }>({
    name: 'who-work-for',
    text: `WITH RECURSIVE away AS (
       SELECT a.person_id, a.deputy_id FROM absence a WHERE a.until > $2
         AND EXISTS (SELECT FROM role_grant g WHERE g.person_id = a.deputy_id AND ${inForce('$2')})),
     line AS (
       SELECT p.id AS whose, p.id FROM unnest($1::bigint[]) AS p(id)
       UNION SELECT line.whose, away.deputy_id FROM away JOIN line ON line.id = away.person_id)
     SELECT whose, id FROM line WHERE id NOT IN (SELECT person_id FROM away)`,
    values: [people, new Date(now)],
  })
  return new Map(rows.map(({ whose, id }) => [whose, id]))
}

/** The same for one person. */
export async function whoWorksFor(db: Db, personId: string, now: number): Promise<string | undefined> {
  return (await whoWorkFor(db, [personId], now)).get(personId)
}

/** Whose work a person ($n) does at a moment ($n), as `line` of a recursive WITH: theirs, and of whom they stand in for. */
export const standing = (person: string, at: string) => `away AS (
       SELECT a.person_id, a.deputy_id FROM absence a WHERE a.until > ${at}
         AND EXISTS (SELECT FROM role_grant g WHERE g.person_id = a.deputy_id AND ${inForce(at)})),
     line AS (
       SELECT ${person}::bigint AS id
       UNION SELECT away.person_id FROM away JOIN line ON line.id = away.deputy_id
         WHERE NOT EXISTS (SELECT FROM away me WHERE me.person_id = ${person}))`

/** Whose work a person does at `now`: their own, and that of everybody for whom they stand in. */
export async function standsFor(db: Db, personId: string, now: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'stands-for',
    text: `WITH RECURSIVE ${standing('$1', '$2')} SELECT id FROM line`,
    values: [personId, new Date(now)],
  })
  return rows.map(({ id }) => id)
}

/** The deputy of somebody who is away at `now`, and until when. */
export async function absenceOf(
  db: Db,
  personId: string,
  now: number,
): Promise<{ deputyId: string; until: Date } | undefined> {
  const { rows } = await db.query<{ deputyId: string; until: Date }>(
    'SELECT deputy_id AS "deputyId", until FROM absence WHERE person_id = $1 AND until > $2',
    [personId, new Date(now)],
  )
  return rows[0]
}
