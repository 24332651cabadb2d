import type { DeliveryEffect, DeliveryResults } from '../../effects/delivery.js'
import { DAY } from '../../schedule.js'
import type { Memory, StandIn } from '../memory.js'

const DIGITS = '482177'
const pledgeOf = ({ help }: Memory, code: string) =>
  help.pledges.find((pledge) => pledge.code === code || Number(pledge.code.split('-').at(-1)) === Number(code))

const officersOf = ({ registry }: Memory, code: string) => registry.pledges.find((pledge) => pledge.code === code)

/** A rehearsal has one supporter, whose pledges are agreed on as soon as they say that they have helped. */
export const standIn: StandIn<DeliveryEffect, DeliveryResults> = {
  openDelivery(memory, { code }) {
    const theirs = officersOf(memory, code)
    if (theirs?.state === 'agreed')
      return {
        code,
        what: theirs.what,
        measure: theirs.measure,
        rest: theirs.quantity - theirs.delivered,
        by: 'officer',
      }
    const found = pledgeOf(memory, code)
    const rest = found ? found.quantity - (found.rhythm === 'once' ? found.delivered : 0) : 0
    if (!found || rest <= 0 || !['asked', 'agreed'].includes(found.state)) return 'none'
    return { code, what: found.what, measure: found.measure, rest, by: 'supporter' }
  },
  recordDelivery(memory, { delivery: { code, quantity, day, worth, changed, files } }) {
    const theirs = officersOf(memory, code)
    if (theirs) {
      const line = { day, quantity, worth, changed, pictures: files.length, confirmed: false, byCode: false }
      theirs.deliveries = [line, ...theirs.deliveries]
      theirs.delivered += quantity
      theirs.unconfirmed += quantity
      return { code, by: 'officer' }
    }
    const found = pledgeOf(memory, code)
    if (!found) return 'notNow'
    found.state = 'agreed'
    found.delivered += quantity
    return { code, by: 'supporter' }
  },
  makeReceipt: (_memory, { code }, now) => ({ code, digits: DIGITS, until: now + 7 * DAY }),
  useReceipt(memory, { pledge, digits }) {
    const found = pledgeOf(memory, pledge)
    if (!found || found.delivered === 0 || found.state !== 'agreed') return { is: 'over' }
    if (digits !== DIGITS) return { is: 'wrong', left: 4 }
    if (found.rhythm === 'once' && found.delivered >= found.quantity) found.state = 'done'
    return { is: 'confirmed', code: found.code }
  },
  showHelpPictures(memory, { code }) {
    const theirs = officersOf(memory, code)
    if (!theirs) return 'none'
    const count = theirs.deliveries.reduce((sum, { pictures }) => sum + pictures, 0)
    return { pictures: Array.from({ length: count }, (_, n) => `${n + 1}`.padStart(64, '0')) }
  },
}
