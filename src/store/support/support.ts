// Pledges: held, made, agreed, changed, cancelled. What is taken of a need and the ledger change together or not at all.

import type { NeedCard, PledgeForm } from '../../flows/effects/support.js'
import type { PledgeState } from '../../flows/needs.js'
import { HOUR } from '../../flows/schedule.js'
import { settleAddress } from '../address/address.js'
import { nextCodes } from '../codes.js'
import type { Tx } from '../database.js'
import { appendLedger, type LedgerEvent, lockLedger } from '../ledger.js'
import { boxOf } from '../sealed.js'
import { dropTimer, setTimer } from '../timers.js'
import { CARD, type CardRow, cardOf } from './find.js'
import { watchMonth } from './months.js'
import { type PledgeRow, pledgesWhere } from './rows.js'

/** How long a need is kept for whoever chose it. */
export const HOLD_MS = 48 * HOUR

/** One pledge, locked behind the ledger. */
export async function lockPledge(tx: Tx, by: 'code' | 'id', key: string): Promise<PledgeRow | undefined> {
  await lockLedger(tx)
  return (await pledgesWhere(tx, `WHERE p.${by} = $1 FOR UPDATE OF p`, [key]))[0]
}

/** A row of the ledger about this pledge. */
export function note(tx: Tx, event: LedgerEvent, row: PledgeRow, quantity: number, now: number): Promise<void> {
  const { address, need, id: pledge, form, shownUnit: unit } = row
  return appendLedger(tx, { event, address, need, pledge, form, quantity, unit }, now)
}

export type Hold = { is: 'held'; card: NeedCard; until: number } | { is: 'full' | 'none' }

/**
 * Keeps all that is left of a need for a person, for 48 hours; what they kept before is let go. Choosing the same again
 * begins the 48 hours anew.
 */
export async function holdNeed(tx: Tx, personId: string, need: string, now: number): Promise<Hold> {
  // Most of a crowd hears at once that nothing is left, and keeps what it held before.
  const { rows: full } = await tx.query(
    `SELECT FROM need n WHERE id = $1 AND taken = quantity
       AND NOT EXISTS (SELECT FROM pledge p WHERE p.need_id = n.id AND p.person_id = $2 AND p.state = 'held')`,
    [need, personId],
  )
  if (full.length > 0) return { is: 'full' }
  await lockLedger(tx)
  const before = await heldBy(tx, personId)
  if (before) await letGo(tx, before, 'released', now)
  const { rows } = await tx.query<CardRow & { shownUnit: string; open: boolean }>(
    `SELECT ${CARD}, a.shown_unit AS "shownUnit", a.state IN ('open', 'pledged', 'helping') AS open
     FROM need n JOIN address a ON a.id = n.address_id JOIN unit u ON u.code = a.shown_unit WHERE n.id = $1 FOR UPDATE OF n`,
    [need],
  )
  const row = rows[0]
  if (!row?.open) return { is: 'none' }
  const { shownUnit: unit, open: _open, ...card } = row
  const left = Number(card.left)
  if (left <= 0) return { is: 'full' }
  const until = now + HOLD_MS
  const { rows: made } = await tx.query<{ id: string }>(
    `WITH took AS (UPDATE need SET taken = taken + $3 WHERE id = $1 AND taken + $3 <= quantity RETURNING id)
     INSERT INTO pledge (need_id, person_id, quantity, state, held_until, created_at, rhythm)
     SELECT id, $2, $3, 'held', $4, $5, $6 FROM took RETURNING id`,
    [need, personId, left, new Date(until), new Date(now), card.rhythm],
  )
  const pledge = made[0]!.id
  await appendLedger(
    tx,
    { event: 'hold', address: card.address, need, pledge, form: card.form, quantity: left, unit },
    now,
  )
  await setTimer(tx, 'hold', pledge, until)
  return { is: 'held', card: { ...cardOf(card), left }, until }
}

async function heldBy(tx: Tx, personId: string): Promise<PledgeRow | undefined> {
  return (await pledgesWhere(tx, `WHERE p.person_id = $1 AND p.state = 'held' FOR UPDATE OF p`, [personId]))[0]
}

/** Gives back what a pledge keeps of its need. The ledger is locked. */
export async function letGo(tx: Tx, row: PledgeRow, state: PledgeState, now: number, reason?: string): Promise<void> {
  // What was given of a need that comes again is needed again.
  const rest = row.quantity - (row.needRhythm === 'once' ? Math.min(row.delivered, row.quantity) : 0)
  await tx.query('UPDATE pledge SET state = $2, reason = $3, proposed = NULL WHERE id = $1', [
    row.id,
    state,
    boxOf(tx, 'pledge', row.id).seal('reason', reason),
  ])
  if (rest > 0) {
    await tx.query('UPDATE need SET taken = taken - $2 WHERE id = $1', [row.need, rest])
    await note(tx, state === 'lapsed' ? 'lapse' : state === 'released' ? 'release' : 'cancel', row, rest, now)
  }
  await dropTimer(tx, 'hold', row.id)
  await settleAddress(tx, row.addressId)
}

