// Whether Zalo's events reach us, over all processes and over a restart: what was taken in stands in the inbox.
import type { Logger } from 'pino'
import { DAY } from '../../flows/schedule.js'
import { readCalendar } from '../../store/calendar.js'
import type { Pool } from '../../store/database.js'
import { arrivals } from '../../store/inbox.js'
import { createSilence } from './silence.js'

// Fewer wrong signatures in a row are anybody's knocking.
const MANY = 5
const REMEMBERED = 14 * DAY

export function createWayIn({ pool, now, log }: { pool: Pool; now: () => number; log: Logger }) {
  const silence = createSilence()
  let wrong = 0
  let told = false

  const trouble = async (): Promise<string | undefined> => {
    const calendar = await readCalendar(pool)
    const known = silence.last() !== undefined
    if (known && !silence.trouble(now(), calendar)) return undefined
    silence.heard(...(await arrivals(pool, 'zalo', silence.last() ?? now() - REMEMBERED)))
    return silence.trouble(now(), calendar)
  }

  return {
    /** A signed call came. */
    heard(): void {
      wrong = 0
      silence.heard(now())
    },
    /** A call that names our OA came wrongly signed. */
    wronglySigned(): void {
      wrong++
    },
    trouble,
    /** Tells the log once, when it is lost; gives whether it is open. `others`: another reason to think it lost. */
    async look(others: string | undefined): Promise<boolean> {
      // Not for /readyz: anybody may knock with a wrong signature, and a process that is not ready hears nobody.
      const unsigned =
        wrong < MANY ? undefined : 'calls of the webhook are wrongly signed: is the OA secret key that of the console?'
      const detail = (await trouble()) ?? unsigned ?? others
      if (detail && !told) log.error({ detail }, 'zalo: what people send may not reach us')
      told = detail !== undefined
      return detail === undefined
    },
  }
}
