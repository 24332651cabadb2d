// The nomination form: a good person or group for "Người tốt, việc thiện", or a community for "Cộng đồng nhân ái".
// Fields follow plan 52/KH-HCTĐ (2023), parts III.1 and III.2.

import type { Flow } from '../flow.js'
import type { AnyQuestion } from '../interview/form.js'
import type { Movement } from '../programme.js'
import { about } from './about.js'
import { nominee } from './answers.js'
import { criteria } from './criteria.js'
import { deed } from './deed.js'
import { NOMINATE_HINTS } from './hints.js'
import { movementIn, ownQuestions } from './own-form.js'
import { nomination, nominatorName } from './sent.js'
import { teller } from './teller.js'

const questions: AnyQuestion[] = [...about, ...deed, ...criteria, ...teller]

type NominateForm = NonNullable<Flow['form']>

export const form: NominateForm = {
  flow: 'nominate',
  version: 2,
  questions,
  title: (answers) => {
    const name = nominee(answers)
    return name ? `câu chuyện về ${name}` : 'câu chuyện người tốt'
  },
  verb: 'kể',
  another: 'Kể về người khác',
  tellAgain: 'Cảm ơn anh/chị đã kể. Trợ lý giữ lời vừa rồi làm câu chuyện; còn vài câu hỏi ngắn nữa thôi ạ.',
  takes: 'kể một câu chuyện chừng 5 đến 10 phút, dừng lúc nào cũng được',
  filesKey: 'evidence',
  assume: { kind: 'individual' },
  summaryHead: 'Anh/chị xem lại giúp Trợ lý nhé:',
  parts: [
    { from: 'kind', name: 'giới thiệu ai' },
    { from: 'story', name: 'câu chuyện' },
    { from: 'evidence', name: 'ảnh và liên hệ' },
  ],
  hints: NOMINATE_HINTS,
  stories: ['story', 'life'],
  plain: ['kind', 'name', 'unit', 'byName', 'byPhone'],
  settled: ['kind'],
  tellers: ['byName', 'byPhone'],
  profile: (answers) => ({ name: nominatorName(answers), phone: answers.byPhone as string }),
  of(answers) {
    const movement = movementIn(answers)
    return movement && ofMovement(movement)
  },
  send: (draft, answers) => ({
    do: 'submitNomination',
    draft: draft.id,
    nomination: nomination(answers, form.version),
  }),
}

// A draft keeps its movement as one object, and a turn looks at it many times.
const ownForms = new WeakMap<Movement, NominateForm>()

/** The form of another movement. */
function ofMovement(movement: Movement): NominateForm {
  const known = ownForms.get(movement)
  if (known) return known
  const assume = { kind: movement.kinds[0] }
  const made = { ...form, questions: ownQuestions(movement, questions), assume, parts: undefined, hints: undefined }
  ownForms.set(movement, made)
  return made
}
