// Who looks at a file: by unit, evenly, never somebody who put it forward, is its nominee or works for it, or has withdrawn.
// What nobody may look at any more finds somebody else.
import type { PoolClient } from 'pg'
import { type Role, rank } from '../../flows/roles.js'
import { nameKey } from '../../flows/vi/names.js'
import { whoWorkFor } from '../absences.js'
import { audit, SYSTEM } from '../audit.js'
import { inForce } from '../roles.js'
import { RESPONSIBLE, REVIEWERS } from './whose.js'

interface File {
  id: string
  unit: string
  nominee: string
  nominators: string[]
  recused: string[]
  reviewer: string | null
}

interface Candidate {
  unit: string
  personId: string
  role: Role
  unitName: string
  /** 0: for the very unit of the file. */
  height: number
  names: string[]
  load: number
}

const FILES = `SELECT v.id, ${RESPONSIBLE} AS unit, n.nominee_folded AS nominee, v.reviewer,
    ARRAY(SELECT m.person_id FROM nominator m WHERE m.nomination_id = n.id AND m.person_id IS NOT NULL) AS nominators,
    ARRAY(SELECT c.person_id FROM recusal c WHERE c.review_id = v.id) AS recused
  FROM review v JOIN nomination n ON n.id = v.nomination_id JOIN round r ON r.id = v.round_id
  JOIN programme p ON p.code = r.programme
  WHERE v.id = ANY($1::bigint[]) ORDER BY v.id`

const CANDIDATES = `WITH RECURSIVE up AS (
    SELECT code AS start, code, name, coalesce(merged_into, parent_code) AS above, 0 AS height
      FROM unit WHERE code = ANY($1)
    UNION ALL SELECT start, u.code, u.name, coalesce(u.merged_into, u.parent_code), height + 1
      FROM unit u JOIN up ON u.code = up.above WHERE height < 30)
  SELECT up.start AS unit, g.person_id AS "personId", g.role, up.height, up.name AS "unitName",
    ARRAY(SELECT DISTINCT name FROM nominator m WHERE m.person_id = g.person_id) AS names,
    (SELECT count(*) FROM review v WHERE v.reviewer = g.person_id AND v.state = 'waiting')::int AS load
  FROM up JOIN role_grant g ON g.unit_code = up.code AND g.role = ANY($2) AND ${inForce('$3')}`

/** To whom a file that somebody has goes: to another of their level, or to the next above. */
export type Onward = 'deputy' | 'above'

/**
 * Gives each of these files to whoever has least to do among the nearest who may have it; who is away is stood for by
 * their deputy. `onward`: away from who has it; 'back': to who had it, where they may still. A file that nobody else may have stays where it is. Gives who has them.
 */
export async function assign(
  tx: PoolClient,
  reviews: string[],
  now: number,
  onward?: Onward | 'back',
): Promise<Map<string, string>> {
  const { rows: files } = await tx.query<File>({ name: 'review-to-assign', text: FILES, values: [reviews] })
  const units = [...new Set(files.map(({ unit }) => unit))]
  const { rows } = await tx.query<Candidate>({
    name: 'review-candidates',
    text: CANDIDATES,
    values: [units, REVIEWERS, new Date(now)],
  })
  const candidates = await present(tx, rows, now)
  const load = new Map(candidates.map((c) => [c.personId, c.load]))
  const given = new Map<string, string>()
  for (const file of files) {
    const near = candidates.filter((c) => c.unit === file.unit)
    const who = choose(file, near, load, onward)
    if (who === undefined) continue
    given.set(file.id, who)
    load.set(who, (load.get(who) ?? 0) + 1)
  }
  await tx.query(
    `UPDATE review v SET reviewer = t.who, assigned_at = $3 FROM unnest($1::bigint[], $2::bigint[]) AS t(id, who)
     WHERE v.id = t.id`,
    [[...given.keys()], [...given.values()], new Date(now)],
  )
  for (const { id, reviewer: from } of files) {
    const to = given.get(id)
    if (to === undefined || from === null || from === to) continue
    const details = { from, to, onward: onward ?? 'anew' }
    await audit(tx, { by: SYSTEM, action: 'assign', on: { kind: 'review', id }, details }, now)
  }
  return given
}

