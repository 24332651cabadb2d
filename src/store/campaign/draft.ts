// A broadcast while it is written: shown as it will be read, counted, narrowed, changed. Nothing of it has left.

import { STOP_LINE } from '../../flows/campaign/form.js'
import { limitsOf, pieces, zaloTakes } from '../../flows/campaign/limits.js'
import type { BroadcastForm, CampaignResults, Narrowing, Preview } from '../../flows/effects/campaign.js'
import type { Answers } from '../../flows/interview/form.js'
import type { Outbound } from '../../flows/message.js'
import { buttonsUnder, chosenOf } from '../../flows/news-buttons.js'
import { HOUR } from '../../flows/schedule.js'
import { dayAt, midnight } from '../../flows/vi/calendar.js'
import { type Actor, audit } from '../audit.js'
import { leavesAt } from '../calendar.js'
import type { Tx } from '../database.js'
import { mayActOn } from '../roles.js'
import { countAudience } from './audience.js'
import type { Broadcast } from './begin.js'
import { ownBroadcast } from './broadcasts.js'
import { filled } from './fill.js'
import { needsSecond } from './four-eyes.js'
import { unitAndBelow } from './narrow.js'
import { SENDERS } from './senders.js'

/** What an officer wrote, as it is kept until it is decided. */
interface Written {
  form: BroadcastForm
  answers: Answers
}

/**
 * Keeps what was written and counts whom it would reach. The same draft again is the same broadcast, changed; where that is
 * decided already, it is another one, as `fresh`.
 */
export async function draftBroadcast(
  tx: Tx,
  by: Actor & { personId: string },
  { draft, fresh = draft }: { draft: string; fresh?: string },
  written: Written,
  now: number,
): Promise<CampaignResults['draftBroadcast']> {
  const { form } = written
  if (!(await mayActOn(tx, by.personId, SENDERS, form.unit, now))) {
    const on = { kind: 'unit', id: form.unit }
    await audit(tx, { by, action: 'refuse', on, unit: form.unit, details: { deed: 'draftBroadcast' } }, now)
    return 'refused'
  }
  const kept = await keep(tx, by, draft, written, now)
  const id = kept ?? (await keep(tx, by, fresh, written, now))
  const shown = id ? await previewBroadcast(tx, id, by, now) : 'none'
  if (typeof shown === 'string') return shown === 'none' ? 'refused' : shown
  return kept ? shown : { ...shown, notes: [ANOTHER, ...shown.notes] }
}

const ANOTHER = '• Tin trước đã trình duyệt, đã gửi hoặc đã hủy nên không sửa được nữa; đây là một tin mới.'

