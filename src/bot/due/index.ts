// What is done when a timer is due, in the transaction that takes it. A capability with timers of its own adds a line.

import type { Ours } from '../../flows/message.js'
import { DAY, isQuiet, isWorkday, MINUTE, nextMorning } from '../../flows/schedule.js'
import { dayAt } from '../../flows/vi/calendar.js'
import { readCalendar } from '../../store/calendar.js'
import { beginScheduled } from '../../store/campaign/begin.js'
import { tellSender } from '../../store/campaign/senders.js'
import { emptySlot, fillSlot } from '../../store/campaign/series.js'
import type { Pool, Tx } from '../../store/database.js'
import { digests } from '../../store/desk/desk.js'
import { escalateTicket } from '../../store/escalation.js'
import { forgetPerson } from '../../store/holders.js'
import { settleLink } from '../../store/link/settle.js'
import { tellPerson } from '../../store/news.js'
import { tellOfficers } from '../../store/officers.js'
import { contactsOf } from '../../store/people.js'
import { letGoOver, readTimes } from '../../store/retention.js'
import { lapseHold } from '../../store/support/support.js'
import { clearOld } from '../../store/sweep.js'
import { dropTimer, ensureTimer, personal, setTimer, type Timer, type TimerKind } from '../../store/timers.js'
import { CHUNKS } from '../campaign/pace.js'
import { dueReview } from './review.js'
import { dueMonth } from './support.js'

type Act = (tx: Tx, timer: Timer, now: number) => Promise<void>

// Platforms redeliver within a day; a month leaves room for every doubt.
const KEEP_HANDLED = 30 * DAY
// Whoever wrote within so long is in the middle of something.
const BUSY_MS = 30 * MINUTE

/** Timers that are there from the first start on. */
const DAILY: TimerKind[] = ['clean', 'digest', 'retain']

/** Sets those that are missing; the first falls due at once. */
export async function ensureDaily(pool: Pool, now: number): Promise<void> {
  for (const kind of DAILY) await ensureTimer(pool, kind, 'daily', now)
}

/**
 * What falls due together is done in this order: a hold that is over needs no word that it soon will be; the morning's digest
 * tells of reviews too, and then they need not.
 */
export const DUE: Record<TimerKind, Act> = {
  async hold(tx, timer, now) {
    const lapsed = await lapseHold(tx, timer.scope, now)
    if (!lapsed?.personId) return
    await dropTimer(tx, 'ours', personal(lapsed.personId, 'support', 'holdEnds', lapsed.need))
    const news = { flow: 'support', what: 'lapsed', about: lapsed.need, id: `lapsed:${lapsed.id}` }
    await tellPerson(tx, lapsed.personId, news, now)
  },
  async nudge(tx, timer, now) {
    const [personId = '', draft = ''] = timer.scope.split(':')
    const [last] = await contactsOf(tx, personId)
    const idleFrom = (last?.lastInboundAt?.getTime() ?? 0) + BUSY_MS
    // It would stand between a question and its answer.
    if (idleFrom > now) return setTimer(tx, 'nudge', timer.scope, idleFrom)
    await tell(tx, timer, personId, { flow: 'always', what: 'draftWaits', about: draft }, now)
  },
  async ours(tx, timer, now) {
    const [personId = '', flow = '', what = '', about = ''] = timer.scope.split(':')
    await tell(tx, timer, personId, { flow, what, about }, now)
  },
  async forget(tx, timer) {
    await forgetPerson(tx, timer.scope)
  },
  async escalate(tx, timer, now) {
    const passed = await escalateTicket(tx, timer.scope, now)
    if (passed) await tellOfficers(tx, passed.to, { what: 'escalated', about: timer.scope }, now)
  },
  async digest(tx, _timer, now) {
    const calendar = await readCalendar(tx)
    await setTimer(tx, 'digest', 'daily', nextMorning(now, calendar))
    // After an outage over a morning it comes when we are back, within working hours; one that would come at night waits.
    if (isQuiet(now) || !isWorkday(dayAt(now), calendar)) return
    for (const { personId, digest } of await digests(tx, now - 3 * DAY, now)) {
      const id = `digest:${personId}:${dayAt(now)}`
      await tellPerson(tx, personId, { flow: 'desk', what: 'digest', about: '', more: { ...digest }, id }, now)
    }
  },
  async broadcast(tx, timer, now) {
    await beginScheduled(tx, timer.scope, CHUNKS, now)
  },
  async slot(tx, timer, now) {
    const filled = await fillSlot(tx, timer.scope, CHUNKS, now)
    if (!filled || filled.is === 'sent' || filled.is === 'idle') return
    const { broadcast = '', slot } = filled
    const news = { flow: 'campaign', what: 'slot', about: broadcast, more: { ...filled } }
    await tellSender(tx, filled, { ...news, id: `slot:${timer.scope}:${slot}` }, now)
  },
  async emptySlot(tx, timer, now) {
    const empty = await emptySlot(tx, timer.scope)
    const news = { flow: 'campaign', what: 'emptySlot', about: timer.scope, more: { ...empty } }
    if (empty) await tellSender(tx, empty, { ...news, id: `emptySlot:${timer.scope}:${empty.slot}` }, now)
  },
  async review(tx, timer, now) {
    await dueReview(tx, timer.scope, now)
  },
  async monthly(tx, timer, now) {
    await dueMonth(tx, timer.scope, now)
  },
  async link(tx, timer, now) {
    await settleLink(tx, timer.scope, now)
  },
  async retain(tx, _timer, now) {
    await setTimer(tx, 'retain', 'daily', now + DAY)
    await letGoOver(tx, readTimes(), now)
  },
  async clean(tx, _timer, now) {
    await clearOld(tx, now - KEEP_HANDLED)
    await setTimer(tx, 'clean', 'daily', now + DAY)
  },
}

/** A timer of a person's is an event of ours: it goes through the inbox like a message, and their conversation decides. */
async function tell(tx: Tx, timer: Timer, personId: string, news: Omit<Ours, 'kind'>, now: number): Promise<void> {
  await tellPerson(tx, personId, { ...news, id: `${timer.kind}:${timer.scope}:${timer.version}:${now}` }, now)
}
