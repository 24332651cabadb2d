// "Nobody is left behind": how much of what is needed is helped with, and who still waits.
import type { AddressResults, CoverageLine } from '../../flows/effects/address.js'
import type { Db } from '../database.js'

// Verified ones: of a mere proposal nobody knows yet whether help is needed.
// A family that was erased counts as far as it was helped: nobody waits for what it still needed.
const COUNTED = `a.state NOT IN ('proposed', 'surveying', 'refused') AND (a.state <> 'erased' OR help.given)`
const HELPED = (need: string) =>
  `EXISTS (SELECT FROM pledge p WHERE p.need_id = ${need} AND p.state IN ('agreed', 'done'))`

/** Needs helped and registered, per unit and form, with since when the oldest waits without help. */
export async function coverage(db: Db, scope: string[]): Promise<CoverageLine[]> {
  const { rows } = await db.query<Omit<CoverageLine, 'since'> & { since: Date | null }>(
    `SELECT u.name AS unit, n.form, count(*)::int AS registered, count(*) FILTER (WHERE help.given)::int AS helped,
       min(a.created_at) FILTER (WHERE NOT help.given) AS since
     FROM need n JOIN address a ON a.id = n.address_id JOIN unit u ON u.code = a.unit_code, LATERAL (SELECT ${HELPED('n.id')} AS given) help
     WHERE a.unit_code = ANY($1) AND ${COUNTED} AND n.quantity > 0 GROUP BY 1, 2 ORDER BY 1, 2`,
    [scope],
  )
  return rows.map(({ since, ...line }) => ({ ...line, since: since?.getTime() }))
}

/** The same with the addresses themselves: an address is helped when somebody helps with any of its needs. */
export async function wholeCoverage(db: Db, scope: string[], most: number): Promise<AddressResults['showCoverage']> {
  const lines = await coverage(db, scope)
  const { rows } = await db.query<{ code: string; unit: string; since: Date; registered: number; helped: number }>(
    `SELECT code, unit, since, registered, helped FROM (
       SELECT a.code, u.name AS unit, a.created_at AS since, help.given, count(*) OVER ()::int AS registered,
         count(*) FILTER (WHERE help.given) OVER ()::int AS helped
       FROM address a JOIN unit u ON u.code = a.unit_code,
         LATERAL (SELECT EXISTS (SELECT FROM need n WHERE n.address_id = a.id AND ${HELPED('n.id')}) AS given) help
       WHERE a.unit_code = ANY($1) AND ${COUNTED}) all_addresses
     ORDER BY given, since, code LIMIT $2`,
    [scope, most],
  )
  const { registered, helped } = rows[0] ?? { registered: 0, helped: 0 }
  const waiting = rows.slice(0, Math.max(0, registered - helped))
  return {
    lines,
    registered,
    helped,
    waiting: waiting.map(({ code, unit, since }) => ({ code, unit, since: since.getTime() })),
  }
}
