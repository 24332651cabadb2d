// A round as a workbook: its files, every decision with its reason, and what may be published.

import type { Pool, PoolClient } from 'pg'
import { REVIEW_STATES } from '../../flows/states.js'
import { showMoment } from '../../flows/vi/calendar.js'
import { boxOf } from '../sealed.js'

type Db = Pool | PoolClient

interface FileRow {
  code: string
  nominee: string
  kind: string
  unit: string
  title: string
  state: string
  tellers: string
  consent: boolean | null
}

const FILES = `SELECT n.code, n.nominee_name AS nominee, n.kind, n.unit_text AS unit, v.title, v.state,
    (SELECT string_agg(m.name, '; ' ORDER BY m.id) FROM nominator m
     WHERE m.nomination_id = n.id AND m.withdrawn_at IS NULL) AS tellers,
    (SELECT c.given FROM nominee_consent c WHERE c.nomination_id = n.id ORDER BY c.id DESC LIMIT 1) AS consent
  FROM review v JOIN nomination n ON n.id = v.nomination_id
  WHERE v.round_id = $1 AND n.state <> 'withdrawn' ORDER BY n.code`

interface DecisionRow {
  id: string
  code: string
  verdict: string
  reason: string
  by: string
  at: Date
  undoneAt: Date | null
  undoneFor: string | null
}

const DECISIONS = `SELECT d.id, n.code, d.verdict, d.reason, d.decided_by AS by, d.at, d.undone_at AS "undoneAt",
    d.undone_for AS "undoneFor"
  FROM decision d JOIN review v ON v.id = d.review_id JOIN nomination n ON n.id = v.nomination_id
  WHERE v.round_id = $1 AND n.state <> 'withdrawn' ORDER BY n.code, d.id`

const KINDS: Record<string, string> = {
  individual: 'cá nhân',
  self: 'cá nhân (tự giới thiệu)',
  collective: 'tập thể',
  community: 'cộng đồng',
}
/** By this name a round is asked of `readRoundSheet`: made when it is sent, kept nowhere. The moment tells it from an earlier one. */
export const roundSheetName = (round: string, kind: 'xlsx' | 'csv', now: number) => `round:${round}@${now}.${kind}`
const NAME = /^round:(\d{1,18})@\d+\.(xlsx|csv)$/

/** Reads a round by that name; undefined for any other. It names people: whoever takes it out notes it. */
export async function readRoundSheet(db: Db, name: string): Promise<Buffer | undefined> {
  const [, round, kind] = NAME.exec(name) ?? []
  if (!round) return undefined
  return kind === 'csv' ? roundTable(db, round) : Buffer.from(await roundSheet(db, round))
}

const FILE_HEAD = [
  'Mã hồ sơ',
  'Người được giới thiệu',
  'Loại',
  'Đơn vị',
  'Danh hiệu',
  'Tình trạng',
  'Người giới thiệu',
  'Đồng ý công khai',
]
const DECISION_HEAD = ['Kết luận', 'Lý do', 'Người kết luận', 'Lúc', 'Hoàn tác lúc', 'Lý do hoàn tác']

const consentOf = (given: boolean | null) => (given === null ? 'chưa hỏi' : given ? 'đồng ý' : 'không đồng ý')

const fileCells = (f: FileRow) => [
  f.code,
  f.nominee,
  KINDS[f.kind] ?? f.kind,
  f.unit,
  f.title,
  REVIEW_STATES[f.state] ?? f.state,
  f.tellers ?? '',
  consentOf(f.consent),
]

const decisionCells = (db: Db, d: DecisionRow) => [
  REVIEW_STATES[d.verdict] ?? d.verdict,
  boxOf(db, 'decision', d.id).open('reason', d.reason),
  `người số ${d.by}`,
  showMoment(d.at.getTime()),
  d.undoneAt ? showMoment(d.undoneAt.getTime()) : '',
  boxOf(db, 'decision', d.id).open('undone_for', d.undoneFor) ?? '',
]

async function rowsOf(db: Db, round: string): Promise<{ files: FileRow[]; decisions: DecisionRow[] }> {
  const { rows: files } = await db.query<FileRow>(FILES, [round])
  const { rows: decisions } = await db.query<DecisionRow>(DECISIONS, [round])
  return { files, decisions }
}

/** The workbook of a round, as bytes of an .xlsx. It names people: whoever takes it out notes it. */
export async function roundSheet(db: Db, round: string): Promise<Uint8Array> {
  const { files, decisions } = await rowsOf(db, round)
  const published = files.filter(({ state, consent }) => state === 'passed' && consent === true)
  const { writeXlsx } = await import('hucre')
  return writeXlsx({
    sheets: [
      sheet('Danh sách', FILE_HEAD, files.map(fileCells)),
      sheet(
        'Kết luận',
        ['Mã hồ sơ', ...DECISION_HEAD],
        decisions.map((d) => [d.code, ...decisionCells(db, d)]),
      ),
      sheet(
        'Công bố',
        ['Mã hồ sơ', 'Người được giới thiệu', 'Đơn vị', 'Danh hiệu'],
        published.map((f) => [f.code, f.nominee, f.unit, f.title]),
      ),
    ],
  })
}

/** The same as one table: a line for each decision, and for each file without one. */
async function roundTable(db: Db, round: string): Promise<Buffer> {
  const { files, decisions } = await rowsOf(db, round)
  const lines = files.flatMap((file) => {
    const own = decisions.filter(({ code }) => code === file.code)
    const cells = fileCells(file)
    return own.length > 0 ? own.map((d) => [...cells, ...decisionCells(db, d)]) : [cells]
  })
  const { writeCsv } = await import('hucre')
  // Excel takes a file for UTF-8 only with the mark in front.
  return Buffer.from(`\uFEFF${writeCsv([[...FILE_HEAD, ...DECISION_HEAD], ...lines])}`)
}

function sheet(name: string, head: string[], rows: string[][]) {
  return { name, rows: [head, ...rows] }
}
