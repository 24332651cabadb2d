// One person's nomination: what they wait to hear, what they then say, and what must be on record afterwards.
import { CONSENT } from '../../../src/flows/nominate/consent.js'
import { form } from '../../../src/flows/nominate/form.js'
import { readWhen } from '../../../src/flows/vi/dates.js'
import type { Random } from './random.js'

export type Act = { says: string } | { taps: string } | { sends: Buffer }

export interface Step {
  key: string
  /** Words of the bot that this step answers. */
  hears: string
  does: Act[]
  /** What may also be heard between these acts and the next step. */
  passes?: string[]
  /** Answers and notes of the draft that these acts make, as they must be found afterwards. */
  answers?: Record<string, unknown>
  notes?: Record<string, unknown>
  consents?: true
  /** The draft is sent with this step. */
  sends?: true
}

interface StoryOptions {
  /** Tells the stories of a storm apart: every free text holds it. */
  number: number
  random: Random
  photo: Buffer
}

// Different without their marks too: two nominations of one name would be joined.
const SYLLABLES = 'An Bình Chi Đức Giang Hà Khánh Lâm Minh Nga Phong Quý Sơn Thảo Uyên Vĩnh'.split(' ')
const CODE = 'NT-'
// Nobody is asked for them: the story and the words about who was helped say so.
const GIVEN = { count: { unknown: true }, effect: 'material' }

/** A whole story, unlike every other of the same storm. The last step only listens for the code. */
export function storyOf({ number, random, photo }: StoryOptions): Step[] {
  const name = `Nguyễn Thị ${nameOf(number)}`
  const byName = `Phạm Thị ${nameOf(number)}`
  const phone = `0912${String(number).padStart(6, '0')}`
  const reason = `Vì bà con khen, chuyện số ${number}.`
  const link = `https://example.vn/bai-viet/${number}`
  const withPhoto = random.chance(0.2)
  const proof = withPhoto ? { files: [{ id: '', kind: 'photo' }], links: [] } : { files: [], links: [link] }
  // On record as a number of files: their ids are the bot's own.
  const proven = { ...proof, files: proof.files.length }
  const when = readWhen('đã 5 năm nay', Date.now())
  if (!when.ok) throw new Error(when.reason)
  return [
    { key: 'greeting', hears: 'Hôm nay anh/chị muốn làm gì', does: [{ taps: 'Giới thiệu người tốt' }] },
    { key: 'consent', hears: CONSENT.text, does: [{ taps: 'Tôi đồng ý' }], consents: true },
    answer('kind', tap('kind', 'individual'), 'individual'),
    answer('name', { says: name }, name),
    answer('unit', { says: 'phường Lê Chân' }, 'Phường Lê Chân'),
    ...tale(number, random),
    answer('when', { says: 'đã 5 năm nay' }, when.when, undefined, { deed: 'work' }),
    answer('helped', { says: `bà con ngõ ${number}` }, `bà con ngõ ${number}`, undefined, GIVEN),
    answer('virtues', tap('virtues', 'each'), 'each'),
    note('law', tap('law', 'yes'), { answer: 'yes' }),
    answer('law', { says: reason }, { answer: 'yes', reason }, { answer: 'yes' }),
    answer('part', tap('part', 'unknown'), { answer: 'unknown', reason: '' }),
    note('example', tap('example', 'yes'), { answer: 'yes' }),
    answer(
      'example',
      tap('example', 'skip', { answer: 'yes' }),
      { answer: 'yes', reason: '' },
      { answer: 'yes' },
      { address: '' },
    ),
    note('evidence', withPhoto ? { sends: photo } : { says: link }, proven),
    answer('evidence', tap('evidence', 'done', proof), proven, proof),
    answer('knows', tap('knows', 'no'), 'no'),
    answer('byName', { says: byName }, byName),
    answer('byPhone', { says: phone }, `+84${phone.slice(1)}`),
    { key: 'summary', hears: form.summaryHead, does: [{ taps: 'Gửi đi' }], sends: true },
    { key: 'end', hears: CODE, does: [] },
  ]
}

/**
 * Three or four pieces: sent one after the other, or all at once. Either way all must be there, in this order. Only with
 * the last is the story long enough (four sentences are): who hears that it is knows that all have arrived.
 */
function tale(number: number, random: Random): Step[] {
  const pieces = Array.from({ length: 2 + random.below(2) }, (_, n) => `Đoạn ${n + 1} của chuyện ${number}.`)
  pieces.push(`Đoạn cuối của chuyện ${number}: ${'sáng nào cô cũng nấu cháo cho bệnh nhân nghèo. '.repeat(3).trim()}`)
  const told = pieces.map((_, n) => ({ pieces: pieces.slice(0, n + 1) }))
  const whole = told.at(-1)!
  const steps = random.chance(0.5)
    ? [
        {
          ...note('story', { says: '' }, whole),
          does: pieces.map((says) => ({ says })),
          passes: told.map((sofar) => asks('story', sofar).text),
        },
      ]
    : pieces.map((says, n) => note('story', { says }, told[n], told[n - 1]))
  return [...steps, answer('story', tap('story', 'done', whole), pieces.join('\n'), whole)]
}

/** The question `key`, asked while `noted` is known of its answer. */
function asks(key: string, noted?: unknown) {
  const question = form.questions.find((each) => each.key === key)!
  return question.ask({ answers: { kind: 'individual' }, note: noted, profile: undefined, ctx: undefined as never })
}

/** `given`: what needs no asking after it. */
function answer(key: string, does: Act, value: unknown, noted?: unknown, given: Record<string, unknown> = {}): Step {
  return { key, hears: asks(key, noted).text, does: [does], answers: { [key]: value, ...given } }
}

function note(key: string, does: Act, value: unknown, noted?: unknown): Step {
  return { key, hears: asks(key, noted).text, does: [does], notes: { [key]: value } }
}

function tap(key: string, value: string, noted?: unknown): Act {
  return { taps: asks(key, noted).options!.find((option) => option.value === value)!.label }
}

function nameOf(number: number): string {
  const base = SYLLABLES.length
  const digits = [number, Math.floor(number / base), Math.floor(number / base ** 2)]
  return digits.map((digit) => SYLLABLES[digit % base]).join(' ')
}
