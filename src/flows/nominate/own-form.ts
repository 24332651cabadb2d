// The form of another movement: who, where and evidence as everywhere, between them what its own file asks. Kept with the
// draft as it was when somebody began, so that a programme loaded anew leaves half-told ones alone.
import { choice } from '../interview/choice.js'
import { criterion } from '../interview/criterion.js'
import type { Answers, AnyQuestion, Question } from '../interview/form.js'
import { longText, shortText } from '../interview/texts.js'
import { count, whenDone } from '../interview/values.js'
import type { Movement, OwnQuestion } from '../programme.js'
import { kindOf, NOMINEES } from './kind.js'

export const movementIn = (answers: Answers) => answers.programme as Movement | undefined

const movement: Question<Movement> = {
  key: 'programme',
  label: 'Phong trào',
  mode: () => 'closed',
  numbersPick: false,
  chosen: true,
  valid: (value): value is Movement => typeof (value as Movement)?.code === 'string',
  ask: () => ({ text: 'Anh/chị nhắn "phong trào khác" để chọn phong trào ạ.' }),
  read: () => ({ again: 'Anh/chị nhắn "phong trào khác" để chọn phong trào ạ.' }),
  show: ({ name }) => name,
}

/** The questions of a movement, around those that every nomination has. */
export function ownQuestions(of: Movement, shared: readonly AnyQuestion[]): AnyQuestion[] {
  const from = (...keys: string[]) => keys.map((key) => shared.find((question) => question.key === key)!)
  const isFor =
    (kinds?: readonly string[]) =>
    ({ kind }: Answers) =>
      !kinds || kinds.includes(kind as string)
  const criteria = of.criteria.map(({ key, ask, why, kinds }) =>
    criterion({
      key,
      label: clipLabel(ask),
      text: ask,
      why: why ?? 'Anh/chị cho một ví dụ ngắn được không ạ? Không bắt buộc đâu ạ.',
      when: isFor(kinds),
    }),
  )
  return [
    movement,
    kindOf(NOMINEES.filter(({ value }) => of.kinds.includes(value))),
    ...from('name', 'group', 'unit'),
    ...of.questions.map((question) => own(question, isFor(question.for))),
    ...criteria,
    ...from('evidence', 'knows', 'byName', 'byPhone'),
  ]
}

const STORY = { min: 150, max: 1500 }

function own(spec: OwnQuestion, when: (answers: Answers) => boolean): AnyQuestion {
  const { key, label, text, min, max, options = [], of = 'người' } = spec
  switch (spec.ask) {
    case 'choice':
      return choice({ key, label, text, options, when })
    case 'text':
      return shortText({ key, label, text, min: min ?? 2, max: max ?? 300, when })
    case 'story':
      return longText({ key, label, text, min: min ?? STORY.min, max: max ?? STORY.max, when })
    case 'when':
      return whenDone({ key, label, text, when })
    case 'count':
      return count({ key, label, text, unknown: 'Tôi không rõ', of, when })
  }
}

/** The question itself, as a label. */
function clipLabel(ask: string): string {
  const words = ask.replace(/[?.…].*$/su, '').replace(/ ạ$/u, '')
  return words.length > 60 ? `${words.slice(0, 57)}…` : words
}
