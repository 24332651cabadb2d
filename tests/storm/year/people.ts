// What people do in a step: chosen by a hash of what it is about and when, the same in every life.
import { createHash } from 'node:crypto'
import { HANDLERS } from '../../../src/bot/effects/index.js'
import type { Effect } from '../../../src/flows/effects.js'
import { HOUSE_PROGRAMME } from '../../../src/flows/programme.js'
import { whoWorksFor } from '../../../src/store/absences.js'
import { CONSOLE } from '../../../src/store/audit.js'
import type { Tx } from '../../../src/store/database.js'
import { openRound } from '../../../src/store/review/rounds.js'
import { endRole } from '../../../src/store/roles.js'
import { type Settings, TELLERS } from './setting.js'
import { DAY, HOURS } from './time.js'

interface Step {
  step: number
  now: number
  working: boolean
  settings: Settings
}

/** 0 to 999, by what it is about. */
function dice(...about: (string | number)[]): number {
  return createHash('md5').update(about.join('|')).digest().readUInt32BE(0) % 1000
}

export async function act(tx: Tx, at: Step): Promise<void> {
  const { step, working } = at
  const day = Math.floor(step / HOURS.length)
  if (step % HOURS.length === 0 && day % 91 === 0) await openRounds(tx, at, day / 91)
  if (HOURS[step % HOURS.length] === 9) await tell(tx, at, day)
  await answer(tx, at)
  if (!working) return
  if (HOURS[step % HOURS.length] === 9) await leave(tx, at, day)
  await review(tx, at)
}

/** A quarter's round of the communes, a half year's of the city. */
async function openRounds(tx: Tx, { now }: Step, quarter: number): Promise<void> {
  const round = { programme: HOUSE_PROGRAMME, unit: '31', opensAt: now }
  // The last of them ends after the movement does.
  const reason = 'đợt của năm thử'
  const ends = { submitBy: now + 90 * DAY, reviewBy: now + 100 * DAY }
  await openRound(tx, { ...round, stage: 'unit', ...ends, reason }, CONSOLE, now)
  if (quarter % 2 === 0)
    await openRound(
      tx,
      { ...round, stage: 'city', submitBy: now + 181 * DAY, reviewBy: now + 195 * DAY, reason },
      CONSOLE,
      now,
    )
}

const effect = (tx: Tx, personId: string, wanted: Effect, now: number) => {
  const who = { personId, contactId: personId, channel: Number(personId) % 2 === 0 ? 'zalo' : 'telegram', roles: [] }
  const handle = HANDLERS[wanted.do as keyof typeof HANDLERS] as (...args: unknown[]) => Promise<unknown>
  return handle(tx, who, wanted, now)
}

async function tell(tx: Tx, { now, settings }: Step, day: number): Promise<void> {
  const { nominations, days, reviewers } = settings
  const from = Math.floor((day * nominations) / days)
  const to = Math.floor(((day + 1) * nominations) / days)
  const { rows } = await tx.query<{ code: string }>(
    `SELECT code FROM unit WHERE parent_code = '31' ORDER BY code LIMIT 114`,
  )
  for (let n = from; n < to; n++) {
    const teller = String(reviewers + 1 + ((dice('teller', n) * 7 + n) % TELLERS))
    await tx.query('UPDATE contact SET last_inbound_at = $2 WHERE person_id = $1', [teller, new Date(now)])
    const unit = rows[(dice('ward', n) * 31 + n) % rows.length]!.code
    const kind = dice('kind', n) < 50 ? ('self' as const) : ('individual' as const)
    const nomination = {
      kind,
      nomineeName: `Nguyễn Văn ${String.fromCharCode(65 + (n % 26))}${n}`,
      unitCode: unit,
      unitText: unit,
      nominatorName: `Trần ${teller}`,
      nominatorPhone: '+84912345678',
      files: [],
      formVersion: 1,
      answers: { kind, name: 'x' },
    }
    const draft = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
    await effect(tx, teller, { do: 'submitNomination', draft, nomination }, now)
  }
}

interface Waiting {
  review: string
  code: string
  stage: string
  reviewer: string
}

// Late people: each file is looked at one working step in so many.
const LOOKS = 60

