// "Không ai bị bỏ lại phía sau": how many are helped, as figures and as a picture, and who still waits.
import type { Bars } from '../drawing.js'
import type { AddressResults, Coverage, CoverageLine } from '../effects/address.js'
import type { Turn } from '../flow.js'
import { bold } from '../message.js'
import { FORMS, type HelpForm } from '../needs.js'
import { showList } from '../turn/list.js'
import { dayAt, showDay } from '../vi/calendar.js'

const DESK = { label: 'Việc của cán bộ', token: 'c.desk' }
const TITLE = 'Không ai bị bỏ lại phía sau'
/** Units named one by one; more would be longer than anybody reads. */
const MOST_UNITS = 15

interface Sum {
  name: string
  registered: number
  helped: number
}

/** Sums by what `name` gives, in the order of their first line. */
function sums(lines: CoverageLine[], name: (line: CoverageLine) => string): Sum[] {
  const found = new Map<string, Sum>()
  for (const line of lines) {
    const sum = found.get(name(line)) ?? { name: name(line), registered: 0, helped: 0 }
    found.set(name(line), { ...sum, registered: sum.registered + line.registered, helped: sum.helped + line.helped })
  }
  return [...found.values()]
}

/** Rounded down: 100 % is said of nothing that is not whole. */
const share = ({ helped, registered }: Omit<Sum, 'name'>) =>
  `${helped}/${registered} (${Math.floor((helped * 100) / registered)}%)`

export function coverage(t: Turn, found: AddressResults['showCoverage']): void {
  const { lines, registered } = found
  if (registered === 0)
    return showList(t, {
      text: `${bold(TITLE)}\nĐơn vị chưa có địa chỉ nhân đạo nào đã xác minh ạ.`,
      buttons: [DESK],
    })
  const forms = sums(lines, ({ form }) => FORMS[form as HelpForm])
  const units = sums(lines, ({ unit }) => unit).sort((a, b) => a.helped / a.registered - b.helped / b.registered)
  showList(t, {
    text: wordsOf(found, forms, units),
    photo: pictureOf(forms, units, t.ctx.now),
    buttons: [...found.waiting.map(({ code }) => ({ label: code, token: `c.addressFile.${code}` })), DESK],
  })
}

function wordsOf({ registered, helped, waiting }: Coverage, forms: Sum[], units: Sum[]): string {
  const behind = units.filter((unit) => unit.helped < unit.registered)
  const more = behind.length - MOST_UNITS
  return [
    bold(TITLE),
    `Đã có người giúp: ${share({ registered, helped })} địa chỉ.`,
    ...forms.map((form) => `• ${form.name}: ${share(form)} nhu cầu`),
    ...(units.length > 1 && behind.length > 0 ? ['', 'Nơi còn nhu cầu chưa có người nhận:'] : []),
    ...(units.length > 1 ? behind.slice(0, MOST_UNITS).map((unit) => `• ${unit.name}: ${share(unit)}`) : []),
    ...(units.length > 1 && more > 0 ? [`… và ${more} nơi khác`] : []),
    ...(waiting.length > 0 ? ['', 'Chờ lâu nhất, chưa có ai giúp:'] : ['', 'Mọi địa chỉ đều đã có người giúp. 🌸']),
    ...waiting.map(({ code, unit, since }) => `• ${bold(code)} · ${unit} · từ ${showDay(dayAt(since))}`),
  ].join('\n')
}

/** By form of help, then the units that are furthest behind. */
function pictureOf(forms: Sum[], units: Sum[], now: number): Bars {
  const shown = units.length > 1 ? [...forms, ...units.slice(0, MOST_UNITS)] : forms
  return {
    is: 'bars',
    title: units.length === 1 ? `${TITLE}: ${units[0]!.name}` : TITLE,
    bars: shown.map(({ name, helped, registered }) => ({
      label: name,
      value: helped,
      of: registered,
      shown: share({ helped, registered }),
    })),
    note: `Nhu cầu đã có người nhận giúp trên số đã xác minh, đến ngày ${showDay(dayAt(now))}.`,
  }
}
