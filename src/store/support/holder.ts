// What the registry of help holds of a supporter. Sums and the ledger stay; names, numbers and words go.
import type { SentForm, SentRecord } from '../../flows/effects/always.js'
import { showQuantity } from '../../flows/needs.js'
import type { Tx } from '../database.js'
import type { Holder } from '../holder.js'
import { lockLedger } from '../ledger.js'
import { boxOf } from '../sealed.js'
import { letGo, lockPledge } from './support.js'

type Words = 'name' | 'phone' | 'organisation' | 'position' | 'starts' | 'note'

const ENDING = ['held', 'asked', 'proposed', 'agreed']

/** Ends what a person still promises: of one code, or all. Gives the codes of pledges that were more than holds. */
async function endPledges(tx: Tx, personId: string, code: string | undefined, now: number): Promise<string[]> {
  await lockLedger(tx)
  const { rows } = await tx.query<{ id: string }>(
    'SELECT id FROM pledge WHERE person_id = $1 AND state = ANY($2) AND ($3::text IS NULL OR code = $3) ORDER BY id',
    [personId, ENDING, code ?? null],
  )
  const codes: string[] = []
  for (const { id } of rows) {
    const row = await lockPledge(tx, 'id', id)
    if (!row) continue
    await letGo(tx, row, row.state === 'held' ? 'released' : 'cancelled', now)
    if (row.code) codes.push(row.code)
  }
  return codes
}

/** The help that came of their pledges: when, how much, what changed by it in the words of who told. */
async function givenBy(tx: Tx, personId: string): Promise<string[]> {
  const { rows } = await tx.query<{
    id: string
    code: string
    day: string
    quantity: number
    measure: string
    worth: number | null
    changed: string | null
    confirmed: boolean
  }>(
    `SELECT d.id, p.code, to_char(d.day, 'FMDD/FMMM/YYYY') AS day, d.quantity::float8 AS quantity, n.measure, d.worth::float8 AS worth,
       d.changed, d.confirmed_at IS NOT NULL AS confirmed
     FROM delivery d JOIN pledge p ON p.id = d.pledge_id JOIN need n ON n.id = p.need_id WHERE p.person_id = $1 ORDER BY d.id`,
    [personId],
  )
  return rows.map(({ id, code, day, quantity, measure, worth, changed, confirmed }) =>
    [
      `${code} ngày ${day}: ${showQuantity(quantity, measure)}`,
      worth ? `trị giá ${worth.toLocaleString('vi-VN')} đồng` : undefined,
      boxOf(tx, 'delivery', id).open('changed', changed),
      confirmed ? 'đã xác nhận' : 'chờ xác nhận',
    ]
      .filter(Boolean)
      .join(', '),
  )
}