/** Who is there: each candidate, or who stands for them. */
async function present(tx: PoolClient, rows: Candidate[], now: number): Promise<Candidate[]> {
  const stands = await whoWorkFor(tx, [...new Set(rows.map(({ personId }) => personId))], now)
  const { rows: named } = await tx.query<{ id: string; names: string[]; load: number }>(
    `SELECT p.id, ARRAY(SELECT DISTINCT name FROM nominator m WHERE m.person_id = p.id) AS names,
       (SELECT count(*) FROM review v WHERE v.reviewer = p.id AND v.state = 'waiting')::int AS load
     FROM person p WHERE p.id = ANY($1::bigint[])`,
    [[...stands].flatMap(([id, by]) => (by !== id ? by : []))],
  )
  const deputies = new Map(named.map((row) => [row.id, row]))
  return rows.flatMap((candidate) => {
    const by = stands.get(candidate.personId)
    if (by === undefined) return []
    const deputy = deputies.get(by)
    return by === candidate.personId || !deputy ? candidate : { ...candidate, ...deputy, personId: by }
  })
}

function choose(
  file: File,
  near: Candidate[],
  load: Map<string, number>,
  onward?: Onward | 'back',
): string | undefined {
  const leaves = onward === 'deputy' || onward === 'above'
  const from = near.find((c) => c.personId === file.reviewer)?.height ?? 0
  const may = near.filter(
    (c) =>
      (!leaves || c.personId !== file.reviewer) &&
      !file.nominators.includes(c.personId) &&
      !file.recused.includes(c.personId) &&
      // The nominee, and who reviews for a group that is the nominee itself.
      ![...c.names, c.unitName].some((name) => nameKey(name) === file.nominee),
  )
  if (onward === 'back' && may.some((c) => c.personId === file.reviewer)) return file.reviewer ?? undefined
  const above = onward === 'above' ? may.filter((c) => c.height > from) : []
  const [first] = (above.length > 0 ? above : may).sort(
    (a, b) =>
      a.height - b.height ||
      rank(a.role) - rank(b.role) ||
      (load.get(a.personId) ?? 0) - (load.get(b.personId) ?? 0) ||
      Number(a.personId) - Number(b.personId),
  )
  return first?.personId
}

// Files that wait for nobody, or for somebody whose role has ended or never reached so far.
const ADRIFT = `WITH RECURSIVE open AS (
    SELECT v.id, v.reviewer, ${RESPONSIBLE} AS unit FROM review v JOIN nomination n ON n.id = v.nomination_id
      JOIN round r ON r.id = v.round_id JOIN programme p ON p.code = r.programme
    WHERE v.state = 'waiting' AND n.state <> 'withdrawn'),
  up AS (
    SELECT u.code AS start, u.code, coalesce(u.merged_into, u.parent_code) AS above, 0 AS height
      FROM unit u WHERE u.code IN (SELECT unit FROM open)
    UNION ALL SELECT start, u.code, coalesce(u.merged_into, u.parent_code), height + 1
      FROM unit u JOIN up ON u.code = up.above WHERE height < 30)
  SELECT id FROM open WHERE NOT EXISTS (SELECT FROM up JOIN role_grant g ON g.unit_code = up.code
    WHERE up.start = open.unit AND g.person_id = open.reviewer AND g.role = ANY($1) AND ${inForce('$2')}) ORDER BY id`

/** Finds somebody for every file that nobody can decide. Gives how many open files there are with nobody still. */
export async function tend(tx: PoolClient, now: number): Promise<number> {
  const { rows } = await tx.query<{ id: string }>(ADRIFT, [REVIEWERS, new Date(now)])
  if (rows.length === 0) return 0
  const ids = rows.map(({ id }) => id)
  const given = await assign(tx, ids, now)
  const left = ids.filter((id) => !given.has(id))
  await tx.query('UPDATE review SET reviewer = NULL, assigned_at = NULL WHERE id = ANY($1::bigint[])', [left])
  return left.length
}
