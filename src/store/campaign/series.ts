// Weekly series: pieces prepared ahead, a slot that is a timer row of ours. Each slot is filled once, late ones are marked.

import { nextSlot } from '../../flows/campaign/slot.js'
import type { Move, SeriesDeed, SeriesLine, Slot } from '../../flows/effects/campaign.js'
import { DAY, HOUR } from '../../flows/schedule.js'
import { dayAt, midnight } from '../../flows/vi/calendar.js'
import { type Actor, audit } from '../audit.js'
import type { Db, Tx } from '../database.js'
import { setTimer } from '../timers.js'
import { type Broadcast, begin, type Sizes } from './begin.js'

/** Puts an approved message behind the pieces of the series of its unit and slot, which it begins where there is none. */
export async function addToSeries(tx: Tx, made: Broadcast, slot: Slot, now: number): Promise<void> {
  const next = nextSlot(slot, now)
  const { rows } = await tx.query<{ id: string; fresh: boolean }>(
    `INSERT INTO campaign AS c (unit_code, created_by, created_at, weekday, hour, next_slot)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (unit_code, weekday, hour) DO UPDATE SET hour = excluded.hour
     RETURNING id, xmax = 0 AS fresh`,
    [made.unit, made.createdBy, new Date(now), slot.weekday, slot.hour, new Date(next)],
  )
  const { id, fresh } = rows[0]!
  await tx.query(
    `INSERT INTO issue (campaign_id, position, body, audience)
     SELECT $1, coalesce(max(position), 0) + 1, $2, $3 FROM issue WHERE campaign_id = $1`,
    [id, JSON.stringify(made.body), JSON.stringify(made.audience)],
  )
  if (fresh) await setTimers(tx, id, next, now)
}

// An empty slot is asked about two days before.
const ASKED_BEFORE = 2 * DAY

async function setTimers(tx: Tx, id: string, next: number, now: number): Promise<void> {
  await setTimer(tx, 'slot', id, next)
  await setTimer(tx, 'emptySlot', id, Math.max(now, next - ASKED_BEFORE))
}

interface Due {
  id: string
  unit: string
  unitName: string
  createdBy: string
  weekday: number
  hour: number
  late: 'send' | 'drop'
  nextSlot: Date
  state: 'active' | 'paused'
}

const DUE = `SELECT c.id, c.unit_code AS unit, u.name AS "unitName", c.created_by AS "createdBy", c.weekday, c.hour,
    c.late, c.next_slot AS "nextSlot", c.state
  FROM campaign c JOIN unit u ON u.code = c.unit_code WHERE c.id = $1 FOR UPDATE OF c`

type Piece = Pick<Broadcast, 'body' | 'audience'>

/** Longer after its hour than this, a piece is late and says so. */
const ON_TIME = HOUR

export interface Filled {
  unit: string
  createdBy: string
  unitName: string
  /**
   * sent: as broadcast `broadcast`; empty: no piece was prepared; dropped: too late, by the series' rule; idle: it is paused, or
   * the slot before was empty too.
   */
  is: 'sent' | 'late' | 'dropped' | 'empty' | 'idle'
  broadcast?: string
  /** Epoch ms. */
  slot: number
}

/**
 * Fills the slot that is due, and sets the next one. After an outage over several slots the one piece goes out once, late, or
 * not at all; the slots after it are the next ones from now. Undefined where there is no such series any more.
 */
export async function fillSlot(tx: Tx, id: string, sizes: Sizes, now: number): Promise<Filled | undefined> {
  const { rows } = await tx.query<Due>(DUE, [id])
  const [series] = rows
  if (!series) return undefined
  const slot = series.nextSlot.getTime()
  // A clock that was turned back: the slot is not here yet, or it has been filled.
  if (slot > now) {
    await setTimer(tx, 'slot', id, slot)
    return undefined
  }
  const next = nextSlot(series, now)
  await tx.query('UPDATE campaign SET next_slot = $2 WHERE id = $1', [id, new Date(next)])
  await setTimers(tx, id, next, now)
  const told = { unit: series.unit, createdBy: series.createdBy, unitName: series.unitName, slot }
  if (series.state === 'paused') return { ...told, is: 'idle' }
  const late = now - slot > ON_TIME
  const { rows: issues } = await tx.query<Piece>(
    `UPDATE issue SET state = $2 WHERE id = (
       SELECT id FROM issue WHERE campaign_id = $1 AND state = 'ready' ORDER BY position, id LIMIT 1) RETURNING body, audience`,
    [id, late && series.late === 'drop' ? 'dropped' : 'sent'],
  )
  if (!issues[0]) return { ...told, is: (await isLeftAlone(tx, id, slot)) ? 'idle' : 'empty' }
  if (late && series.late === 'drop') return { ...told, is: 'dropped' }
  const broadcast = await sendIssue(tx, series, issues[0], { slot, late, sizes, now })
  return { ...told, is: late ? 'late' : 'sent', broadcast }
}

