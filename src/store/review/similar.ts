// Files that may be about the same nominee, each with the reasons to think so. People decide, never we.
import type { PoolClient } from 'pg'
import type { Similar } from '../../flows/effects/review.js'

const LISTED = 3

/** What an old name of a place is called in the tree: the aliases of its unit, folded as the words of a nominator are. */
const SIMILAR = `WITH me AS MATERIALIZED (
      SELECT n.*, string_to_array(n.nominee_parts, ' ') AS parts, '%' || replace(n.nominee_parts, ' ', '%') || '%' AS pattern
      FROM nomination n WHERE n.id = $1),
    near AS (
      SELECT o.id FROM me JOIN nomination o ON o.nominee_parts = me.nominee_parts
      UNION
      SELECT o.id FROM me JOIN nomination o ON o.unit_key = me.unit_key WHERE cardinality(me.parts) > 1
        -- The parts stand in alphabetical order. Most names are told apart before they are taken apart: mine all stand in a longer
        -- one in their order, and a shorter one has no letter that is not in mine.
        AND (o.nominee_parts LIKE me.pattern AND string_to_array(o.nominee_parts, ' ') @> me.parts
          OR rtrim(o.nominee_parts, me.nominee_parts) = '' AND o.nominee_parts LIKE '% %'
            AND string_to_array(o.nominee_parts, ' ') <@ me.parts)),
    found AS (
      SELECT o.id, o.code, o.unit_text, o.state, o.received_at,
        o.nominee_spelled = me.nominee_spelled AS same_name, o.nominee_folded = me.nominee_folded AS alike, o.nominee_parts = me.nominee_parts AS same_parts,
        o.unit_key = me.unit_key AS same_unit,
        EXISTS (SELECT FROM unit u WHERE u.code IN (o.unit_code, me.unit_code)
          AND u.parent_code IN (o.unit_code, me.unit_code)) AS inside,
        EXISTS (SELECT FROM unit u, jsonb_array_elements(u.aliases) a
          WHERE u.code = coalesce(me.unit_code, o.unit_code) AND (me.unit_code IS NULL) <> (o.unit_code IS NULL)
            AND position(lower(a->>'text') IN lower(CASE WHEN me.unit_code IS NULL THEN me.unit_text ELSE o.unit_text END)) > 0)
          AS old_name,
        abs(extract(epoch FROM o.received_at - me.received_at)) < 366 * 86400 AS same_year,
        (SELECT count(*) FROM nominator m WHERE m.nomination_id = o.id AND m.withdrawn_at IS NULL)::int AS tellers
      FROM near JOIN nomination o USING (id), me
      WHERE o.id <> me.id AND o.programme = me.programme AND o.state NOT IN ('withdrawn', 'merged')
        AND (CASE o.kind WHEN 'self' THEN 'individual' ELSE o.kind END)
          = (CASE me.kind WHEN 'self' THEN 'individual' ELSE me.kind END)
        AND NOT EXISTS (SELECT FROM regroup g WHERE g.kind = 'split' AND g.undone_at IS NULL
          AND (g.from_id, g.into_id) IN ((o.id, me.id), (me.id, o.id)))
        AND NOT EXISTS (SELECT FROM regroup g WHERE g.kind = 'merge' AND g.undone_at IS NOT NULL
          AND (g.from_id, g.into_id) IN ((o.id, me.id), (me.id, o.id))))
  SELECT code, unit_text AS "unitText", state, tellers,
    array_remove(ARRAY[
      CASE WHEN same_name THEN 'name' WHEN alike THEN 'marks' WHEN same_parts THEN 'parts' ELSE 'shorter' END,
      CASE WHEN same_unit THEN 'unit' WHEN inside THEN 'inside' WHEN old_name THEN 'oldName' END,
      CASE WHEN same_year THEN 'year' END], NULL) AS why
  FROM found ORDER BY (same_unit OR inside OR old_name) DESC, same_name DESC, alike DESC, same_year DESC, id LIMIT ${LISTED}`

/** The likeliest first. */
export async function similarTo(tx: PoolClient, review: { nomination: string }): Promise<Similar[]> {
  return (await tx.query<Similar>({ name: 'similar-files', text: SIMILAR, values: [review.nomination] })).rows
}
