// What is due in rounds: one opens, reminders are to be sent, the time to take a decision back is over.

import { readCalendar } from '../../store/calendar.js'
import type { Tx } from '../../store/database.js'
import { lockNominations } from '../../store/nominate.js'
import { settleDecision } from '../../store/review/decide.js'
import { fireReminders } from '../../store/review/reminders.js'
import { takeIn } from '../../store/review/rounds.js'
import { tellAll } from '../effects/review.js'

export async function dueReview(tx: Tx, scope: string, now: number): Promise<void> {
  const [what, id = ''] = scope.split(':')
  if (what === 'reminders') return fireReminders(tx, await readCalendar(tx), now)
  if (what === 'round') {
    await lockNominations(tx)
    await takeIn(tx, id, now)
    return
  }
  const outcome = await settleDecision(tx, id, now)
  if (outcome) await tellAll(tx, outcome.people, { what: 'outcome', about: id, id: `outcome:${id}` }, now)
}
