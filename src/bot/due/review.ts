// What is due in rounds: one opens, reminders are to be sent, a question has waited long enough, the time to take a
// decision back is over.

import { afterQuiet, isQuiet } from '../../flows/schedule.js'
import { readCalendar } from '../../store/calendar.js'
import type { Tx } from '../../store/database.js'
import { lockNominations } from '../../store/nominations.js'
import { lapse, stillAsked } from '../../store/review/ask.js'
import { settleDecision } from '../../store/review/outcome.js'
import { fireReminders } from '../../store/review/reminders.js'
import { takeIn } from '../../store/review/rounds.js'
import { keepReminded, toRemind } from '../../store/review/submit.js'
import { setTimer } from '../../store/timers.js'
import { tellAll } from '../effects/review.js'

type Act = (tx: Tx, id: string, now: number, rest: string) => Promise<unknown>
type Reminded = Parameters<typeof keepReminded>[2][number]

const ACTS: Record<string, Act> = {
  reminders: async (tx, _id, now) => fireReminders(tx, await readCalendar(tx), now),
  async round(tx, id, now) {
    await lockNominations(tx)
    await takeIn(tx, id, now)
  },
  async decision(tx, id, now) {
    const outcome = await settleDecision(tx, id, now)
    if (!outcome) return
    await tellAll(tx, outcome.people, { what: 'outcome', about: id, id: `outcome:${id}` }, now)
    const { code, people } = outcome.selves
    await tellAll(tx, people, { what: 'consent', about: code, id: `consent:${code}` }, now)
  },
  async submit(tx, round, now, rung) {
    if (isQuiet(now)) return setTimer(tx, 'review', `submit:${round}:${rung}`, afterQuiet(now))
    const due = await toRemind(tx, round, now)
    const reminded: Reminded[] = []
    for (const each of due?.people ?? []) {
      const news = { about: each.about, id: `submit:${round}:${rung}:${due!.submitBy}:${each.what}:${each.about}` }
      const what = each.what === 'draft' ? 'submitBy' : 'more'
      const told = await tellAll(tx, [each.person], { ...news, what, more: { submitBy: due!.submitBy } }, now)
      reminded.push({ ...each, state: told.length > 0 ? 'sent' : 'unreachable' })
    }
    await keepReminded(tx, { round, rung, now }, reminded)
  },
  async again(tx, id, now) {
    // Nominators are members: not at night, whenever we come back.
    if (isQuiet(now)) return setTimer(tx, 'review', `again:${id}`, afterQuiet(now))
    await tellAll(tx, await stillAsked(tx, id), { what: 'more', about: id, id: `again:${id}` }, now)
  },
  async lapse(tx, id, now) {
    const back = await lapse(tx, id, now)
    if (!back?.reviewer) return
    const news = {
      what: 'unanswered',
      about: back.review,
      more: { code: back.code, days: back.days },
      id: `lapse:${id}`,
    }
    await tellAll(tx, [back.reviewer], news, now)
  },
}

export async function dueReview(tx: Tx, scope: string, now: number): Promise<void> {
  const [what = '', id = '', rest = ''] = scope.split(':')
  await ACTS[what]?.(tx, id, now, rest)
}
