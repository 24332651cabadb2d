import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openFlows } from '../../src/flows/flows.js'
import { FLOWS } from '../../src/flows/index.js'
import { choice } from '../../src/flows/interview/choice.js'
import { type AnyQuestion, applicable, type Form } from '../../src/flows/interview/form.js'
import { form } from '../../src/flows/nominate/form.js'
import { answer, answerUntil, play, REPLIES } from './play.js'

const KINDS = ['Một người', 'Một nhóm, câu lạc bộ', 'Chính tôi', 'Cả khu phố, trường, cơ quan']

const extra: AnyQuestion = choice({
  key: 'lesson',
  label: 'Bài học',
  text: 'Điều gì đáng học nhất ạ?',
  options: [
    { value: 'care', label: 'Sự quan tâm' },
    { value: 'patience', label: 'Sự bền bỉ' },
  ],
})

type Change =
  | { do: 'add'; at: number }
  | { do: 'remove'; at: number }
  | { do: 'stricter'; at: number }
  | { do: 'reorder'; seed: number[] }

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ do: fc.constant('add' as const), at: fc.nat(30) }),
  fc.record({ do: fc.constant('remove' as const), at: fc.nat(30) }),
  fc.record({ do: fc.constant('stricter' as const), at: fc.nat(30) }),
  fc.record({ do: fc.constant('reorder' as const), seed: fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }) }),
)

/** The next release of the form. `kind` stays where it is: which questions apply hangs on it. */
function changed<F extends Form>(form: F, what: Change): F {
  const [kind, ...rest] = form.questions as [AnyQuestion, ...AnyQuestion[]]
  const at = 'at' in what ? what.at % rest.length : 0
  const questions = [...rest]
  if (what.do === 'add') questions.splice(at, 0, extra)
  // What becomes of the files in a removed question is another matter: the form must name a question for them.
  if (what.do === 'remove' && questions[at]!.key !== form.filesKey) questions.splice(at, 1)
  if (what.do === 'stricter') {
    const { valid, ...question } = questions[at]!
    // Whatever counted so far with an even length of JSON no longer does.
    questions[at] = {
      ...question,
      valid: (v): v is unknown =>
        valid(v) && (JSON.stringify(v).length % 2 === 1 || JSON.stringify(v).includes('"new"')),
    }
  }
  if (what.do === 'reorder') questions.sort((a, b) => what.seed[rest.indexOf(a)]! - what.seed[rest.indexOf(b)]!)
  return { ...form, version: form.version + 1, questions: [kind, ...questions] }
}

const released = (next: typeof form) => openFlows({ ...FLOWS, nominate: { ...FLOWS.nominate, form: next } })

describe('a new release of the form while people are half-way', () => {
  it('loses no answer that still counts, asks what is new, forgets what is gone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.nat(30), change, (kind, steps, what) => {
        const replies = { ...REPLIES, kind: [kind] }
        const p = play().begin()
        for (let n = 0; n < steps && p.key !== 'summary'; n++) answer(p, replies)
        const before = p.answers
        const notes = p.draft?.notes

        const next = changed(form, what)
        p.flows = released(next)
        p.say('trợ giúp')

        expect(p.answers).toEqual(before)
        expect(p.draft?.notes).toEqual(notes)
        const open = applicable(next, p.answers).filter((q) => !(q.key in p.answers) || !q.valid(p.answers[q.key]))
        expect(p.key).toBe(open[0]?.key ?? 'summary')
      }),
      { numRuns: 300 },
    )
  })

  it('lets people finish, with everything they had said', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.nat(30),
        change.filter((c) => c.do !== 'stricter'),
        (kind, steps, what) => {
          const replies = { ...REPLIES, kind: [kind], lesson: ['Sự bền bỉ'] }
          const p = play().begin()
          for (let n = 0; n < steps && p.key !== 'summary'; n++) answer(p, replies)
          const before = { ...p.answers }
          p.flows = released(changed(form, what))
          p.say('trợ giúp')
          answerUntil(p, 'summary', replies)
          expect(p.answers).toMatchObject(before)
        },
      ),
      { numRuns: 150 },
    )
  })
})
