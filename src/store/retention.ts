// How long what is kept: each rule says how much of it is over, and lets that go. The times are data (data/retention.json).
import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { DAY } from '../flows/schedule.js'
import { inProject } from '../ops/root.js'
import { audit, SYSTEM } from './audit.js'
import type { Db, Tx } from './database.js'
import { forgetFamily } from './erase-address.js'
import { keepEvents } from './inbox.js'
import { contactsOf } from './people.js'

const RULES = ['draft', 'refused', 'nominations', 'requests', 'consents', 'families', 'audit'] as const
export type Rule = (typeof RULES)[number]

const timesSchema = z.record(
  z.enum(RULES),
  z.union([z.strictObject({ days: z.int().min(1) }), z.strictObject({ until: z.iso.date() })]),
)
export type Times = z.output<typeof timesSchema>

/** The times as they are shipped. Throws where the file is not what it should be. */
export function readTimes(): Times {
  return timesSchema.parse(JSON.parse(readFileSync(inProject('data', 'retention.json'), 'utf8')))
}

interface Keeping {
  /** How many are over; $1 is the moment before which they have to lie. */
  over: string
  letGo(tx: Tx, before: Date, now: number): Promise<number>
}

const OLD_DRAFTS = `SELECT DISTINCT person_id AS id FROM session, json_array_elements(state->'drafts') AS draft
  WHERE (draft->>'updatedAt')::bigint < (extract(epoch FROM $1::timestamptz) * 1000)::bigint`
// What was told, by whom: the code, the unit and the outcome stay as statistics.
const TOLD = (which: string) => `FROM nominator r JOIN nomination n ON n.id = r.nomination_id
  WHERE ${which} AND (r.name <> '' OR r.phone <> '' OR r.answers <> '{}')`
const REFUSED = TOLD(`n.state IN ('refused', 'withdrawn') AND n.received_at < $1
  AND NOT EXISTS (SELECT FROM review v JOIN decision d ON d.review_id = v.id WHERE v.nomination_id = n.id AND d.at >= $1)`)
const CLOSED = TOLD('n.received_at < $1')

// Who was behind an address that is done or refused: nothing was done for it, or changed about it, since then.
const FAMILIES_OVER = `FROM address a WHERE a.state IN ('done', 'refused') AND a.created_at < $1
  AND EXISTS (SELECT FROM address_private f WHERE f.address_id = a.id)
  AND a.code NOT IN (SELECT address FROM ledger WHERE at >= $1)
  AND a.code NOT IN (SELECT subject FROM audit WHERE subject_kind = 'address' AND action <> 'view' AND at >= $1)
  AND a.id NOT IN (SELECT n.address_id FROM need n JOIN pledge p ON p.need_id = n.id
    JOIN audit u ON u.subject_kind = 'pledge' AND u.subject = p.code AND u.action <> 'view' AND u.at >= $1)`

const KEEPING: Record<Rule, Keeping> = {
  draft: {
    over: `SELECT count(*)::int AS n FROM (${OLD_DRAFTS}) AS old`,
    // Their own conversation lets it go, and tells them.
    async letGo(tx, before, now) {
      const { rows } = await tx.query<{ id: string }>(`${OLD_DRAFTS} LIMIT 500`, [before])
      for (const { id } of rows) {
        const [to] = await contactsOf(tx, id)
        if (!to) continue
        const body = { kind: 'ours', flow: 'always', what: 'draftsOver', about: String(before.getTime()) }
        const { channel, address } = to
        await keepEvents(tx, [{ channel, address, eventId: `ours:draftsOver:${id}:${now}`, at: now, body }], now)
      }
      return rows.length
    },
  },
  refused: { over: `SELECT count(*)::int AS n ${REFUSED}`, letGo: (tx, before) => forget(tx, REFUSED, before) },
  nominations: { over: `SELECT count(*)::int AS n ${CLOSED}`, letGo: (tx, before) => forget(tx, CLOSED, before) },
  requests: rows('ticket', 'note IS NOT NULL AND closed_at < $1', 'note = NULL'),
  consents: rows('consent', 'coalesce(withdrawn_at, given_at) < $1 AND withdrawn_at IS NOT NULL'),
  families: {
    over: `SELECT count(*)::int AS n ${FAMILIES_OVER}`,
    async letGo(tx, before) {
      const { rows } = await tx.query<{ id: string }>(`SELECT a.id ${FAMILIES_OVER} FOR UPDATE OF a`, [before])
      const ids = rows.map(({ id }) => id)
      await forgetFamily(tx, ids)
      return ids.length
    },
  },
  audit: {
    over: 'SELECT count(*)::int AS n FROM audit WHERE at < $1',
    async letGo(tx, before) {
      // The trigger lets go what is older than two years, and nothing else.
      const { rowCount } = await tx.query(`DELETE FROM audit WHERE at < $1 AND at < now() - interval '730 days'`, [
        before,
      ])
      return rowCount ?? 0
    },
  },
}

