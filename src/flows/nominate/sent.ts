// A complete form as it is sent.

import type { NominationForm } from '../effects/nominate.js'
import type { Answers } from '../interview/form.js'
import type { UnitAnswer } from '../interview/unit.js'
import { filesIn } from '../turn/files.js'
import { isSelf, nominee } from './answers.js'
import { movementIn } from './own-form.js'

/** What is sent: the full answers, and the part that the store searches and joins by. */
export function nomination(answers: Answers, formVersion: number): NominationForm {
  const place = answers.unit as UnitAnswer
  return {
    kind: answers.kind as NominationForm['kind'],
    nomineeName: nominee(answers) ?? '',
    unitCode: 'code' in place ? place.code : undefined,
    unitText: 'code' in place ? place.name : place.words,
    nominatorName: nominatorName(answers),
    nominatorPhone: answers.byPhone as string,
    files: filesIn(answers.evidence),
    formVersion,
    programme: movementIn(answers)?.code,
    answers,
  }
}

/** Who tells, by the name they gave. */
export function nominatorName(answers: Answers): string {
  return (isSelf(answers) ? answers.name : answers.byName) as string
}
