import type { SentForm } from '../../effects/always.js'
import type { CorrectEffect, CorrectResults } from '../../effects/correct.js'
import type { Memory, StandIn } from '../memory.js'

/** Who asks in a rehearsal has told every file there is. */
function recordsOf({ desk }: Memory): SentForm[] {
  return desk.files.map(({ flow, code, about, accounts }, n) => ({
    of: `${flow}-${n + 1}`,
    flow,
    code,
    about,
    answers: accounts[0]?.answers ?? {},
  }))
}

/** Why nothing of this request can be corrected, if so. */
function hidden({ desk }: Memory, ticket: string) {
  const request = desk.requests.find((each) => each.ticket === ticket)
  if (!request) return { is: 'none' as const }
  if (request.kind !== 'correct') return { is: 'otherKind' as const }
  return request.closed ? { is: 'over' as const } : undefined
}

export const standIn: StandIn<CorrectEffect, CorrectResults> = {
  listCorrectable: (memory, { ticket }) =>
    hidden(memory, ticket) ?? {
      is: 'records',
      records: recordsOf(memory).map(({ answers: _kept, ...record }) => record),
    },
  openAnswers(memory, { ticket, of }) {
    const record = recordsOf(memory).find((each) => each.of === of)
    return hidden(memory, ticket) ?? (record ? { is: 'record', record } : { is: 'none' })
  },
  correctAnswer(memory, { ticket, of, key, value }) {
    const record = recordsOf(memory).find((each) => each.of === of)
    if (!record) return { is: 'none' }
    record.answers[key] = value
    return hidden(memory, ticket) ?? { is: 'corrected', record, told: true }
  },
}