/** A hold whose time is over is given back. Gives it where there was one. */
export async function lapseHold(tx: Tx, id: string, now: number): Promise<PledgeRow | undefined> {
  const row = await lockPledge(tx, 'id', id)
  if (row?.state !== 'held') return undefined
  await letGo(tx, row, 'lapsed', now)
  return row
}

/**
 * Makes a pledge of what a person holds, or of what is left if their hold has lapsed. 'full' where nothing is, or the
 * draft is another's. Sending the same draft twice gives the first again.
 */
export async function makePledge(
  tx: Tx,
  personId: string,
  draft: string,
  form: PledgeForm,
  now: number,
): Promise<PledgeRow | 'full'> {
  await lockLedger(tx)
  const again = await tx.query<{ id: string }>('SELECT id FROM pledge WHERE draft_id = $1', [draft])
  if (again.rows[0]) {
    const row = (await lockPledge(tx, 'id', again.rows[0].id))!
    // A pledge shows who the family is: to nobody but whose it is.
    return row.personId === personId ? row : 'full'
  }
  let held = await heldBy(tx, personId)
  if (held?.need !== form.need) {
    if ((await holdNeed(tx, personId, form.need, now)).is !== 'held') return 'full'
    held = (await heldBy(tx, personId))!
  }
  const quantity = Math.min(form.quantity, held.quantity)
  if (quantity < held.quantity) {
    await tx.query('UPDATE need SET taken = taken - $2 WHERE id = $1', [held.need, held.quantity - quantity])
    await note(tx, 'release', held, held.quantity - quantity, now)
  }
  const [code] = await nextCodes(tx, 'DK', 6, now)
  const box = boxOf(tx, 'pledge', held.id)
  await tx.query(
    `UPDATE pledge SET state = 'asked', code = $2, draft_id = $3, quantity = $4, name = $5, phone = $6, organisation = $7,
       position = $8, starts = $9, note = $10, place = $11, month_day = $12, held_until = NULL,
       rhythm = CASE WHEN $13 THEN 'once' ELSE rhythm END WHERE id = $1`,
    [
      held.id,
      code,
      draft,
      quantity,
      form.name,
      box.seal('phone', form.phone),
      form.organisation ?? null,
      form.position ?? null,
      form.starts,
      box.seal('note', form.note),
      form.place ?? null,
      form.monthDay ?? null,
      form.once === true,
    ],
  )
  await note(tx, 'pledge', held, quantity, now)
  await dropTimer(tx, 'hold', held.id)
  await settleAddress(tx, held.addressId)
  return (await lockPledge(tx, 'id', held.id))!
}

/** An officer agrees, or proposes another quantity; the supporter accepts it. */
export async function agreePledge(tx: Tx, row: PledgeRow, by: string | null, now: number): Promise<PledgeRow> {
  await tx.query(
    `UPDATE pledge SET state = 'agreed', decided_by = $2, proposed = NULL, proposal = NULL WHERE id = $1`,
    [row.id, by],
  )
  await note(tx, 'agree', row, row.quantity, now)
  await watchMonth(tx, row, now)
  await settleAddress(tx, row.addressId)
  return (await lockPledge(tx, 'id', row.id))!
}

/** `quantity`: thousandths. False where the need has no room for it. */
export async function proposePledge(
  tx: Tx,
  row: PledgeRow,
  quantity: number,
  by: string | null,
  words?: string,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE pledge p SET state = 'proposed', proposed = $2, decided_by = $3, proposal = $4, proposed_from = p.state FROM need n
     WHERE p.id = $1 AND n.id = p.need_id AND n.taken - p.quantity + $2 <= n.quantity`,
    [row.id, quantity, by, boxOf(tx, 'pledge', row.id).seal('proposal', words)],
  )
  return rowCount === 1
}

/** The supporter agrees to what was proposed. Undefined where the need has no room for it any more. */
export async function acceptProposal(tx: Tx, row: PledgeRow, now: number): Promise<PledgeRow | undefined> {
  const quantity = row.proposed!
  const { rowCount } = await tx.query(
    'UPDATE need SET taken = taken + $2 WHERE id = $1 AND taken + $2 BETWEEN 0 AND quantity',
    [row.need, quantity - row.quantity],
  )
  if (rowCount === 0) return undefined
  await tx.query('UPDATE pledge SET quantity = $2 WHERE id = $1', [row.id, quantity])
  await note(tx, 'change', row, quantity - row.quantity, now)
  return agreePledge(tx, { ...row, quantity }, null, now)
}
