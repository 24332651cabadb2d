// What is W1's, for effects to touch, and who tries to.
import type { Pool } from 'pg'
import type { NewAddress } from '../../../src/flows/effects/address.js'
import type { Role } from '../../../src/flows/roles.js'
import { addAddress } from '../../../src/store/address/address.js'
import { CONSOLE } from '../../../src/store/audit.js'
import { saveCalendar, shippedCalendar } from '../../../src/store/calendar.js'
import { steerBroadcast } from '../../../src/store/campaign/broadcasts.js'
import { draftBroadcast } from '../../../src/store/campaign/draft.js'
import { type Tx, transaction } from '../../../src/store/database.js'
import { createInvite } from '../../../src/store/invites.js'
import { submitNomination } from '../../../src/store/nominate.js'
import { askNominator } from '../../../src/store/review/ask.js'
import { decide } from '../../../src/store/review/decide.js'
import { cardOf } from '../../../src/store/review/files.js'
import { saveProgrammes, shippedProgrammes } from '../../../src/store/review/programmes.js'
import { merge } from '../../../src/store/review/regroup.js'
import { openRound } from '../../../src/store/review/rounds.js'
import { grantRole } from '../../../src/store/roles.js'
import { recordDelivery } from '../../../src/store/support/deliveries.js'
import { agreePledge, lockPledge, makePledge, proposePledge } from '../../../src/store/support/support.js'
import { openTicket } from '../../../src/store/tickets.js'
import { DAY, NOW, organisation, person } from '../../store/organisation.js'

/** Everybody who tries each effect. `owner` put the reviewed files forward and made the pledges. */
export const EVERYBODY = [
  'theirs',
  'approver',
  'above',
  'beside',
  'reviewer',
  'member',
  'ended',
  'nobody',
  'owner',
] as const
export type Name = (typeof EVERYBODY)[number]

/** What there is to be touched: all of it W1's. */
export type Made = Record<
  | ('code' | 'human' | 'erase' | 'correct' | 'sent' | 'broadcast')
  | ('waiting' | 'decision' | 'question' | 'account' | 'regroup' | 'passed' | 'self' | 'round')
  | ('invite' | 'grant' | 'person')
  | ('address' | 'need' | 'asked' | 'proposed' | 'agreed' | 'helped'),
  string
>

export const made = {} as Made
export const people = {} as Record<Name, string>

export const PLEDGE_DRAFT = '00000000-0000-4000-8000-0000000000c0'
export const ADDRESS: NewAddress = {
  unit: 'W1',
  group: 'elder',
  summary: 'Một cụ già sống một mình, sức yếu.',
  urgency: 2,
  state: 'open',
  name: 'Canary Văn Kín',
  place: 'số 5 canary',
  details: 'canary trong hồ sơ riêng',
  papersSeen: true,
  consented: true,
  needs: [{ form: 'material', what: 'gạo', measure: 'suất', quantity: 100_000, rhythm: 'once' }],
}
export const pledgeForm = (need: string) => ({
  need,
  quantity: 1000,
  name: 'Canary Lan',
  phone: '+84912345678',
  starts: 'canary mai',
})
export async function prepare(pool: Pool): Promise<void> {
  await organisation(pool)
  await saveCalendar(pool, shippedCalendar())
  await saveProgrammes(pool, shippedProgrammes(), NOW)
  for (const [name, role, unit] of [
    ['theirs', 'officer', 'W1'],
    ['approver', 'approver', 'W1'],
    ['above', 'administrator', '31'],
    ['beside', 'officer', 'W2'],
    ['reviewer', 'reviewer', 'W1'],
    ['member', 'member', 'W1'],
    ['ended', 'officer', 'W1'],
  ] as [Name, Role, string][]) {
    const id = await person(pool)
    people[name] = id
    const endsAt = name === 'ended' ? NOW - 1 : undefined
    await transaction(pool, (tx) =>
      grantRole(tx, { personId: id, role, unit, startsAt: NOW - 1000, endsAt, by: CONSOLE, now: NOW }),
    )
  }
  people.nobody = await person(pool)
  people.owner = await person(pool)
  made.person = await person(pool)
  for (const work of [broadcasts, appointments, reviews, pledges]) await transaction(pool, work)
  // After the round has taken in what was there: this file waits for none.
  const citizen = await person(pool)
  await transaction(pool, async (tx) => {
    made.code = await nominated(tx, citizen, 0)
    made.human = (await openTicket(tx, citizen, { kind: 'human', replyBy: NOW }, NOW)).id
    made.correct = (await openTicket(tx, citizen, { kind: 'correct', replyBy: NOW }, NOW)).id
    const { rows } = await tx.query<{ id: string }>('SELECT id FROM nominator WHERE person_id = $1', [citizen])
    made.sent = `nominate-${rows[0]!.id}`
    made.erase = (await openTicket(tx, citizen, { kind: 'erase', replyBy: NOW }, NOW)).id
  })
}