/** Rows of a table that go, or lose what `emptied` says. */
function rows(table: string, which: string, emptied?: string): Keeping {
  return {
    over: `SELECT count(*)::int AS n FROM ${table} WHERE ${which}`,
    async letGo(tx, before) {
      const deed = emptied ? `UPDATE ${table} SET ${emptied}` : `DELETE FROM ${table}`
      const { rowCount } = await tx.query(`${deed} WHERE ${which}`, [before])
      return rowCount ?? 0
    },
  }
}

async function forget(tx: Tx, which: string, before: Date): Promise<number> {
  const { rows: gone } = await tx.query<{ id: string; nomination: string }>(
    `SELECT r.id, n.id AS nomination ${which} FOR UPDATE OF r`,
    [before],
  )
  const ids = gone.map(({ id }) => id)
  await tx.query(`UPDATE file SET state = 'dropped', ref = NULL, name = NULL WHERE nominator_id = ANY($1::bigint[])`, [
    ids,
  ])
  await tx.query(
    `UPDATE nominator SET name = '', phone = '', phone_hash = NULL, answers = '{}', person_id = NULL WHERE id = ANY($1::bigint[])`,
    [ids],
  )
  await tx.query(
    `UPDATE nomination n SET nominee_name = '', nominee_folded = '', unit_text = '', unit_key = ''
     WHERE id = ANY($1::bigint[]) AND NOT EXISTS (SELECT FROM nominator r WHERE r.nomination_id = n.id AND r.answers <> '{}')`,
    [gone.map(({ nomination }) => nomination)],
  )
  return ids.length
}

export interface Over {
  rule: Rule
  /** Before which moment it has to lie (epoch ms); undefined while its day has not come. */
  before?: number
  count: number
}

/** What would go now. Changes nothing. */
export async function overNow(db: Db, times: Times, now: number): Promise<Over[]> {
  const found: Over[] = []
  for (const rule of RULES) {
    const before = beforeOf(times[rule], now)
    const { rows } =
      before === undefined
        ? { rows: [{ n: 0 }] }
        : await db.query<{ n: number }>(KEEPING[rule].over, [new Date(before)])
    found.push({ rule, before, count: rows[0]!.n })
  }
  return found
}

/** Lets go what is over, and notes how much of what. */
export async function letGoOver(tx: Tx, times: Times, now: number): Promise<Over[]> {
  const done: Over[] = []
  for (const rule of RULES) {
    const before = beforeOf(times[rule], now)
    const count = before === undefined ? 0 : await KEEPING[rule].letGo(tx, new Date(before), now)
    if (count > 0)
      await audit(tx, { by: SYSTEM, action: 'retain', on: { kind: 'retention', id: rule }, details: { count } }, now)
    done.push({ rule, before, count })
  }
  return done
}

function beforeOf(time: Times[Rule] | undefined, now: number): number | undefined {
  if (!time) return undefined
  if ('days' in time) return now - time.days * DAY
  // The whole of that day, in Hải Phòng.
  return now >= Date.parse(`${time.until}T17:00:00Z`) ? now : undefined
}
