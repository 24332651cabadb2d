// `npm run admin -- programmes | rounds | round | reminders`: movements as data, their rounds, and what was reminded of.

import { readFile, writeFile } from 'node:fs/promises'
import { nextCycle } from '../../flows/cycle.js'
import { endOfWork, type Rung, readLadder } from '../../flows/ladder.js'
import { HOUSE_PROGRAMME, ReviewRefusal, readProgramme } from '../../flows/programme.js'
import { REVIEW_STATES } from '../../flows/states.js'
import { dayOf, midnight } from '../../flows/vi/calendar.js'
import { audit, CONSOLE } from '../../store/audit.js'
import { readCalendar } from '../../store/calendar.js'
import type { Database } from '../../store/database.js'
import { transaction } from '../../store/database.js'
import { roundReport } from '../../store/review/figures.js'
import { listProgrammes, loadProgramme, programmeOf } from '../../store/review/programmes.js'
import { explainReminders, type ReminderLine } from '../../store/review/reminders.js'
import { changeLadder, closeRound, moveDeadline } from '../../store/review/round-changes.js'
import { roundFigures, roundFiles } from '../../store/review/round-files.js'
import { listRounds, type NewRound, openRound, type Round, roundOf } from '../../store/review/rounds.js'
import { roundSheet } from '../../store/review/sheet.js'
import { explainSubmit, type NominatorLine } from '../../store/review/submit.js'
import { type AdminCommands, type Given, Refusal } from './command.js'
import { table } from './table.js'
import { moment } from './words.js'

const ROUNDS = `rounds open MÃ_ĐƠN_VỊ [--review-by NGÀY] [--submit-by NGÀY] [--opens NGÀY] [--programme MÃ] [--stage BƯỚC] [--late send|drop] [--ladder "MỐC, …"] [--reason "LÝ DO"] | rounds [--json]`

