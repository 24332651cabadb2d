// How many members there are and how many may be written to: numbers only.
import type { MemberCount } from '../flows/effects/member.js'
import { countAudience } from './campaign/audience.js'
import { unitAndBelow } from './campaign/narrow.js'
import type { Tx } from './database.js'

const MOST_BELOW = 8

/** Of a unit and all below it, at `now` (epoch ms); the week's one message does not count here. */
export async function countMembers(tx: Tx, unit: string, unitName: string, now: number): Promise<MemberCount> {
  const { byChannel, excluded } = await countAudience(tx, { unit, urgent: true }, now)
  const { rows } = await tx.query<{ unit: string; unitName: string; members: number }>(
    `WITH RECURSIVE ${unitAndBelow('below', '$1')}
     SELECT u.code AS unit, u.name AS "unitName", count(*)::int AS members FROM member m JOIN unit u ON u.code = m.unit_code
     WHERE m.left_at IS NULL AND u.code IN (SELECT code FROM below) GROUP BY 1, 2 ORDER BY 3 DESC, 2 LIMIT $2`,
    [unit, MOST_BELOW],
  )
  const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, n) => sum + n, 0)
  return {
    unit,
    unitName,
    members: total(byChannel) + total(excluded as Record<string, number>),
    byChannel,
    excluded: excluded as Record<string, number>,
    below: rows.filter((row) => row.unit !== unit).map(({ unitName: name, members }) => ({ unitName: name, members })),
  }
}
