import type { SuggestEffect, SuggestResults } from '../../effects/suggest.js'
import { dayAt, partsOf } from '../../vi/calendar.js'
import type { StandIn } from '../memory.js'

export const standIn: StandIn<SuggestEffect, SuggestResults> = {
  suggestAddress(memory, { suggestion: { name, phone, unitText } }, now) {
    const number = (memory.codes.get('DCND') ?? 2) + 1
    memory.codes.set('DCND', number)
    const code = `DCND-${partsOf(dayAt(now)).year}-${String(number).padStart(4, '0')}`
    memory.names.add(name)
    memory.phones.add(phone)
    memory.sent.push({
      key: code,
      flow: 'suggest',
      code,
      about: 'hoàn cảnh anh/chị kể',
      state: 'proposed',
      submittedAt: now,
    })
    return { code, unit: unitText }
  },
}
