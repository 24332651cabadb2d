// Who did or saw what. The database refuses to change or delete a row (see the migration of roles).

import type { Pool, PoolClient } from 'pg'
import type { Actor } from './actor.js'
import type { Holder } from './holder.js'

export { type Actor, CONSOLE, SYSTEM } from './actor.js'

export type AuditAction =
  /** Personal data was shown, or taken out of the system. */
  | 'view'
  | 'export'
  /** A nomination was decided on. */
  | 'decide'
  | 'undo'
  | 'ask'
  | 'assign'
  | 'recuse'
  | 'merge'
  | 'split'
  | 'ungroup'
  | 'noteConsent'
  | 'publishStory'
  | 'withdrawStory'
  | 'openRound'
  | 'moveRound'
  | 'closeRound'
  | 'loadProgramme'
  | 'grantRole'
  | 'endRole'
  | 'createInvite'
  | 'redeemInvite'
  | 'revokeInvite'
  | 'setAbsence'
  | 'endAbsence'
  /** Two accounts of one human: a code was brought, agreed to, refused; they were joined, parted. */
  | 'bringLinkCode'
  | 'agreeLink'
  | 'refuseLink'
  | 'endLink'
  | 'link'
  | 'unlink'
  | 'takeTicket'
  | 'releaseTicket'
  | 'endTalk'
  | 'closeTicket'
  | 'escalateTicket'
  | 'reply'
  | 'withdraw'
  /** An answer of what somebody sent was written anew; `details.key` says which. */
  | 'correct'
  | 'erase'
  /** What was kept long enough went. */
  | 'retain'
  /** Everything sealed was sealed anew by another key. */
  | 'rotateKeys'
  | 'changeUnit'
  | 'changeCalendar'
  | 'changeSetting'
  | 'changeAddress'
  | 'decidePledge'
  | 'recordDelivery'
  /** A broadcast was sent, approved, paused, resumed or cancelled; `details.deed` says which. */
  | 'broadcast'
  /** Somebody asked for what is outside their scope or above their role; `details.deed` says what. */
  | 'refuse'

export interface AuditEntry {
  by: Actor
  action: AuditAction
  /** What it was done to: a kind ('nomination', 'person', 'ticket') and its code or id. */
  on: { kind: string; id: string }
  unit?: string | null
  /** Codes, ids, names of roles and states. Never what a person said, their name or their number. */
  details?: Record<string, string | number | boolean | null>
}

/** Adds a row: in the transaction of the deed, or before what is seen is shown. `now`: epoch ms. */
export async function audit(tx: Pool | PoolClient, entry: AuditEntry, now: number): Promise<void> {
  const { by, action, on, unit = null, details = {} } = entry
  await tx.query({
    name: 'audit',
    text: `INSERT INTO audit (at, actor, channel, action, subject_kind, subject, unit_code, details)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [new Date(now), by.personId, by.channel, action, on.kind, on.id, unit, JSON.stringify(details)],
  })
}

export interface AuditRow {
  id: string
  at: Date
  actor: string | null
  channel: string
  action: AuditAction
  kind: string
  subject: string
  unit: string | null
  details: Record<string, unknown>
}

const LISTED = 100

/** The newest rows first: of one code (a nomination, a unit), of what one person did and had done to them, or all. */
export async function readAudit(
  db: Pool | PoolClient,
  { code, person, limit = LISTED }: { code?: string; person?: string; limit?: number } = {},
): Promise<AuditRow[]> {
  const { rows } = await db.query<AuditRow>(
    `SELECT id, at, actor, channel, action, subject_kind AS kind, subject, unit_code AS unit, details FROM audit
     WHERE ($1::text IS NULL OR (subject = ANY(ARRAY[$1, upper($1)]) AND subject_kind <> 'person'))
       AND ($2::bigint IS NULL OR actor = $2 OR (subject_kind = 'person' AND subject = $2::text))
     ORDER BY id DESC LIMIT $3`,
    [code ?? null, person ?? null, limit],
  )
  return rows
}

// What was done stays on record, by the numbers of people alone.
export const holder: Holder = { tables: ['audit'], stays: ['audit.actor'] }
