// What became of a broadcast, recipient by recipient, as a spreadsheet. Nobody is named in it: a number stands for each.
import { OUTCOMES, WHY, wayOf } from '../../flows/campaign/words.js'
import { dayAt, midnight } from '../../flows/vi/calendar.js'
import type { Pool } from '../database.js'

/** More rows than a sheet can hold are not asked for: a broadcast of a million is read by a program. */
const MOST = 200_000
const HEADERS = ['STT', 'Kênh', 'Kết quả', 'Lý do', 'Ngày', 'Giờ']
const WIDTHS = [8, 12, 18, 44, 14, 10]

interface RecipientRow {
  channel: string | null
  way: string | null
  state: string
  reason: string | null
  at: Date | null
}

type Row = (string | number)[]

/**
 * The name by which a report is asked of `readFile`: made when it is sent, kept nowhere. It names its moment (epoch ms), for a
 * platform keeps what went by a name, and a broadcast goes on.
 */
export const reportName = (broadcast: string, kind: 'xlsx' | 'csv', now: number) => `report:${broadcast}@${now}.${kind}`
const NAME = /^report:(\d{1,18})@\d{1,16}\.(xlsx|csv)$/

/** Reads a report by that name; undefined for any other. */
export async function readReport(pool: Pool, name: string): Promise<Buffer | undefined> {
  const [, id, kind] = NAME.exec(name) ?? []
  if (!id) return undefined
  const rows = await rowsOf(pool, id)
  return kind === 'csv' ? csv(rows) : xlsx(rows)
}

async function rowsOf(pool: Pool, id: string): Promise<Row[]> {
  const { rows } = await pool.query<RecipientRow>(
    `SELECT channel, way, state, reason, sent_at AS at FROM recipient WHERE broadcast_id = $1 ORDER BY person_id LIMIT $2`,
    [id, MOST],
  )
  return rows.map(({ channel, way, state, reason, at }, n) => [
    n + 1,
    channel ? wayOf(channel, way) : '',
    OUTCOMES[state] ?? state,
    reason ? (WHY[reason] ?? reason) : '',
    ...moment(at),
  ])
}

// Day and time as texts: a spreadsheet would turn a date into one of its own time zone.
function moment(at: Date | null): [string, string] {
  if (!at) return ['', '']
  const day = dayAt(at.getTime())
  const minutes = Math.floor((at.getTime() - midnight(day)) / 60_000)
  const two = (n: number) => String(n).padStart(2, '0')
  const [year, month, date] = new Date(day * 86_400_000).toISOString().slice(0, 10).split('-')
  return [`${date}/${month}/${year}`, `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`]
}

async function xlsx(rows: Row[]): Promise<Buffer> {
  const columns = HEADERS.map((header, n) => ({ header, width: WIDTHS[n] }))
  const { writeXlsx } = await import('hucre')
  const made = await writeXlsx({ sheets: [{ name: 'Người nhận', columns, rows: [HEADERS, ...rows] }] })
  return Buffer.from(made)
}

// Excel takes a file for UTF-8 only with the mark in front.
async function csv(rows: Row[]): Promise<Buffer> {
  const { writeCsv } = await import('hucre')
  return Buffer.from(`\uFEFF${writeCsv([HEADERS, ...rows])}`)
}