/** The broadcast of a draft; undefined where it is decided. */
async function keep(
  tx: Tx,
  by: Actor & { personId: string },
  draft: string,
  { form, answers }: Written,
  now: number,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO broadcast AS b (draft_id, unit_code, audience, body, form, state, created_by, created_at, starts_at, weekly)
     VALUES ($1, $2, '{}', $3, $4, 'draft', $5, $6, $7, $8)
     ON CONFLICT (draft_id) DO UPDATE SET unit_code = excluded.unit_code, body = excluded.body, form = excluded.form,
       starts_at = excluded.starts_at, weekly = excluded.weekly WHERE b.state = 'draft' AND b.created_by = $5
     RETURNING id`,
    [
      draft,
      form.unit,
      JSON.stringify({ text: form.text }),
      JSON.stringify({ form, answers }),
      by.personId,
      new Date(now),
      form.startsAt === undefined ? null : new Date(form.startsAt),
      form.weekly ? JSON.stringify(form.weekly) : null,
    ],
  )
  return rows[0]?.id
}

/** The broadcast as it will be read and whom it would reach; 'noFile' while its picture is not there. */
export async function previewBroadcast(
  tx: Tx,
  id: string,
  by: Actor,
  now: number,
): Promise<CampaignResults['previewBroadcast']> {
  const found = await ownBroadcast(tx, id, by, 'previewBroadcast', now)
  return typeof found === 'string' ? found : show(tx, found, by, now)
}

async function show(tx: Tx, found: Broadcast, by: Actor, now: number): Promise<Preview | 'noFile'> {
  const { id, unit, unitName, state, startsAt, weekly, urgent } = found
  const made = state === 'draft' ? await bodyOf(tx, found) : { body: found.body, onlyTelegram: false }
  if (!made) return 'noFile'
  const narrowing: Narrowing = { ...found.audience, ...(made.onlyTelegram ? { channel: 'telegram' } : {}) }
  if (state === 'draft')
    await tx.query('UPDATE broadcast SET body = $2, audience = $3 WHERE id = $1', [
      id,
      JSON.stringify(made.body),
      JSON.stringify(narrowing),
    ])
  const at = await leavesAt(tx, Math.max(now, startsAt?.getTime() ?? now))
  const message = started(state) ? made.body : await filled(tx, made.body, found.fill ?? null)
  const counted = await countAudience(tx, { unit, ...narrowing, urgent, cost: pieces(message).zalo }, at)
  const { rows: names } = await tx.query<{ code: string; name: string }>(
    'SELECT code, name FROM unit WHERE code = ANY($1)',
    [[narrowing.within, narrowing.without].filter(Boolean)],
  )
  return {
    ...{ id, unitName, state, narrowing, ...counted, message },
    notes: [...limitsOf(message), ...(made.onlyTelegram ? [NOT_ON_ZALO] : [])],
    unitNames: Object.fromEntries(names.map(({ code, name }) => [code, name])),
    startsAt: startsAt?.getTime(),
    leavesAt: at,
    weekly: weekly ?? undefined,
    fourEyes: await needsSecond(tx, unit),
    own: found.createdBy === by.personId,
    urgent,
  }
}

/** Whether what fills it has been put into it already. */
export const started = (state: Broadcast['state']) => !['draft', 'proposed', 'scheduled'].includes(state)

const NOT_ON_ZALO = '• Zalo không nhận loại tệp này (chỉ PDF, Word, CSV tới 5 MB), nên tin chỉ gửi qua Telegram.'

/** The message of what was written; undefined while a file of it is not stored. */
async function bodyOf(
  tx: Tx,
  { body, form }: Broadcast,
): Promise<{ body: Outbound; onlyTelegram: boolean } | undefined> {
  if (!form) return { body, onlyTelegram: false }
  const { text, buttons, link, file } = (form as Written).form
  const message: Outbound = { text, buttons: buttonsUnder(buttons, link) }
  if (!file) return { body: message, onlyTelegram: false }
  const { rows } = await tx.query<{ sha256: string; mime: string; name: string | null; size: number }>(
    `SELECT sha256, mime, name, size FROM file WHERE id = $1 AND state = 'stored' AND sha256 IS NOT NULL`,
    [file],
  )
  const [stored] = rows
  if (!stored) return undefined
  if (stored.mime.startsWith('image/')) return { body: { ...message, photo: stored.sha256 }, onlyTelegram: false }
  const name = stored.name ?? 'tai-lieu'
  const onlyTelegram = !zaloTakes({ name, size: stored.size })
  return { body: { ...message, file: { hash: stored.sha256, name } }, onlyTelegram }
}

/** Chooses whom of the unit's members it is for, and counts again. 'outside': the unit is none of the broadcast's. */
export async function narrowBroadcast(
  tx: Tx,
  id: string,
  narrowing: Narrowing,
  by: Actor,
  now: number,
): Promise<CampaignResults['narrowBroadcast']> {
  const found = await ownBroadcast(tx, id, by, 'narrowBroadcast', now)
  if (typeof found === 'string') return found
  if (found.state !== 'draft') return 'over'
  for (const unit of [narrowing.within, narrowing.without])
    if (unit !== undefined && !(await liesIn(tx, unit, found.unit))) return 'outside'
  // What is undefined is taken back: JSON leaves it out.
  const audience: Narrowing = { ...found.audience, ...narrowing }
  await tx.query('UPDATE broadcast SET audience = $2 WHERE id = $1', [id, JSON.stringify(audience)])
  return show(tx, { ...found, audience }, by, now)
}

async function liesIn(tx: Tx, unit: string, above: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `WITH RECURSIVE ${unitAndBelow('below', '$1')} SELECT FROM below WHERE code = $2`,
    [above, unit],
  )
  return rowCount === 1
}

/** What was written, to be changed by whoever wrote it. */
export async function editBroadcast(
  tx: Tx,
  id: string,
  by: Actor,
  now: number,
): Promise<CampaignResults['editBroadcast']> {
  const found = await ownBroadcast(tx, id, by, 'editBroadcast', now)
  if (typeof found === 'string') return found
  if (found.state !== 'draft') return 'over'
  if (!found.form) return asWritten(tx, found, by)
  if (!found.draftId || found.createdBy !== by.personId) return 'over'
  return { draft: found.draftId, answers: (found.form as Written).answers }
}

/** A piece of a yearly campaign as if somebody had written it: its words are theirs from now on. */
async function asWritten(tx: Tx, { id, unit, unitName, body, startsAt }: Broadcast, by: Actor) {
  const { rows } = await tx.query<{ draft: string }>(
    `UPDATE broadcast SET draft_id = coalesce(draft_id, gen_random_uuid()), created_by = $2 WHERE id = $1
     RETURNING draft_id AS draft`,
    [id, by.personId],
  )
  const at = startsAt?.getTime() ?? 0
  const answers: Answers = {
    text: body.text.replace(STOP_LINE, ''),
    file: { files: [], links: [] },
    buttons: chosenOf(body.buttons ?? []),
    ...{ when: 'date', day: dayAt(at), hour: String((at - midnight(dayAt(at))) / HOUR) },
    own: { code: unit, name: unitName },
  }
  return { draft: rows[0]!.draft, answers }
}
