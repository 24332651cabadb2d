// A movement as data, as a file brings it: checked whole, told fault by fault.
import * as z from 'zod'

const key = z.string().regex(/^[a-z0-9-]{1,40}$/, 'chỉ gồm chữ thường không dấu, số và dấu gạch nối')
const day = z.iso.date('ngày viết kiểu 2026-05-31')
const text = z.string().trim().min(1, 'không được để trống').max(400)
const kind = z.enum(['individual', 'collective', 'self', 'community'])

/** What a nominator is asked beyond who, where, evidence and their own name: one question. */
const questionSchema = z
  .strictObject({
    key: key.refine((name) => !TAKEN.has(name), 'đã dùng cho câu hỏi chung'),
    ask: z.enum(['choice', 'text', 'story', 'when', 'count']),
    label: text,
    text,
    /** Kinds of nominee it is asked for; all where not given. */
    for: z.array(kind).min(1).optional(),
    options: z
      .array(z.strictObject({ value: key, label: text }))
      .min(2)
      .max(8)
      .optional(),
    min: z.int().min(1).max(1000).optional(),
    max: z.int().min(1).max(3000).optional(),
    /** What is counted: "người". */
    of: text.optional(),
  })
  .refine((q) => (q.ask === 'choice') === (q.options !== undefined), 'options: chỉ và phải có khi ask là "choice"')

/** Questions of every nomination. */
const TAKEN = new Set(['programme', 'kind', 'name', 'group', 'unit', 'evidence', 'knows', 'by-name', 'by-phone'])

const criterionSchema = z.strictObject({
  key,
  text,
  /** How a nominator is asked for it, and what for an example; without it they are not. */
  ask: text.optional(),
  why: text.optional(),
  /** What is known of it, for the reviewer: how many humanitarian addresses of the place are helped. */
  figure: z.literal('coverage').optional(),
})

/** What held before a programme said anything of it. */
export const SUBMIT_REMINDERS = [3, 1]
export const UNDO_MINUTES = 10

const programmeSchema = z.strictObject({
  code: key,
  name: text,
  aliases: z.array(text).default([]),
  period: z.strictObject({ from: day, to: day }),
  /** Where it is laid down. */
  source: text.optional(),
  /** The conversation its nominations come in by; that of the house where not given. */
  form: z.string().optional(),
  /** A form of its own: what the button says, and its questions. Without it that of the house is used. */
  nomination: z
    .strictObject({ label: z.string().trim().min(1).max(60), questions: z.array(questionSchema).max(20).default([]) })
    .optional(),
  titles: z
    .array(
      z.strictObject({
        code: key,
        name: text,
        /** Kinds of nominee it is for. */
        kinds: z.array(kind).min(1),
        criteria: z.array(criterionSchema).min(1).max(20),
      }),
    )
    .min(1),
  /** The lowest first. `most`: rounds of this stage for all, within the period that began `since`. */
  stages: z
    .array(
      z.strictObject({
        code: key,
        name: text,
        most: z.strictObject({ rounds: z.int().min(1), years: z.int().min(1), since: day }).optional(),
      }),
    )
    .min(1),
  calendar: z
    .strictObject({
      reviewMonth: z.int().min(1).max(12).optional(),
      /** By this day of that month nominations are in; do đơn vị quy định. */
      submitDay: z.int().min(1).max(31).optional(),
      final: z.int().optional(),
      honours: z.array(z.string().regex(/^\d\d-\d\d$/, 'ngày viết kiểu 11-23')).default([]),
    })
    .optional(),
  /** When nominators who were asked for more are asked once more, and when the file goes on without them; do đơn vị quy định. */
  asking: z
    .strictObject({ againDays: z.int().min(1).max(60), lapseDays: z.int().min(2).max(90) })
    .refine(({ againDays, lapseDays }) => againDays < lapseDays, 'againDays phải nhỏ hơn lapseDays')
    .default({ againDays: 3, lapseDays: 7 }),
  /** How many days before submissions close nominators hear of what they have half told; do đơn vị quy định. */
  submitReminders: z.array(z.int().min(1).max(60)).max(5).default(SUBMIT_REMINDERS),
  /** How long whoever decided may take it back; the nominators hear of it afterwards; do đơn vị quy định. */
  undoMinutes: z.int().min(1).max(1440).default(UNDO_MINUTES),
  /** What its documents do not say, as the unit has set it ("do đơn vị quy định"). */
  setByUnit: z.array(z.strictObject({ what: text, value: z.union([text, z.int(), z.null()]) })).default([]),
})

export type Programme = z.infer<typeof programmeSchema>
export type Title = Programme['titles'][number]
export type OwnQuestion = z.infer<typeof questionSchema>

/** The movement of this house: what a nomination is for where nothing else is said. */
export const HOUSE_PROGRAMME = 'nguoi-tot-viec-thien'

/** What of a round cannot be as it is asked for. */
export type RoundFault = 'programme' | 'unit' | 'dates' | 'reason' | 'twice'

/** What somebody can mend in a programme or a round; the message is for them, `fault` says which part of a round is meant. */
export class ReviewRefusal extends Error {
  readonly fault?: RoundFault

  constructor(message: string, fault?: RoundFault) {
    super(message)
    this.fault = fault
  }
}

/** Reads a programme from the text of a JSON file. Throws ReviewRefusal with every fault, by its place. */
export function readProgramme(json: string): Programme {
  let raw: unknown
  try {
    raw = JSON.parse(json)
  } catch {
    throw new ReviewRefusal('Tệp không phải JSON đúng.')
  }
  const read = programmeSchema.safeParse(raw)
  const faults = read.success
    ? doubled(read.data)
    : read.error.issues.map(({ path: at, message }) => `  ${at.join('.') || '(cả tệp)'}: ${message}`)
  if (read.success && faults.length === 0) return read.data
  throw new ReviewRefusal(['Chưa nạp phong trào, xin sửa rồi nạp lại:', ...faults].join('\n'))
}

/** Names that must be there once. */
function doubled({ titles, stages, nomination }: Programme): string[] {
  const asked = [...(nomination?.questions ?? []), ...titles.flatMap(({ criteria }) => criteria)]
  return Object.entries({
    stages: stages.map((s) => s.code),
    titles: titles.map((t) => t.code),
    'criteria, questions': asked.map((q) => q.key),
  }).flatMap(([where, keys]) =>
    keys.filter((one, n) => keys.indexOf(one) !== n).map((one) => `  ${where}: "${one}" có hai lần`),
  )
}

/** What a draft of a nomination keeps of the movement it is for. */
export interface Movement {
  code: string
  name: string
  kinds: string[]
  questions: OwnQuestion[]
  criteria: { key: string; ask: string; why?: string; kinds: string[] }[]
}

/** Undefined where a programme has no form of its own. */
export function movementOf({ code, name, titles, nomination }: Programme): (Movement & { label: string }) | undefined {
  if (!nomination) return undefined
  const criteria = titles.flatMap((title) =>
    title.criteria.flatMap(({ key, ask, why }) => (ask ? [{ key, ask, ...(why && { why }), kinds: title.kinds }] : [])),
  )
  const kinds = [...new Set(titles.flatMap((title) => title.kinds))]
  return { code, name, kinds, questions: nomination.questions, criteria, label: nomination.label }
}