export const holder: Holder = {
  purpose: 'support',
  follows: [
    'pledge.person_id',
    'pledge.decided_by',
    'delivery.recorded_by',
    'delivery.confirmed_by',
    'address.created_by',
    'address_private.papers_by',
  ],
  // A person keeps one need at a time: of two the newer.
  async join(tx, { kept, joined }, now) {
    await lockLedger(tx)
    const { rows } = await tx.query<{ id: string }>(
      `SELECT id FROM pledge WHERE person_id IN ($1, $2) AND state = 'held' ORDER BY created_at DESC, id DESC OFFSET 1`,
      [kept, joined],
    )
    for (const { id } of rows) {
      const row = await lockPledge(tx, 'id', id)
      if (row) await letGo(tx, row, 'released', now)
    }
  },
  async part(tx, { kept, joined }, drafts) {
    const [theirs, mine] = [kept, joined].map((person) => drafts[person]!.some(({ flow }) => flow === 'support'))
    if (theirs === mine) return
    await tx.query(`UPDATE pledge SET person_id = $1 WHERE person_id = $2 AND state = 'held'`, [
      theirs ? kept : joined,
      theirs ? joined : kept,
    ])
  },
  tables: ['pledge', 'delivery', 'address', 'address_private', 'need', 'ledger'],
  keeps: `EXISTS (SELECT FROM pledge WHERE person_id = $1 AND code IS NOT NULL)`,
  async sent(tx, personId, limit) {
    const { rows } = await tx.query<{
      code: string
      what: string
      measure: string
      quantity: number
      state: string
      at: Date
      total: number
    }>(
      `SELECT p.code, n.what, n.measure, p.quantity::float8 AS quantity, p.state, p.created_at AS at, (count(*) OVER ())::int AS total
       FROM pledge p JOIN need n ON n.id = p.need_id WHERE p.person_id = $1 AND p.code IS NOT NULL ORDER BY p.id DESC LIMIT $2`,
      [personId, limit],
    )
    const records = rows.map(
      ({ code, what, measure, quantity, state, at }): SentRecord => ({
        flow: 'support',
        code,
        about: `${showQuantity(quantity, measure)}: ${what}`,
        state,
        submittedAt: at.getTime(),
      }),
    )
    return { records, total: rows[0]?.total ?? 0 }
  },
  async held(tx, personId) {
    const { rows } = await tx.query<{ id: string; code: string | null } & Record<Words, string | null>>(
      'SELECT id, code, name, phone, organisation, position, starts, note FROM pledge WHERE person_id = $1 ORDER BY id',
      [personId],
    )
    const pledges = rows.map(({ id, phone, note, ...rest }) => {
      const box = boxOf(tx, 'pledge', id)
      return { ...rest, phone: box.open('phone', phone), note: box.open('note', note) }
    })
    const names = [...new Set(pledges.flatMap(({ name }) => name ?? []))]
    const phones = pledges.flatMap(({ phone }) => phone ?? [])
    const notes = pledges.flatMap(({ code, organisation, position, starts, note }) =>
      code ? [`${code}: ${[organisation, position, starts, note].filter(Boolean).join(', ')}`] : [],
    )
    const lines = { 'Đăng ký trợ giúp': notes, 'Lần trợ giúp': await givenBy(tx, personId) }
    const told = Object.entries(lines).filter(([, values]) => values.length > 0)
    return { names, phones, ...(told.length > 0 ? { lines: told.map(([label, values]) => ({ label, values })) } : {}) }
  },
  withdraw: (tx, personId, code, now) => endPledges(tx, personId, code, now),
  // Who helps, when and what they say; what is promised is changed with the officer, in the ledger.
  async forms(tx, personId) {
    const { rows } = await tx.query<Record<'of' | 'code' | 'what', string> & Record<Words, string | null>>(
      `SELECT p.id AS of, p.code, n.what, p.name, p.phone, p.organisation, p.position, p.starts, p.note
       FROM pledge p JOIN need n ON n.id = p.need_id
       WHERE p.person_id = $1 AND p.code IS NOT NULL AND p.state NOT IN ('cancelled', 'refused') ORDER BY p.id DESC`,
      [personId],
    )
    return rows.map(({ of, code, what, organisation, position, note, phone, ...rest }): SentForm => {
      const box = boxOf(tx, 'pledge', of)
      const given = { ...rest, phone: box.open('phone', phone) }
      const forOthers = organisation === null ? { who: 'self' } : { who: 'organisation', organisation, position }
      return {
        of,
        flow: 'support',
        code,
        about: what,
        answers: { ...given, ...forOthers, note: box.open('note', note) ?? '' },
      }
    })
  },
  async amend(tx, of, answers) {
    const given = (key: Words) => (answers[key] as string | undefined) || null
    const box = boxOf(tx, 'pledge', of)
    await tx.query(
      `UPDATE pledge SET name = $2, phone = $3, organisation = $4, position = $5, starts = $6, note = $7 WHERE id = $1`,
      [
        of,
        given('name'),
        box.seal('phone', given('phone')),
        ...(['organisation', 'position', 'starts'] as const).map(given),
        box.seal('note', given('note')),
      ],
    )
  },
  async erase(tx, personId, now) {
    await endPledges(tx, personId, undefined, now)
    const { rows } = await tx.query<{ code: string | null }>(
      `UPDATE pledge SET person_id = NULL, draft_id = NULL, name = NULL, phone = NULL, organisation = NULL, position = NULL,
         starts = NULL, note = NULL, reason = NULL, proposal = NULL WHERE person_id = $1 RETURNING code`,
      [personId],
    )
    await tx.query('UPDATE delivery SET changed = NULL WHERE recorded_by = $1', [personId])
    return { gone: rows.flatMap(({ code }) => code ?? []) }
  },
}