export const commands: AdminCommands = {
  programmes: {
    usage: 'programmes load TỆP.json | programmes [--json]',
    does: 'các phong trào: danh hiệu, tiêu chí, các bước xét; nạp một phong trào từ tệp',
    options: { json: { type: 'boolean' } },
    run: ({ words: [what, file], options }, { pool, now }) =>
      saying(async () => {
        if (what === 'load' && file) {
          const text = await readFile(file, 'utf8').catch(() => {
            throw new Refusal(`Không đọc được tệp ${file}.`)
          })
          const programme = readProgramme(text)
          await transaction(pool, (tx) => loadProgramme(tx, programme, CONSOLE, now))
          return [`Đã nạp phong trào "${programme.name}" (mã ${programme.code}).`]
        }
        const all = await listProgrammes(pool)
        if (options.json) return [JSON.stringify(all, null, 2)]
        const rows = all.map((p) => [p.code, p.name, p.stages.map((s) => s.code).join(', ')])
        const set = all.flatMap((p) => p.setByUnit.map((s) => [p.code, s.what, `${s.value ?? 'chưa có'}`]))
        const own = set.length > 0 ? ['', 'Do đơn vị quy định:', ...table(['Mã', 'Điều', 'Mức'], set)] : []
        return [...table(['Mã', 'Tên', 'Các bước'], rows), ...own]
      }),
  },
  rounds: {
    usage: ROUNDS,
    does: 'các đợt xét; mở một đợt cho một đơn vị và địa bàn bên dưới (NGÀY viết kiểu 2026-12-04; MỐC nhắc viết kiểu T-7d, T-3h, T+1d:deputy, T+3d:above; không ghi: theo kỳ hằng năm của phong trào)',
    options: {
      json: { type: 'boolean' },
      'review-by': { type: 'string' },
      'submit-by': { type: 'string' },
      opens: { type: 'string' },
      programme: { type: 'string' },
      stage: { type: 'string' },
      late: { type: 'string' },
      ladder: { type: 'string' },
      reason: { type: 'string' },
    },
    run: ({ words: [what = 'list', unit], options }, { pool, now }) =>
      saying(async () => {
        if (what === 'open' && unit) return open(pool, unit, options, now)
        if (what !== 'list') throw new Refusal(`Cách dùng: npm run admin -- ${ROUNDS}`)
        const rounds = await listRounds(pool)
        const all = await Promise.all(rounds.map(async (r) => ({ ...r, figures: await roundFigures(pool, r.id, now) })))
        if (options.json) return [JSON.stringify(all, null, 2)]
        if (all.length === 0) return ['Chưa có đợt xét nào.']
        const rows = all.map((r) => [
          r.id,
          r.unitName,
          r.stage,
          moment(r.reviewBy),
          `${r.figures.received}`,
          `${r.figures.passed + r.figures.refused}`,
          `${r.figures.overdue}`,
        ])
        return table(['Đợt', 'Đơn vị', 'Bước', 'Hạn xét', 'Hồ sơ', 'Đã kết luận', 'Quá hạn'], rows)
      }),
  },
  round: {
    usage: 'round SỐ [--json] [--review-by NGÀY] [--submit-by NGÀY] [--ladder "MỐC, …"] [--close] [--xlsx TỆP.xlsx]',
    does: 'một đợt xét với từng hồ sơ; --review-by: dời hạn xét, mọi lời nhắc được tính lại; --ladder: đổi các mốc nhắc; --close: khép đợt đã xét xong; --xlsx: danh sách, mọi kết luận và phần được công bố',
    options: {
      json: { type: 'boolean' },
      'review-by': { type: 'string' },
      'submit-by': { type: 'string' },
      ladder: { type: 'string' },
      close: { type: 'boolean' },
      xlsx: { type: 'string' },
    },
    run: ({ words: [id = ''], options }, { pool, now }) =>
      saying(async () => {
        const to = options['review-by']
        if (typeof to === 'string') {
          const reviewBy = dueOn(to)
          const submit = options['submit-by']
          const more = typeof submit === 'string' ? { submitBy: dueOn(submit) } : {}
          await transaction(pool, (tx) => moveDeadline(tx, { id, reviewBy, ...more, by: CONSOLE, now }))
        }
        const { ladder } = options
        if (typeof ladder === 'string')
          await transaction(pool, (tx) => changeLadder(tx, { id, ladder: ladderFrom(ladder), by: CONSOLE, now }))
        if (options.close) await transaction(pool, (tx) => closeRound(tx, { id, by: CONSOLE, now }))
        const round = await existing(pool, id)
        if (typeof options.xlsx === 'string') return [await saveSheet(pool, round, options.xlsx, now)]
        // Why each was decided so is written about people.
        await audit(pool, { by: CONSOLE, action: 'view', on: { kind: 'round', id }, unit: round.unit }, now)
        const report = await roundReport(pool, id, now)
        const [figures, files] = await Promise.all([roundFigures(pool, id, now), roundFiles(pool, id)])
        if (options.json) return [JSON.stringify({ ...round, figures, report, files }, null, 2)]
        const rows = files.map((f) => [
          f.code,
          REVIEW_STATES[f.state] ?? f.state,
          f.reviewer ?? 'chưa có',
          moment(f.dueAt),
          f.reason ?? '',
        ])
        return [
          `Đợt ${round.id}: ${round.unitName}, bước ${round.stage}, hạn xét ${moment(round.reviewBy)}${round.closedAt ? `, đã khép lại ${moment(round.closedAt)}` : ''}.`,
          `Nhận ${figures.received}, chờ xét ${figures.waiting}, chờ bổ sung ${figures.asked}, đạt ${figures.passed}, không đủ điều kiện ${figures.refused}, quá hạn ${figures.overdue}.`,
          '',
          ...(rows.length > 0 ? table(['Hồ sơ', 'Tình trạng', 'Người xét', 'Hạn', 'Lý do'], rows) : []),
        ]
      }),
  },
  reminders: {
    usage: 'reminders --round SỐ --explain [--json]',
    does: 'từng lời nhắc của một đợt: gửi lúc nào, cho ai, hoặc vì sao không gửi',
    options: { round: { type: 'string' }, explain: { type: 'boolean' }, json: { type: 'boolean' } },
    run: ({ options: { round, json } }, { pool }) =>
      saying(async () => {
        const { id } = await existing(pool, String(round ?? ''))
        const lines = await explainReminders(pool, id)
        const nominators = await explainSubmit(pool, id)
        if (json) return [JSON.stringify({ reviewers: lines, nominators }, null, 2)]
        if (lines.length + nominators.length === 0) return ['Đợt này chưa có lời nhắc nào.']
        return [
          ...table(
            ['Hồ sơ', 'Mốc', 'Lúc', 'Kết quả'],
            lines.map((line) => [line.code, line.rung, moment(line.fireOn), explained(line)]),
          ),
          ...(nominators.length > 0
            ? ['', ...table(['Người giới thiệu', 'Mốc', 'Về', 'Lúc', 'Kết quả'], nominators.map(nominatorRow))]
            : []),
        ]
      }),
  },
}

