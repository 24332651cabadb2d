// What is due of help that comes again: its day comes, has come, was missed.
import { dayAt } from '../../flows/vi/calendar.js'
import type { Tx } from '../../store/database.js'
import { helpedFor, isItsDay, isPaused, type MonthStep, setStep, watchMonth } from '../../store/support/months.js'
import { lockPledge } from '../../store/support/support.js'
import { tellSupporter, tellUnit } from '../effects/support.js'

/** `scope`: the step, the number of the pledge, and the day it is about. */
export async function dueMonth(tx: Tx, scope: string, now: number): Promise<void> {
  const [step = '', id = '', iso = ''] = scope.split(':')
  const day = dayAt(Date.parse(`${iso}T00:00:00+07:00`))
  const row = await lockPledge(tx, 'id', id)
  if (!isItsDay(row, day)) return
  const next = () => watchMonth(tx, row, now, Math.max(day, dayAt(now)))
  if (await isPaused(tx, row.addressId)) return next()
  const act: Record<MonthStep, () => Promise<unknown>> = {
    async before() {
      await tellSupporter(tx, row, 'monthComes', now, { day: iso, rhythm: row.rhythm })
      await setStep(tx, row, 'after', day, now)
    },
    async after() {
      if (await helpedFor(tx, row, day)) return next()
      await tellSupporter(tx, row, 'monthCame', now, { day: iso, rhythm: row.rhythm })
      await setStep(tx, row, 'missed', day, now)
    },
    async missed() {
      if (!(await helpedFor(tx, row, day)))
        await tellUnit(tx, row, row.rhythm === 'schoolYear' ? 'missedYear' : 'missed', now)
      await next()
    },
  }
  await act[step as MonthStep]()
}