async function sendIssue(
  tx: Tx,
  series: Due,
  { body, audience }: Piece,
  { slot, late, sizes, now }: { slot: number; late: boolean; sizes: Sizes; now: number },
): Promise<string> {
  const { unit, unitName, createdBy, id } = series
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO broadcast (unit_code, audience, body, state, created_by, created_at, campaign_id, slot, late)
     VALUES ($1, $2, $3, 'scheduled', $4, $5, $6, $7, $8) RETURNING id`,
    [unit, JSON.stringify(audience), JSON.stringify(body), createdBy, new Date(now), id, new Date(slot), late],
  )
  const made: Broadcast = {
    id: rows[0]!.id,
    unit,
    unitName,
    audience,
    body,
    state: 'scheduled',
    urgent: false,
    createdBy,
    startsAt: null,
    weekly: null,
  }
  await begin(tx, made, sizes, now)
  return made.id
}

/** Nothing has left for two slots: its officers have been asked and told, and are left in peace until there is a piece. */
async function isLeftAlone(db: Db, id: string, slot: number): Promise<boolean> {
  const { rows } = await db.query(
    `SELECT FROM campaign c WHERE id = $1
       AND greatest(created_at, (SELECT max(created_at) FROM broadcast WHERE campaign_id = c.id)) <= $2`,
    [id, new Date(slot - 14 * DAY + ON_TIME)],
  )
  return rows.length > 0
}

/** Whether the next slot of a series has no piece, the first in a row: who is to be asked. */
export async function emptySlot(
  tx: Tx,
  id: string,
): Promise<{ unit: string; createdBy: string; unitName: string; slot: number } | undefined> {
  const { rows } = await tx.query<{ unit: string; createdBy: string; unitName: string; nextSlot: Date }>(
    `SELECT c.unit_code AS unit, c.created_by AS "createdBy", u.name AS "unitName", c.next_slot AS "nextSlot"
     FROM campaign c JOIN unit u ON u.code = c.unit_code WHERE c.id = $1 AND c.state = 'active'
       AND NOT EXISTS (SELECT FROM issue WHERE campaign_id = c.id AND state = 'ready')`,
    [id],
  )
  const [found] = rows
  if (!found) return undefined
  const { nextSlot, ...series } = found
  const slot = nextSlot.getTime()
  return (await isLeftAlone(tx, id, slot)) ? undefined : { ...series, slot }
}

/** The series of some units, or all, each with the pieces prepared. */
export async function listSeries(db: Db, units?: string[]): Promise<SeriesLine[]> {
  const { rows } = await db.query<Omit<SeriesLine, 'nextSlot'> & { nextSlot: Date }>(
    `SELECT c.id, u.name AS "unitName", c.weekday, c.hour, c.state, c.late, c.next_slot AS "nextSlot",
       coalesce((SELECT json_agg(json_build_object('id', i.id::text, 'text', i.body->>'text') ORDER BY i.position, i.id)
         FROM issue i WHERE i.campaign_id = c.id AND i.state = 'ready'), '[]') AS issues
     FROM campaign c JOIN unit u ON u.code = c.unit_code
     WHERE $1::text[] IS NULL OR c.unit_code = ANY($1) ORDER BY c.id`,
    [units ?? null],
  )
  return rows.map((row) => ({ ...row, nextSlot: row.nextSlot.getTime() }))
}

const DEEDS: Record<SeriesDeed, string> = {
  pause: `state = 'paused'`,
  resume: `state = 'active'`,
  late: `late = 'send'`,
  drop: `late = 'drop'`,
}

/** Pauses or resumes a series of these units, or says what becomes of a piece that misses its hour. */
export async function steerSeries(tx: Tx, id: string, units: string[], deed: SeriesDeed): Promise<void> {
  await tx.query(`UPDATE campaign SET ${DEEDS[deed]} WHERE id = $1 AND unit_code = ANY($2)`, [id, units])
}

// One message a week for everybody (audience.ts): sooner after the last piece, the next one would reach nobody.
const APART_DAYS = 7

/** Gives a series of these units another weekly slot. 'taken': the unit has a series there; 'none': it is none of theirs. */
export async function moveSlot(
  tx: Tx,
  { id, slot, units, by, now }: { id: string; slot: Slot; units: string[]; by: Actor; now: number },
): Promise<'moved' | 'taken' | 'none'> {
  const { rows } = await tx.query<{ unit: string; taken: boolean; last: Date | null }>(
    `SELECT c.unit_code AS unit, (SELECT max(slot) FROM broadcast WHERE campaign_id = c.id) AS last,
       EXISTS (SELECT FROM campaign o WHERE o.unit_code = c.unit_code AND o.weekday = $3 AND o.hour = $4 AND o.id <> c.id) AS taken
     FROM campaign c WHERE c.id = $1 AND c.unit_code = ANY($2) FOR UPDATE OF c`,
    [id, units, slot.weekday, slot.hour],
  )
  const [found] = rows
  if (!found) return 'none'
  if (found.taken) return 'taken'
  const free = found.last ? midnight(dayAt(found.last.getTime()) + APART_DAYS) - 1 : now
  const next = nextSlot(slot, Math.max(now, free))
  await tx.query('UPDATE campaign SET weekday = $2, hour = $3, next_slot = $4 WHERE id = $1', [
    id,
    slot.weekday,
    slot.hour,
    new Date(next),
  ])
  await setTimers(tx, id, next, now)
  await audit(
    tx,
    {
      by,
      action: 'changeSetting',
      on: { kind: 'series', id },
      unit: found.unit,
      details: { setting: 'slot', ...slot },
    },
    now,
  )
  return 'moved'
}

const MOVES: Record<Exclude<Move, 'up' | 'down'>, string> = {
  skip: `state = 'skipped'`,
  first: `position = (SELECT min(position) - 1 FROM issue WHERE campaign_id = i.campaign_id)`,
  later: `position = (SELECT max(position) + 1 FROM issue WHERE campaign_id = i.campaign_id)`,
}

/** Takes a piece of these units out of its series, or gives it another place among those still to be sent. */
export async function moveIssue(tx: Tx, id: string, units: string[], deed: Move): Promise<void> {
  // One officer after the other, and none while its slot is being filled: read only once that is so.
  await tx.query(
    `SELECT FROM campaign WHERE id = (SELECT campaign_id FROM issue WHERE id = $1) AND unit_code = ANY($2) FOR UPDATE`,
    [id, units],
  )
  const { rows } = await tx.query<{ series: string; position: number }>(
    `SELECT c.id AS series, i.position FROM issue i JOIN campaign c ON c.id = i.campaign_id
     WHERE i.id = $1 AND i.state = 'ready' AND c.unit_code = ANY($2)`,
    [id, units],
  )
  const [found] = rows
  if (!found) return
  if (deed !== 'up' && deed !== 'down') {
    await tx.query(`UPDATE issue i SET ${MOVES[deed]} WHERE id = $1`, [id])
    return
  }
  const [beyond, nearest] = deed === 'up' ? ['<', 'DESC'] : ['>', 'ASC']
  await tx.query(
    `WITH other AS (
       SELECT id, position FROM issue WHERE campaign_id = $2 AND state = 'ready' AND position ${beyond} $3
       ORDER BY position ${nearest} LIMIT 1)
     UPDATE issue i SET position = CASE WHEN i.id = $1 THEN other.position ELSE $3 END
     FROM other WHERE i.id IN ($1, other.id)`,
    [id, found.series, found.position],
  )
}
