import type { NominateEffect, NominateResults } from '../../effects/nominate.js'
import { dayAt, partsOf } from '../../vi/calendar.js'
import { fold } from '../../vi/text.js'
import { inventedMovement } from '../invented/nominate.js'
import type { StandIn } from '../memory.js'

/** A rehearsal has one person: what was sent before was theirs. */
export const standIn: StandIn<NominateEffect, NominateResults> = {
  showMovements: () => [inventedMovement],
  openMovement: (_memory, { code }) => (code === inventedMovement.code ? inventedMovement : undefined),
  submitNomination(memory, { nomination }, now) {
    const { nomineeName, unitCode, unitText, kind, nominatorName, nominatorPhone } = nomination
    const key = [
      nomination.programme ?? '',
      fold(nomineeName),
      unitCode ?? fold(unitText),
      kind === 'self' ? 'individual' : kind,
    ].join('|')
    const first = memory.sent.find((record) => record.key === key)
    const number = (memory.codes.get('NT') ?? 0) + 1
    if (!first) memory.codes.set('NT', number)
    const code = first?.code ?? `NT-${partsOf(dayAt(now)).year}-${String(number).padStart(6, '0')}`
    memory.sent.push({ key, flow: 'nominate', code, about: nomineeName, state: 'received', submittedAt: now })
    memory.names.add(nominatorName)
    memory.phones.add(nominatorPhone)
    return { code, joined: first !== undefined, own: first !== undefined }
  },
}
