// Corrections: the right is checked where they are read and where they are written.
import type { CorrectEffect } from '../../flows/effects/correct.js'
import { correctFor, sentBy } from '../../store/correct.js'
import type { Handlers } from './effect.js'

export const correct: Handlers<CorrectEffect> = {
  async listCorrectable(tx, by, { ticket }, now) {
    const found = await sentBy(tx, { id: ticket, by, now })
    if (found.is !== 'forms') return { result: found }
    return { result: { is: 'records', records: found.forms.map(({ answers: _unseen, ...record }) => record) } }
  },
  async openAnswers(tx, by, { ticket, of }, now) {
    const found = await sentBy(tx, { id: ticket, by, now })
    if (found.is !== 'forms') return { result: found }
    const record = found.forms.find((form) => form.of === of)
    return { result: record ? { is: 'record', record } : { is: 'none' } }
  },
  async correctAnswer(tx, by, { ticket, of, key, was, value }, now) {
    const done = await correctFor(tx, { id: ticket, by, of, key, was, value, now })
    if (done.is !== 'corrected') return { result: done }
    const { record, reach, told } = done
    return { result: { is: 'corrected', record, told: 'to' in reach }, after: { revisit: told ? [told] : [] } }
  },
}
