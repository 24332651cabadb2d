// A movement as data, as a file brings it: checked whole, told fault by fault.
import { z } from 'zod'

const key = z.string().regex(/^[a-z0-9-]{1,40}$/, 'chỉ gồm chữ thường không dấu, số và dấu gạch nối')
const day = z.iso.date('ngày viết kiểu 2026-05-31')
const text = z.string().trim().min(1, 'không được để trống').max(400)

const programmeSchema = z.strictObject({
  code: key,
  name: text,
  aliases: z.array(text).default([]),
  period: z.strictObject({ from: day, to: day }),
  /** Where it is laid down. */
  source: text.optional(),
  /** The conversation its nominations come in by. */
  form: z.string().default('nominate'),
  titles: z
    .array(
      z.strictObject({
        code: key,
        name: text,
        /** Kinds of nominee it is for. */
        kinds: z.array(z.enum(['individual', 'collective', 'self', 'community'])).min(1),
        criteria: z.array(z.strictObject({ key, text })).min(1).max(20),
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
      final: z.int().optional(),
      honours: z.array(z.string().regex(/^\d\d-\d\d$/, 'ngày viết kiểu 11-23')).default([]),
    })
    .optional(),
})

export type Programme = z.infer<typeof programmeSchema>
export type Title = Programme['titles'][number]

/** The movement of this house: what a nomination is for where nothing else is said. */
export const HOUSE_PROGRAMME = 'nguoi-tot-viec-thien'

/** What somebody can mend in a programme or a round; the message is for them. */
export class ReviewRefusal extends Error {}

/** Reads a programme from the text of a JSON file. Throws ReviewRefusal with every fault, by its place. */
export function readProgramme(json: string): Programme {
  let raw: unknown
  try {
    raw = JSON.parse(json)
  } catch {
    throw new ReviewRefusal('Tệp không phải JSON đúng.')
  }
  const read = programmeSchema.safeParse(raw)
  if (read.success) return read.data
  const faults = read.error.issues.map(({ path: at, message }) => `  ${at.join('.') || '(cả tệp)'}: ${message}`)
  throw new ReviewRefusal(['Chưa nạp phong trào, xin sửa rồi nạp lại:', ...faults].join('\n'))
}