async function review(tx: Tx, { step, now }: Step): Promise<void> {
  const { rows } = await tx.query<Waiting>(
    `SELECT v.id AS review, n.code, r.stage, v.reviewer FROM review v JOIN nomination n ON n.id = v.nomination_id
     JOIN round r ON r.id = v.round_id WHERE v.state = 'waiting' AND v.reviewer IS NOT NULL ORDER BY n.code, r.stage`,
  )
  for (const file of rows) {
    if (dice(file.code, file.stage, step) >= LOOKS) continue
    const who = (await whoWorksFor(tx, file.reviewer, now)) ?? file.reviewer
    await decide(tx, file, who, step, now)
  }
  const undone = await tx.query<{ id: string; by: string; code: string; stage: string }>(
    `SELECT d.id, d.decided_by AS by, n.code, r.stage FROM decision d JOIN review v ON v.id = d.review_id
     JOIN nomination n ON n.id = v.nomination_id JOIN round r ON r.id = v.round_id
     WHERE d.at = $1 AND d.undone_at IS NULL ORDER BY n.code, r.stage`,
    [new Date(now)],
  )
  for (const { id, by, code, stage } of undone.rows)
    if (dice('undo', code, stage, step) < 30) await effect(tx, by, { do: 'undoDecision', decision: id }, now)
}

async function decide(
  tx: Tx,
  { review: id, code, stage }: Waiting,
  who: string,
  step: number,
  now: number,
): Promise<void> {
  const what = dice('what', code, stage, step)
  if (what < 60) return void (await effect(tx, who, { do: 'recuse', review: id, reason: 'người nhà' }, now))
  if (what < 180) return void (await effect(tx, who, { do: 'askNominator', review: id, question: 'Ở đâu ạ?' }, now))
  if (what < 210 && stage === 'unit') {
    const { rows } = await tx.query<{ code: string }>(
      `SELECT code FROM unit WHERE parent_code = '31' ORDER BY code LIMIT 114`,
    )
    const unit = rows[dice('to', code) % rows.length]!.code
    return void (await effect(tx, who, { do: 'moveFile', review: id, unit, reason: 'nhầm' }, now))
  }
  for (const key of ['law', 'part', 'example'])
    await effect(tx, who, { do: 'tick', review: id, key, value: 'yes' }, now)
  const verdict = what < 340 ? ('refused' as const) : ('passed' as const)
  await effect(
    tx,
    who,
    { do: 'decideReview', review: id, verdict, ...(verdict === 'refused' && { reason: 'chưa đủ' }) },
    now,
  )
}

async function answer(tx: Tx, { step, now }: Step): Promise<void> {
  const { rows } = await tx.query<{ id: string; by: string; code: string }>(
    `SELECT q.id, min(m.person_id) AS by, n.code FROM review_question q JOIN review v ON v.id = q.review_id
     JOIN nomination n ON n.id = v.nomination_id JOIN nominator m ON m.nomination_id = n.id
     WHERE q.answered_at IS NULL AND v.state IN ('asked', 'waiting') GROUP BY q.id, n.code, q.asked_at ORDER BY n.code, q.asked_at`,
  )
  for (const { id, by, code } of rows)
    if (dice('answer', code, step) < 40)
      await effect(tx, by, { do: 'answerQuestion', question: id, answer: 'Ở xóm tôi' }, now)
}

/** Somebody is away for a while, somebody leaves for good; the city stays. */
async function leave(tx: Tx, { now, settings }: Step, day: number): Promise<void> {
  for (let n = 7; n <= settings.reviewers; n++) {
    const who = String(n)
    if (dice('away', n, day) < 4) {
      const deputy = String(3 + (n % 4))
      await effect(tx, who, { do: 'setAbsence', deputy, until: now + (3 + (n % 18)) * DAY }, now)
    }
    if (dice('left', n, day) >= 1) continue
    const { rows } = await tx.query<{ id: string }>(
      'SELECT id FROM role_grant WHERE person_id = $1 AND ends_at IS NULL',
      [who],
    )
    for (const { id } of rows) await endRole(tx, { grantId: id, by: CONSOLE, now })
  }
}