/** A series and a draft of W1's officer. */
async function broadcasts(tx: Tx): Promise<void> {
  const by = { personId: people.theirs!, channel: 'telegram' }
  const form = { text: 'Chào anh chị em', buttons: [], unit: 'W1' }
  const weekly = { ...form, weekly: { weekday: 1, hour: 8 } }
  await tx.query(`INSERT INTO campaign_setting VALUES ('31', false)`)
  const series = await draftBroadcast(
    tx,
    by,
    { draft: '00000000-0000-4000-8000-0000000000b0' },
    { form: weekly, answers: {} },
    NOW,
  )
  await steerBroadcast(tx, { id: (series as { id: string }).id, deed: 'send', by, sizes: {}, now: NOW })
  await tx.query('DELETE FROM campaign_setting')
  const made1 = await draftBroadcast(
    tx,
    by,
    { draft: '00000000-0000-4000-8000-0000000000b1' },
    { form, answers: {} },
    NOW,
  )
  made.broadcast = (made1 as { id: string }).id
}

/** Somebody else who reviews for W1, and an invitation to. */
async function appointments(tx: Tx): Promise<void> {
  const role = { role: 'reviewer', unit: 'W1', by: CONSOLE, now: NOW } as const
  made.grant = await grantRole(tx, { ...role, personId: made.person })
  const invite = await createInvite(tx, role)
  if (typeof invite === 'string') throw new Error(invite)
  made.invite = invite.id
}

async function nominated(tx: Tx, by: string, n: number): Promise<string> {
  const form = {
    kind: 'individual' as const,
    nomineeName: `Trần Văn ${'ABCDE'[n]}`,
    unitCode: 'W1',
    unitText: 'Phường Một',
    nominatorName: 'Phạm Thị B',
    nominatorPhone: '+84912345678',
    files: [],
    formVersion: 1,
    answers: {
      kind: 'individual',
      unit: { code: 'W1', name: 'Phường Một' },
      byName: 'Phạm Thị B',
      byPhone: '+84912345678',
    },
  }
  return (await submitNomination(tx, by, `00000000-0000-4000-8000-00000000000${n}`, form, NOW)).code
}

/** Three files of the owner's in a round of W1: one waits, one the reviewer has decided, of one they asked for more. */
async function reviews(tx: Tx): Promise<void> {
  const codes: string[] = []
  for (const n of [1, 2, 3, 4]) codes.push(await nominated(tx, people.owner, n))
  const round = { programme: 'nguoi-tot-viec-thien', stage: 'unit', unit: 'W1', opensAt: NOW }
  made.round = (await openRound(tx, { ...round, submitBy: NOW + DAY, reviewBy: NOW + DAY }, CONSOLE, NOW)).id
  const by = { personId: people.reviewer, channel: 'telegram' }
  const ids: string[] = []
  for (const code of codes) {
    const { rows } = await tx.query<{ id: string }>(
      'SELECT v.id FROM review v JOIN nomination n ON n.id = v.nomination_id WHERE n.code = $1',
      [code],
    )
    const { id } = rows[0]!
    const card = await cardOf(tx, id, by, NOW)
    const ticks = Object.fromEntries((card.is === 'card' ? card.criteria : []).map(({ key }) => [key, 'yes']))
    await tx.query('UPDATE review SET ticks = $2 WHERE id = $1', [id, JSON.stringify(ticks)])
    ids.push(id)
  }
  made.waiting = ids[0]!
  const decided = await decide(tx, { review: ids[1]!, verdict: 'passed', by, now: NOW })
  made.decision = (decided as { decision: string }).decision
  made.passed = ids[1]!
  // What passed is of somebody who told of themselves.
  made.self = codes[1]!
  await tx.query(
    `UPDATE nominator SET answers = '{"kind":"self"}' WHERE nomination_id = (SELECT id FROM nomination WHERE code = $1)`,
    [made.self],
  )
  await tx.query(
    `WITH n AS (SELECT id FROM nomination WHERE code = $1),
       c AS (INSERT INTO nominee_consent (nomination_id, given, how, note, recorded_by, at) SELECT id, true, 'officer', 'x', 0, $2 FROM n)
     INSERT INTO story (nomination_id, text, written_by, at) SELECT id, 'Một chuyện', 0, $2 FROM n`,
    [made.self, new Date(NOW)],
  )
  const merged = await merge(tx, { review: ids[0]!, other: codes[3]!, reason: 'x', by, now: NOW })
  made.regroup = (merged as { regroup: string }).regroup
  const accounts = await tx.query<{ id: string }>(
    'SELECT m.id FROM nominator m JOIN nomination n ON n.id = m.nomination_id WHERE n.code = $1',
    [codes[0]],
  )
  made.account = accounts.rows[0]!.id
  const asked = await askNominator(tx, { review: ids[2]!, question: 'x', by, now: NOW })
  made.question = (asked as { question: string }).question
}

/** An address of W1 and the owner's pledges for it, each as far as its name says. */
async function pledges(tx: Tx): Promise<void> {
  const { id, code } = await addAddress(tx, ADDRESS, CONSOLE, NOW)
  made.address = code
  made.need = (await tx.query<{ id: string }>('SELECT id FROM need WHERE address_id = $1', [id])).rows[0]!.id
  for (const [n, state] of (['asked', 'proposed', 'agreed', 'helped'] as const).entries()) {
    const row = await makePledge(tx, people.owner, PLEDGE_DRAFT.replace(/0$/, `${n}`), pledgeForm(made.need), NOW)
    if (row === 'full') throw new Error('nothing left')
    made[state] = row.code
    if (state === 'proposed') await proposePledge(tx, row, 500, null)
    if (state === 'agreed' || state === 'helped') await agreePledge(tx, row, null, NOW)
    if (state === 'helped')
      await recordDelivery(tx, (await lockPledge(tx, 'id', row.id))!, { by: people.owner, now: NOW })
  }
}
