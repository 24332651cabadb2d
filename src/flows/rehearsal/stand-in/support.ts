import type { MyPledge, SupportEffect, SupportResults } from '../../effects/support.js'
import { HOUR } from '../../schedule.js'
import { dayAt, partsOf } from '../../vi/calendar.js'
import type { Memory, StandIn } from '../memory.js'

const open = ({ help }: Memory) => help.needs.filter(({ left }) => left > 0)

function change({ help, sent }: Memory, code: string, state: MyPledge['state'], more: Partial<MyPledge> = {}) {
  const at = help.pledges.findIndex((pledge) => pledge.code === code)
  if (at < 0) return 'none'
  help.pledges[at] = { ...help.pledges[at]!, state, ...more }
  const record = sent.find((each) => each.code === code)
  if (record) record.state = state
  return help.pledges[at]
}

const ANSWERED = { proposed: undefined, proposal: undefined }

/** A rehearsal has one person, who holds one need at a time. */
export const standIn: StandIn<SupportEffect, SupportResults> = {
  findNeeds: (memory, { search: { form, skip } }) => {
    const all = open(memory).filter((card) => !form || card.form === form)
    return { cards: all.slice(skip, skip + 4), more: all.length > skip + 4 }
  },
  openCard: (memory, { code }) => ({ cards: open(memory).filter(({ address }) => address === code) }),
  holdNeed(memory, { need }, now) {
    const { help } = memory
    const before = help.needs.find((card) => card.need === help.held?.need)
    if (before) before.left += help.held!.quantity
    help.held = undefined
    const card = open(memory).find((each) => each.need === need)
    if (!card) return { is: 'full', others: open(memory).slice(0, 3) }
    help.held = { need, quantity: card.left }
    const held = { ...card }
    card.left = 0
    return { is: 'held', card: held, until: now + 48 * HOUR }
  },
  pledge(memory, { pledge: form }, now) {
    const { help } = memory
    const card = help.needs.find(({ need }) => need === form.need)!
    card.left = (help.held?.need === form.need ? help.held.quantity : card.left) - form.quantity
    help.held = undefined
    const number = (memory.codes.get('DK') ?? 0) + 1
    memory.codes.set('DK', number)
    const code = `DK-${partsOf(dayAt(now)).year}-${String(number).padStart(6, '0')}`
    const { address, unit, what, measure, rhythm } = card
    const made: MyPledge = {
      code,
      address,
      unit,
      state: 'asked',
      what,
      measure,
      rhythm: form.once ? 'once' : rhythm,
      needRhythm: rhythm,
      monthDay: form.monthDay,
      starts: form.starts,
      note: form.note,
      organisation: form.organisation,
      quantity: form.quantity,
      delivered: 0,
    }
    help.pledges.push(made)
    memory.names.add(form.name)
    memory.phones.add(form.phone)
    memory.sent.push({ key: code, flow: 'support', code, about: what, state: 'asked', submittedAt: now })
    return { is: 'pledged', pledge: made }
  },
  openMyPledge: ({ help }, { code }) => help.pledges.find((pledge) => pledge.code === code) ?? 'none',
  acceptProposal(memory, { code }) {
    const pledge = memory.help.pledges.find((each) => each.code === code)
    if (pledge?.state !== 'proposed') return pledge ?? 'none'
    return change(memory, code, 'agreed', { quantity: pledge.proposed ?? pledge.quantity, ...ANSWERED })
  },
  declineProposal(memory, { code }) {
    const pledge = memory.help.pledges.find((each) => each.code === code)
    if (pledge?.state !== 'proposed') return pledge ?? 'none'
    return change(memory, code, 'asked', ANSWERED)
  },
  changePledge(memory, { code, change: to }) {
    const before = memory.help.pledges.find((pledge) => pledge.code === code)
    if (!before) return 'none'
    if (before.state !== 'asked' && before.state !== 'agreed') return 'notNow'
    if (!('quantity' in to)) return change(memory, code, before.state, 'once' in to ? {} : to)
    const card = memory.help.needs.find(({ address, what }) => address === before.address && what === before.what)!
    const left = card.left + before.quantity
    if (to.quantity > left) return { left, measure: before.measure }
    card.left = left - to.quantity
    return change(memory, code, to.quantity > before.quantity ? 'asked' : before.state, { quantity: to.quantity })
  },
  cancelPledge: (memory, { code, reason }) => change(memory, code, 'cancelled', { reason }),
}
