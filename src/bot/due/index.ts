// What is done when a timer is due, in the transaction that takes it. A capability with timers of its own adds a line.
import type { PoolClient } from 'pg'
import type { Ours } from '../../flows/message.js'
import { DAY } from '../../flows/schedule.js'
import { escalateTicket } from '../../store/escalation.js'
import { forgetPerson } from '../../store/holders.js'
import { tellPerson } from '../../store/news.js'
import { clearOld } from '../../store/sweep.js'
import { setTimer, type Timer, type TimerKind } from '../../store/timers.js'

type Act = (tx: PoolClient, timer: Timer, now: number) => Promise<void>

// Platforms redeliver within a day; a month leaves room for every doubt.
const KEEP_HANDLED = 30 * DAY

export const DUE: Record<TimerKind, Act> = {
  async nudge(tx, timer, now) {
    const [personId = '', draft = ''] = timer.scope.split(':')
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
    await escalateTicket(tx, timer.scope, now)
  },
  async clean(tx, _timer, now) {
    await clearOld(tx, now - KEEP_HANDLED)
    await setTimer(tx, 'clean', 'daily', now + DAY)
  },
}

/** A timer of a person's is an event of ours: it goes through the inbox like a message, and their conversation decides. */
async function tell(
  tx: PoolClient,
  timer: Timer,
  personId: string,
  news: Omit<Ours, 'kind'>,
  now: number,
): Promise<void> {
  await tellPerson(tx, personId, { ...news, id: `${timer.kind}:${timer.scope}:${timer.version}:${now}` }, now)
}
