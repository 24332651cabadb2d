// Campaigns that come back every year, as data: their pieces, each on its day. Dates are worked out here.
import * as z from 'zod'
import type { ButtonName } from '../news-buttons.js'
import { HOUR } from '../schedule.js'
import { type Day, dayAt, dayOf, midnight, partsOf } from '../vi/calendar.js'
import { tet } from '../vi/lunar.js'

const key = z.string().regex(/^[a-z0-9-]{1,40}$/)
const piece = z.strictObject({
  key,
  /** A day of the year, or so many days before Tết. */
  month: z.int().min(1).max(12).optional(),
  day: z.int().min(1).max(31).optional(),
  beforeTet: z.int().min(1).max(90).optional(),
  hour: z.int().min(8).max(20),
  buttons: z.array(z.enum(['tell', 'help', 'story'])).max(3),
  /** What is put into it when it leaves: the address that has waited longest, or the newest story. */
  fill: z.enum(['address', 'story']).optional(),
  text: z.string().min(10).max(1400),
})
const templateSchema = z.strictObject({
  key,
  name: z.string().min(1).max(60),
  /** Its words name the theme of the year. */
  themed: z.boolean().default(false),
  pieces: z.array(piece).min(1).max(12),
})

export type Template = z.infer<typeof templateSchema>

/** Reads a template as it is shipped. Throws where it is none: a bug of ours. */
export function readTemplate(json: string): Template {
  return templateSchema.parse(JSON.parse(json))
}

export interface DatedPiece {
  /** humanitarian-month.2027.opening */
  occasion: string
  text: string
  buttons: ButtonName[]
  fill?: 'address' | 'story'
  /** Epoch ms. */
  startsAt: number
  year: number
}

/** The next run of a template after `now` (epoch ms): the first year in which a piece is still to come; past ones are left out. */
export function nextRun(
  { key, pieces }: Template,
  now: number,
  themeOf: (year: number) => string | undefined,
): DatedPiece[] {
  const thisYear = partsOf(dayAt(now)).year
  for (const year of [thisYear, thisYear + 1]) {
    const dated = pieces.flatMap((each): DatedPiece[] => {
      const on = dayIn(each, year)
      const startsAt = on === undefined ? 0 : midnight(on) + each.hour * HOUR
      if (startsAt <= now) return []
      const theme = themeOf(year)
      const text = each.text.replace('{năm}', String(year)).replace('{chủ đề}', theme ? `, với chủ đề “${theme}”` : '')
      return [{ occasion: `${key}.${year}.${each.key}`, text, buttons: each.buttons, fill: each.fill, startsAt, year }]
    })
    if (dated.length > 0) return dated.sort((a, b) => a.startsAt - b.startsAt)
  }
  return []
}

function dayIn({ month, day, beforeTet }: z.infer<typeof piece>, year: number): Day | undefined {
  if (beforeTet === undefined) return dayOf(year, month ?? 1, day ?? 1)
  const first = tet(year)
  return first === undefined ? undefined : first - beforeTet
}
