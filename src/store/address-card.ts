// How much a public card says: as much as at least K addresses share.
import { GROUPS } from '../flows/needs.js'
import type { Tx } from './database.js'
import { CITY_CODE } from './reference.js'

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
    `WITH known AS (SELECT id, code, unit_code, group_key, $2::jsonb ->> group_key AS wide FROM address WHERE state NOT IN ('proposed', 'refused')),
       near AS (SELECT unit_code, group_key, count(*) AS n FROM known GROUP BY 1, 2),
       "nearWide" AS (SELECT unit_code, wide, count(*) AS n FROM known GROUP BY 1, 2),
       far AS (SELECT group_key, count(*) AS n FROM known GROUP BY 1),
       "farWide" AS (SELECT wide, count(*) AS n FROM known GROUP BY 1)
     UPDATE address a SET
       shown_unit = CASE WHEN near.n >= $3 OR w.n >= $3 THEN a.unit_code ELSE $4 END,
       shown_group = CASE WHEN near.n >= $3 THEN a.group_key WHEN w.n >= $3 THEN k.wide
         WHEN far.n >= $3 THEN a.group_key WHEN f.n >= $3 THEN k.wide ELSE 'anybody' END
     FROM known k JOIN near USING (unit_code, group_key) JOIN "nearWide" w USING (unit_code, wide) JOIN far USING (group_key)
       JOIN "farWide" f USING (wide)
     WHERE a.id = k.id AND a.code = ANY($1)
     RETURNING CASE WHEN a.shown_unit <> a.unit_code OR a.shown_group <> a.group_key THEN a.code END AS code`,
    [codes, WIDE, K, CITY_CODE],
  )
  return rows.flatMap(({ code }) => code ?? [])
}
