// Who and what goes along when a unit is merged or closed.
import type { PoolClient } from 'pg'
import { type Actor, audit } from '../audit.js'
import { holdMessages, narrowToHeir } from '../campaign/unit-gone.js'

interface Column {
  table: string
  column: string
  /** Of which rows; what is over stays where it was. */
  only?: string
}

const NOT_THERE = (table: string, same: string) =>
  `NOT EXISTS (SELECT FROM ${table} o WHERE o.unit_code = $2 AND ${same})`

/** Columns that say where somebody or something belongs from now on. A column that names a unit is here or in STAY. */
export const FOLLOW: Column[] = [
  // What the same nominee is found by: or a second nomination would not join.
  { table: 'nomination', column: 'unit_key' },
  { table: 'role_grant', column: 'unit_code', only: 'ends_at IS NULL OR ends_at > $3' },
  { table: 'invite', column: 'unit_code', only: 'used_at IS NULL' },
  { table: 'ticket', column: 'unit_code', only: 'closed_at IS NULL' },
  { table: 'ticket', column: 'asked_unit', only: 'closed_at IS NULL' },
  {
    table: 'member',
    column: 'unit_code',
    only: `left_at IS NULL AND ${NOT_THERE('member', 'o.person_id = member.person_id')}`,
  },
  { table: 'address', column: 'unit_code' },
  { table: 'address', column: 'shown_unit' },
  { table: 'round', column: 'unit_code', only: 'closed_at IS NULL' },
  {
    table: 'campaign',
    column: 'unit_code',
    only: NOT_THERE('campaign', 'o.weekday = campaign.weekday AND o.hour = campaign.hour'),
  },
  {
    table: 'broadcast',
    column: 'unit_code',
    only: `state IN ('draft', 'proposed', 'scheduled') AND (occasion IS NULL OR ${NOT_THERE('broadcast', 'o.occasion = broadcast.occasion')})`,
  },
]

/** Columns that name a unit as it was, or the tree itself; and why what they say stays. */
export const STAY: Record<string, string> = {
  'nomination.unit_code': 'where it was told of',
  'nomination.unit_text': 'as it was told',
  'audit.unit_code': 'where it was done',
  'ledger.unit_code': 'never changes',
  'campaign_setting.unit_code': 'the unit that takes over has its own',
}

/**
 * Moves what belongs to one unit over to another. `up`: to one above it, which is more than what anybody answered for and
 * more people than anything was written for. `by`: whose order it is. `now`: epoch ms.
 */
export async function carryOver(
  tx: PoolClient,
  { from, into, up, by }: { from: string; into: string; up: boolean; by: Actor },
  now: number,
): Promise<void> {
  const at = new Date(now)
  if (up) {
    await endRolesOf(tx, from, by, now)
    await holdMessages(tx, 'unit_code = $1', from, now)
  } else await narrowToHeir(tx, from, into)
  // Its people are among others now: nobody can be left out without leaving out those, or be written to against the wish.
  await holdMessages(tx, `audience->>'without' = $1`, from, now)
  // Members of both stay members once.
  await tx.query(
    `UPDATE member o SET left_at = NULL FROM member m
     WHERE m.unit_code = $1 AND m.left_at IS NULL AND o.unit_code = $2 AND o.person_id = m.person_id`,
    [from, into],
  )
  // Two lists may number their families alike; the key only finds a line again when its list comes a second time.
  await tx.query(
    `UPDATE address SET list_key = NULL
     WHERE unit_code = $1 AND list_key IN (SELECT list_key FROM address WHERE unit_code = $2)`,
    [from, into],
  )
  for (const { table, column, only = 'true' } of FOLLOW)
    await tx.query(
      `UPDATE ${table} SET ${column} = $2 WHERE ${column} = $1 AND (${only}) AND $3::timestamptz IS NOT NULL`,
      [from, into, at],
    )
  await tx.query('UPDATE member SET left_at = $2 WHERE unit_code = $1 AND left_at IS NULL', [from, at])
  // The unit that takes over has its own for that slot and that occasion: its people hear once.
  await holdMessages(tx, 'unit_code = $1', from, now)
}

/** Ends what people may do for a unit, and what they were invited to do: the unit above would be more than that. */
async function endRolesOf(tx: PoolClient, unit: string, by: Actor, now: number): Promise<void> {
  const at = new Date(now)
  const { rows } = await tx.query<{ id: string; personId: string; role: string }>(
    `UPDATE role_grant SET ends_at = $2, ended_by = $3
     WHERE unit_code = $1 AND role <> 'member' AND (ends_at IS NULL OR ends_at > $2)
     RETURNING id, person_id AS "personId", role`,
    [unit, at, by.personId],
  )
  await tx.query('UPDATE invite SET revoked_at = $2 WHERE unit_code = $1 AND used_at IS NULL AND revoked_at IS NULL', [
    unit,
    at,
  ])
  for (const { id, personId, role } of rows) {
    const on = { kind: 'person' as const, id: personId }
    await audit(tx, { by, action: 'endRole', on, unit, details: { role, grant: id } }, now)
  }
}
