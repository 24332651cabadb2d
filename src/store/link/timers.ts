// What is due to a person follows them: its scope begins with their number.
import type { Tx } from '../database.js'
import type { Pair } from '../holder.js'

/** What is due to `joined` becomes due to `kept`; of two the same one the earlier stays. */
export async function moveTimers(tx: Tx, { link, kept, joined }: Pair): Promise<void> {
  await tx.query(
    `WITH gone AS (DELETE FROM timer WHERE starts_with(scope, $3 || ':') RETURNING *, substr(scope, length($3) + 2) AS rest),
     noted AS (INSERT INTO link_row (link_id, name, key, person_id)
       SELECT $1, 'timer', kind || '/' || rest, $3::bigint FROM gone ON CONFLICT DO NOTHING)
     INSERT INTO timer AS t (kind, scope, version, fire_on)
     SELECT kind, $2 || ':' || rest, version, fire_on FROM gone
     ON CONFLICT (kind, scope) DO UPDATE SET fire_on = least(t.fire_on, excluded.fire_on)`,
    [link, kept, joined],
  )
  await tx.query(`DELETE FROM timer WHERE kind = 'forget' AND scope = ANY($1)`, [[kept, joined]])
}

/** Gives back what is due: what was theirs, and reminders of their drafts. */
export async function returnTimers(tx: Tx, { link, kept, joined }: Pair, drafts: Set<string>): Promise<void> {
  await tx.query(
    `WITH gone AS (
       DELETE FROM timer t WHERE starts_with(scope, $2 || ':') AND (
         EXISTS (SELECT FROM link_row r WHERE r.link_id = $1 AND r.name = 'timer'
           AND r.key = t.kind || '/' || substr(t.scope, length($2) + 2))
         OR substr(t.scope, length($2) + 2) = ANY($4))
       RETURNING *, substr(scope, length($2) + 2) AS rest)
     INSERT INTO timer (kind, scope, version, fire_on) SELECT kind, $3 || ':' || rest, version, fire_on FROM gone
     ON CONFLICT DO NOTHING`,
    [link, kept, joined, [...drafts]],
  )
}
