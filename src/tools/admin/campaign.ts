// Broadcasts and series for whoever watches them from a terminal or a program.

import { writeFile } from 'node:fs/promises'
import { showSlot } from '../../flows/campaign/slot.js'
import { STATES, WHY } from '../../flows/campaign/words.js'
import { audit, CONSOLE } from '../../store/audit.js'
import { setFourEyes } from '../../store/campaign/four-eyes.js'
import { type Overrule, overrule } from '../../store/campaign/overrule.js'
import { progressOf } from '../../store/campaign/progress.js'
import { readReport, reportName } from '../../store/campaign/report.js'
import { listSeries } from '../../store/campaign/series.js'
import { setTheme } from '../../store/campaign/templates.js'
import { transaction } from '../../store/database.js'
import { unitPath } from '../../store/units.js'
import { type AdminCommands, type AdminContext, Refusal } from './command.js'
import { table } from './table.js'
import { moment } from './words.js'

const JSON_OPTION = { json: { type: 'boolean' } } as const

type Progress = Awaited<ReturnType<typeof progressOf>>[number]

export const commands: AdminCommands = {
  broadcasts: {
    usage: 'broadcasts [--json]',
    does: 'các tin đã gửi tới thành viên, mới nhất ở trên',
    options: JSON_OPTION,
    async run({ options }, { pool, now }) {
      const found = await progressOf(pool, {}, now)
      if (options.json) return [JSON.stringify(found.map(contract))]
      if (found.length === 0) return ['Chưa có tin nào.']
      const rows = found.map((b) => [b.id, b.unitName, STATES[b.state], `${b.sent}/${b.planned}`, String(b.pending)])
      return table(['Số', 'Đơn vị', 'Trạng thái', 'Đã gửi', 'Còn'], rows)
    },
  },
  broadcast: {
    usage: 'broadcast SỐ [--json | --out FILE.xlsx | --set urgent|leave|resend|again]',
    does: 'một tin: đã gửi bao nhiêu, không gửi được vì sao; bảng từng người nhận; cho gửi gấp (urgent), người chưa rõ thì để yên (leave) hoặc gửi lại (resend, again khi tin đã xong)',
    options: { ...JSON_OPTION, out: { type: 'string' }, set: { type: 'string' } },
    async run({ words: [id = ''], options }, { pool, now }) {
      const [found] = /^\d{1,18}$/.test(id) ? await progressOf(pool, { id }, now) : []
      if (!found) throw new Refusal(`Không có tin số "${id}". Xem: npm run admin -- broadcasts`)
      if (typeof options.set === 'string') return change(pool, found.id, options.set, now)
      if (typeof options.out === 'string') return writeReport(pool, found.id, options.out, now)
      return options.json ? [JSON.stringify(contract(found))] : lines(found)
    },
  },
  campaigns: {
    usage: 'campaigns [--json]',
    does: 'các loạt tin hằng tuần và bài đã chuẩn bị',
    options: JSON_OPTION,
    async run({ options }, { pool }) {
      const found = await listSeries(pool)
      if (options.json) return [JSON.stringify(found)]
      if (found.length === 0) return ['Chưa có loạt tin nào.']
      const rows = found.map((s) => [
        s.id,
        s.unitName,
        showSlot(s),
        moment(new Date(s.nextSlot)),
        String(s.issues.length),
      ])
      return table(['Số', 'Đơn vị', 'Kỳ', 'Lần tới', 'Bài sẵn'], rows)
    },
  },
  theme: {
    usage: 'theme NĂM "chủ đề"',
    does: 'chủ đề Tháng Nhân đạo của một năm, ghi vào các tin của chiến dịch',
    async run({ words: [year = '', ...text] }, { pool, now }) {
      const theme = text.join(' ').normalize('NFC').trim()
      if (!/^20\d\d$/.test(year) || theme === '' || theme.length > 150)
        throw new Refusal('Cách dùng: npm run admin -- theme 2027 "Chủ đề, tối đa 150 ký tự"')
      await transaction(pool, (tx) => setTheme(tx, Number(year), theme, CONSOLE, now))
      return [`Chủ đề Tháng Nhân đạo ${year}: ${theme}`]
    },
  },
  'four-eyes': {
    usage: 'four-eyes --unit MÃ_ĐƠN_VỊ --set on|off',
    does: 'tin của một đơn vị (và cấp dưới) có cần người thứ hai duyệt không',
    options: { unit: { type: 'string' }, set: { type: 'string' } },
    async run({ options: { unit, set } }, { pool, now }) {
      if (typeof unit !== 'string' || (set !== 'on' && set !== 'off'))
        throw new Refusal('Cách dùng: npm run admin -- four-eyes --unit MÃ_ĐƠN_VỊ --set on|off')
      if ((await unitPath(pool, unit)).length === 0) throw new Refusal(`Không có đơn vị nào mang mã "${unit}".`)
      await transaction(pool, (tx) => setFourEyes(tx, unit, set === 'on', CONSOLE, now))
      return [set === 'on' ? 'Tin cần người thứ hai duyệt.' : 'Một người là đủ để gửi tin.']
    },
  },
}

async function writeReport(pool: AdminContext['pool'], id: string, out: string, now: number): Promise<string[]> {
  const kind = out.endsWith('.csv') ? 'csv' : 'xlsx'
  await audit(pool, { by: CONSOLE, action: 'export', on: { kind: 'broadcast', id }, details: { kind } }, now)
  await writeFile(out, (await readReport(pool, reportName(id, kind, now)))!)
  return [`Đã ghi ${out}.`]
}

/** What programs read: the counts are those of the recipients' rows, their sum is `planned`. */
function contract(p: Progress) {
  const { id, state, planned, pending, sent, failed, skipped, unknown, byReason, byChannel } = p
  const at = (time?: number) => (time === undefined ? null : new Date(time).toISOString())
  return {
    ...{ id, state, planned, pending, sent, failed, skipped, unknown, byReason, byChannel },
    startedAt: at(p.startedAt),
    endedAt: at(p.endedAt),
    presses: p.presses,
  }
}

function lines(p: Progress): string[] {
  return [
    `Tin số ${p.id}, ${p.unitName}: ${STATES[p.state]}${p.late ? ' (gửi muộn)' : ''}`,
    `Dự kiến ${p.planned}: đã gửi ${p.sent}, còn ${p.pending}, không gửi được ${p.failed}, bỏ qua ${p.skipped}, chưa rõ ${p.unknown}`,
    ...Object.entries(p.byReason).map(([why, n]) => `  ${WHY[why] ?? why}: ${n}`),
  ]
}

const CHANGED: Record<Overrule, string> = {
  urgent: 'Tin được gửi cả cho người tuần này đã nhận một tin.',
  leave: 'Người chưa rõ đã nhận hay chưa thì được để yên.',
  resend: 'Người chưa rõ đã nhận hay chưa thì được gửi lại; có người có thể nhận hai lần.',
  again: 'Đang gửi lại cho những người chưa rõ đã nhận hay chưa.',
}

async function change(pool: AdminContext['pool'], id: string, what: string, now: number): Promise<string[]> {
  if (!Object.hasOwn(CHANGED, what)) throw new Refusal('Sau --set là urgent, leave, resend hoặc again.')
  const known = what as Overrule
  if (await transaction(pool, (tx) => overrule(tx, id, known, CONSOLE, now))) return [CHANGED[known]]
  throw new Refusal('Tin này không còn ở trạng thái có thể đổi như vậy.')
}
