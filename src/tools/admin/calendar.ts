// `npm run admin -- calendar`: the days on which due dates do not count, and the Saturdays on which they do.
import { type Day, dayOf, isoDay, partsOf, showDay, weekdayOf } from '../../flows/vi/calendar.js'
import { clean } from '../../flows/vi/text.js'
import { CONSOLE } from '../../store/audit.js'
import { type CalendarDay, listCalendar, setCalendarDay } from '../../store/calendar.js'
import { transaction } from '../../store/database.js'
import { type AdminCommands, Refusal } from './command.js'
import { table } from './table.js'

const USAGE = 'calendar list [--json] | set NGÀY holiday|working|mourning "TÊN" | unset NGÀY'

export const commands: AdminCommands = {
  calendar: {
    usage: USAGE,
    does: 'lịch làm việc: ngày nghỉ lễ (holiday), ngày làm bù (working), ngày quốc tang (mourning, không gửi tin chung); thời hạn trả lời tính theo lịch này',
    options: { json: { type: 'boolean' } },
    async run({ words: [what = 'list', date, kind, ...name], options }, { pool, now }) {
      if (what === 'list' && date === undefined) {
        const days = await listCalendar(pool)
        return options.json ? [JSON.stringify(days.map(asJson))] : lines(days)
      }
      if (what !== 'set' && what !== 'unset') throw new Refusal(`Cách dùng: npm run admin -- ${USAGE}`)
      const day = readDay(date ?? '')
      const change =
        what === 'unset' ? ({ kind: 'plain', name: '' } as const) : { kind: readKind(kind), name: readName(name) }
      await transaction(pool, (tx) => setCalendarDay(tx, { day, ...change, by: CONSOLE, now }))
      return [
        `${capital(weekdayName(day))} ${showDay(day)}: ${MEANINGS[change.kind]}. Áp dụng cho các yêu cầu từ bây giờ.`,
      ]
    },
  },
}

const MEANINGS: Record<CalendarDay['kind'], string> = {
  holiday: 'ngày nghỉ',
  working: 'ngày làm việc',
  mourning: 'ngày quốc tang, tin chung chờ hết ngày',
  plain: 'như mọi tuần',
}

/** Both as computers and as people write a date. */
function readDay(text: string): Day {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  const written = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  const [year, month, date] = iso ? iso.slice(1) : written ? written.slice(1).reverse() : []
  const day = dayOf(Number(year), Number(month), Number(date))
  if (day === undefined || Number.isNaN(day))
    throw new Refusal(`"${text}" không phải là một ngày. Ghi ví dụ 2027-02-11 hoặc 11/02/2027.`)
  return day
}

function readKind(kind: string | undefined): Exclude<CalendarDay['kind'], 'plain'> {
  if (kind === 'holiday' || kind === 'working' || kind === 'mourning') return kind
  throw new Refusal('Sau ngày là holiday (nghỉ), working (làm việc) hoặc mourning (quốc tang).')
}

function readName(words: string[]): string {
  const name = clean(words.join(' '))
  if (name === '') throw new Refusal('Thiếu tên của ngày ấy, ví dụ "Nghỉ bù Quốc khánh".')
  return name
}

function asJson({ day, ...rest }: CalendarDay) {
  return { date: isoDay(day), ...rest }
}

function lines(days: CalendarDay[]): string[] {
  const rows = days.map((d) => [
    showDay(d.day),
    weekdayName(d.day),
    MEANINGS[d.kind],
    d.name,
    d.edited ? 'do cán bộ đặt' : '',
  ])
  const years = [...new Set(days.filter(({ kind }) => kind === 'holiday').map(({ day }) => partsOf(day).year))]
  return [
    ...table(['Ngày', 'Thứ', 'Là', 'Tên', ''], rows),
    '',
    `Có lịch nghỉ lễ của năm ${years.join(', ')}. Các ngày khác: làm việc từ thứ Hai đến thứ Sáu.`,
  ]
}

const WEEKDAYS = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật']

function weekdayName(day: Day): string {
  return WEEKDAYS[weekdayOf(day) - 1]!
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1)
}
