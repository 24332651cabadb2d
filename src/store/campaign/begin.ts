// A broadcast begins: its audience is frozen, from then on it is sent.

import { pieces } from '../../flows/campaign/limits.js'
import type { BroadcastState, Narrowing } from '../../flows/effects/campaign.js'
import type { Outbound } from '../../flows/message.js'
import { stamped } from '../../flows/news-buttons.js'
import { leavesAt } from '../calendar.js'
import type { Tx } from '../database.js'
import { type Audience, planRecipients } from './audience.js'
import { endIfOver } from './chunks.js'
import { filled } from './fill.js'

export interface Broadcast {
  id: string
  unit: string
  unitName: string
  draftId?: string | null
  audience: Narrowing
  body: Outbound
  /** What was asked and answered while it was written. */
  form?: unknown
  /** What is put into it when it leaves. */
  fill?: string | null
  state: BroadcastState
  urgent: boolean
  createdBy: string
  startsAt: Date | null
  weekly: { weekday: number; hour: number } | null
}

export const BROADCAST = `SELECT b.id, b.unit_code AS unit, u.name AS "unitName", b.draft_id AS "draftId", b.audience, b.body, b.form, b.fill, b.state, b.urgent,
    b.created_by AS "createdBy", b.starts_at AS "startsAt", b.weekly
  FROM broadcast b JOIN unit u ON u.code = b.unit_code WHERE b.id = $1`

/** How big a chunk is, by channel: one second's worth. */
export type Sizes = Record<string, number>

/** Freezes the audience and lets the sending begin. */
export async function begin(tx: Tx, found: Broadcast, sizes: Sizes, now: number): Promise<void> {
  const { id, unit, audience, urgent, body } = found
  const message = stamped(await filled(tx, body, found.fill ?? null), id)
  await tx.query(`UPDATE broadcast SET state = 'sending', started_at = $2, body = $3 WHERE id = $1`, [
    id,
    new Date(now),
    JSON.stringify(message),
  ])
  const whom: Audience = { ...audience, unit, urgent, cost: pieces(message).zalo }
  await planRecipients(tx, id, whom, sizes, await leavesAt(tx, now))
  await endIfOver(tx, id, now)
}

/** Its time has come. Nothing where it was cancelled meanwhile. */
export async function beginScheduled(tx: Tx, id: string, sizes: Sizes, now: number): Promise<void> {
  const { rows } = await tx.query<Broadcast>(`${BROADCAST} AND b.state = 'scheduled' FOR UPDATE OF b`, [id])
  if (rows[0]) await begin(tx, rows[0], sizes, now)
}