const WHY: Record<string, string> = {
  past: 'mốc đã qua khi lập lịch',
  decided: 'đã có kết luận',
  passed: 'đã có kết luận',
  refused: 'đã có kết luận',
  moved: 'đã chuyển đơn vị',
  merged: 'đã gộp vào hồ sơ khác',
  recalled: 'cấp trước đang xem xét lại',
  asked: 'đang chờ bổ sung',
  withdrawn: 'đã rút lại',
  late: 'trễ vì hệ thống tạm dừng',
  nobody: 'chưa có người xét',
  stopped: 'người nhận đã dừng nhận tin',
}

function nominatorRow({ personId, rung, about, at, state }: NominatorLine): string[] {
  const what = about === 'draft' ? 'bản kể dở' : 'câu hỏi bổ sung'
  return [
    `người ${personId}`,
    `${rung} trước hạn nộp`,
    what,
    moment(at),
    state === 'sent' ? 'đã gửi' : 'không nhắn được',
  ]
}

/** Writes the workbook; that names of people left the system is noted. */
async function saveSheet(pool: Database['pool'], round: Round, file: string, now: number): Promise<string> {
  const bytes = await roundSheet(pool, round.id)
  await audit(pool, { by: CONSOLE, action: 'export', on: { kind: 'round', id: round.id }, unit: round.unit }, now)
  await writeFile(file, bytes).catch(() => {
    throw new Refusal(`Không ghi được tệp ${file}.`)
  })
  return `Đã ghi ${file}.`
}

function explained({ state, why, personId, at }: ReminderLine): string {
  const reason = why ? ` (${WHY[why] ?? why})` : ''
  const to = personId && at ? ` người ${personId}, ${moment(at)}` : ''
  const words = {
    planned: 'sẽ gửi',
    sent: 'đã gửi',
    covered: 'đã có trong tin cùng ngày',
    dropped: 'không gửi',
    unreachable: 'không nhắn được',
  }
  return `${words[state]}${to}${reason}`
}

async function open(pool: Database['pool'], unit: string, options: Given['options'], now: number): Promise<string[]> {
  const { opens, late, reason, programme = HOUSE_PROGRAMME, stage = 'unit' } = options
  if (late !== undefined && !isLate(late)) throw new Refusal('--late: send hoặc drop.')
  const found = await programmeOf(pool, String(programme))
  const cycle = found && nextCycle(found, now, await readCalendar(pool))
  const given = options['review-by']
  if (typeof given !== 'string' && !cycle)
    throw new Refusal(`Phong trào này không có tháng xét hằng năm, xin ghi hạn: npm run admin -- ${ROUNDS}`)
  const times = typeof given === 'string' ? { opensAt: now, submitBy: dueOn(given), reviewBy: dueOn(given) } : cycle!
  const submitBy = typeof options['submit-by'] === 'string' ? dueOn(options['submit-by']) : times.submitBy
  const opensAt = typeof opens === 'string' ? midnight(dayFrom(opens)) : times.opensAt
  const round = { ...times, programme: String(programme), stage: String(stage), unit, opensAt, submitBy }
  const more: Pick<NewRound, 'late' | 'ladder' | 'reason'> = {
    ...(typeof options.ladder === 'string' && { ladder: ladderFrom(options.ladder) }),
    ...(late && { late }),
    ...(typeof reason === 'string' && { reason }),
  }
  const made = await transaction(pool, (tx) => openRound(tx, { ...round, ...more }, CONSOLE, now))
  return [`Đã mở đợt xét ${made.id}: ${made.taken} hồ sơ, hạn xét ${moment(new Date(round.reviewBy))}.`]
}

function dayFrom(date: string): number {
  const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? []
  const day = y && dayOf(Number(y), Number(m), Number(d))
  if (typeof day !== 'number') throw new Refusal(`"${date}" không phải là ngày. Xin viết kiểu 2026-12-04.`)
  return day
}

function ladderFrom(words: string): Rung[] {
  const read = readLadder(words)
  if (!('wrong' in read)) return read
  throw new Refusal(
    `Mốc "${read.wrong}" chưa rõ hoặc lặp lại. Xin viết kiểu: T-7d, T-1d, T-3h, T+1d:deputy, T+3d:above.`,
  )
}

const isLate = (rule: unknown): rule is 'send' | 'drop' => rule === 'send' || rule === 'drop'

const dueOn = (date: string) => endOfWork(dayFrom(date))

async function existing(pool: Database['pool'], id: string): Promise<Round> {
  const round = await roundOf(pool, id)
  if (!round) throw new Refusal(`Không có đợt xét số "${id}". Xem danh sách: npm run admin -- rounds`)
  return round
}

async function saying(work: () => Promise<string[]>): Promise<string[]> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ReviewRefusal)
      throw new Refusal(error.fault === 'reason' ? `${error.message} Thêm: --reason "…".` : error.message)
    throw error
  }
}
