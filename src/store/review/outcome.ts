// What becomes of a decision once nobody can take it back lightly: nominators hear, the file goes on.
import type { PoolClient } from 'pg'
import type { Outcome } from '../../flows/effects/review.js'
import { lockNominations } from '../nominations.js'
import { boxOf } from '../sealed.js'
import { selvesToAsk } from './consent.js'
import { nominatorsOf } from './deed.js'
import { stageName } from './files.js'
import { programmeOf } from './programmes.js'
import { enterRound } from './rounds.js'

/**
 * The time to take a decision back is over: what passed goes on to an open round of the next stage. Gives who hears of
 * it, once. Undefined where it was taken back, or told, or only moved the file.
 */
export async function settleDecision(
  tx: PoolClient,
  decision: string,
  now: number,
): Promise<{ people: string[]; selves: { code: string; people: string[] } } | undefined> {
  await lockNominations(tx)
  const { rows } = await tx.query<{ nomination: string; code: string; verdict: string }>(
    `UPDATE decision d SET told_at = $2 FROM review v JOIN nomination n ON n.id = v.nomination_id
     WHERE d.id = $1 AND v.id = d.review_id AND d.undone_at IS NULL AND d.told_at IS NULL AND d.verdict <> 'moved'
     RETURNING n.id AS nomination, n.code, d.verdict`,
    [decision, new Date(now)],
  )
  const [settled] = rows
  if (!settled) return undefined
  if (settled.verdict === 'passed') await enterRound(tx, settled.code, now)
  const selves = settled.verdict === 'passed' ? await selvesToAsk(tx, settled.nomination) : { code: '', people: [] }
  return { people: await nominatorsOf(tx, settled.nomination), selves }
}

/** What a nominator hears of a decision; undefined for anybody else. */
export async function outcomeFor(tx: PoolClient, decision: string, personId: string): Promise<Outcome | undefined> {
  const { rows } = await tx.query<Omit<Outcome, 'last'> & { programme: string }>(
    `SELECT n.code, n.nominee_name AS nominee, d.verdict, d.reason, r.stage, r.programme
     FROM decision d JOIN review v ON v.id = d.review_id JOIN round r ON r.id = v.round_id
       JOIN nomination n ON n.id = v.nomination_id
     WHERE d.id = $1 AND d.undone_at IS NULL AND n.state <> 'withdrawn'
       AND EXISTS (SELECT FROM nominator m WHERE m.nomination_id = n.id AND m.person_id = $2 AND m.withdrawn_at IS NULL)`,
    [decision, personId],
  )
  if (!rows[0]) return undefined
  const { programme: code, stage, ...rest } = rows[0]
  const reason = boxOf(tx, 'decision', decision).open('reason', rest.reason)
  const programme = await programmeOf(tx, code)
  return { ...rest, reason, stage: stageName(programme, stage), last: programme?.stages.at(-1)?.code === stage }
}
