// How much a public card says: as much as at least K addresses share.
import { GROUPS } from '../../flows/needs.js'
import { patiently, type Tx } from '../database.js'
import { CITY_CODE } from '../reference.js'

/** A card that would fit fewer addresses than this says less. */
export const K = 5

// Suggestions that no officer has looked into make no family harder to tell from others.
const WIDE = JSON.stringify(Object.fromEntries(Object.entries(GROUPS).map(([group, { wide }]) => [group, wide])))

/**
 * Sets what the cards of these addresses say of place and group: both as they are, else a wider group, else the whole
 * city, else both, else neither. Gives the codes whose cards say less than is known.
 */
export async function coarsenAll(tx: Tx, codes: string[]): Promise<string[]> {
  const { rows } = await tx.query<{ code: string }>(
    patiently(
      `WITH counted AS (SELECT unit_code, group_key, coalesce($2::jsonb ->> group_key, 'anybody') AS wide, count(*) AS near
         FROM address WHERE state NOT IN ('proposed', 'refused', 'erased') GROUP BY 1, 2),
       summed AS (SELECT *, sum(near) OVER (PARTITION BY unit_code, wide) AS "nearWide",
         sum(near) OVER (PARTITION BY group_key) AS far, sum(near) OVER (PARTITION BY wide) AS "farWide" FROM counted),
       shown AS (SELECT unit_code, group_key, CASE WHEN near >= $3 OR "nearWide" >= $3 THEN unit_code ELSE $4 END AS unit,
           CASE WHEN near >= $3 THEN group_key WHEN "nearWide" >= $3 THEN wide
             WHEN far >= $3 THEN group_key WHEN "farWide" >= $3 THEN wide ELSE 'anybody' END AS "group" FROM summed),
       theirs AS (SELECT a.id, a.code, a.unit_code, a.group_key, s.unit, s."group" FROM address a JOIN shown s USING (unit_code, group_key)
         WHERE a.code = ANY($1) AND a.state NOT IN ('proposed', 'refused', 'erased')),
       changed AS (UPDATE address a SET shown_unit = t.unit, shown_group = t."group" FROM theirs t
         WHERE a.id = t.id AND (a.shown_unit, a.shown_group) IS DISTINCT FROM (t.unit, t."group"))
     SELECT code FROM theirs WHERE (unit, "group") IS DISTINCT FROM (unit_code, group_key)`,
      [codes, WIDE, K, CITY_CODE],
    ),
  )
  return rows.map(({ code }) => code)
}
