// The theme of the year's Humanitarian Month, as the Society announced it: whoever administers the whole city sets it.

import type { CampaignResults } from '../effects/campaign.js'
import type { Door, Panel, Turn } from '../flow.js'
import { bold } from '../message.js'
import { administers } from '../roles.js'
import { verbatim } from '../salutation.js'
import { showList } from '../turn/list.js'
import { looksAgain, saysNothing } from '../turn/reason.js'
import { ask, close, openPanel, resume } from '../turn/say.js'
import { dayAt, partsOf } from '../vi/calendar.js'
import { wordsAlone } from '../vi/keywords.js'
import { list } from '../vi/phrases.js'
import { length } from '../vi/text.js'
import { DESK } from './words.js'

const MAY = 5
const LONGEST = 150
// "Chưa có chủ đề", "chưa biết".
const NONE_YET = /^chua (?:co|biet|ro|chot|cong bo)(?: chu de)?$/
const YEAR = /^20\d\d$/
const YEARLY = { label: 'Chiến dịch hằng năm', token: 'c.templates' }

export const doors: Door[] = [
  {
    command: 'theme',
    label: 'Chủ đề Tháng Nhân đạo',
    phrases: list('chủ đề tháng nhân đạo; chủ đề năm'),
    for: administers,
    open: (t) => void t.effects.push({ do: 'showTheme', year: yearOf(t.ctx.now) }),
  },
  {
    command: 'changeTheme',
    label: 'Đổi chủ đề',
    for: administers,
    open(t, year) {
      if (!YEAR.test(year)) return resume(t)
      t.session = { ...t.session, active: undefined, open: undefined }
      openPanel(t, 'theme-words', year)
      ask(t)
    },
  },
]

/** The year of the next Humanitarian Month, or of the one that is now. */
function yearOf(now: number): number {
  const { year, month } = partsOf(dayAt(now))
  return month > MAY ? year + 1 : year
}

/** Its words, typed. `about`: the year. */
export const themeWords: Panel = {
  mode: 'free',
  ask: () => ({
    text: `Anh/chị gõ chủ đề của năm giúp Trợ lý ạ (tối đa ${LONGEST} ký tự, không cần dấu ngoặc kép).`,
    options: [{ value: 'back', label: 'Thôi, giữ như cũ' }],
  }),
  read: (said) => (looksAgain(said) || NONE_YET.test(wordsAlone(said)) ? 'back' : undefined),
  pick(t, _value, _said, about) {
    close(t)
    t.effects.push({ do: 'showTheme', year: Number(about) })
  },
  text(t, said) {
    const text = said.replace(/^["“”'\s]+|["“”'\s]+$/g, '')
    if (length(text) < 3 || length(text) > LONGEST) return ask(t, `Chủ đề dài từ 3 đến ${LONGEST} ký tự ạ.`)
    if (saysNothing(text)) return ask(t)
    const year = Number(t.session.panel?.about)
    close(t)
    t.effects.push({ do: 'setTheme', year, text })
  },
}

export function theme(t: Turn, found: CampaignResults['showTheme'], { text: changed }: { text?: string }): void {
  if (found === 'refused')
    return showList(t, {
      text: 'Chủ đề của năm do quản trị viên của thành phố đặt, nên Trợ lý không đổi được ạ.',
      buttons: [DESK],
    })
  const { year, text } = found
  showList(t, {
    text: [
      ...(changed === undefined ? [] : ['Dạ, Trợ lý đã ghi chủ đề. Các tin còn là bản nháp dùng ngay chủ đề này.', '']),
      `${bold(`Chủ đề Tháng Nhân đạo ${year}:`)} ${text === undefined ? 'chưa đặt' : `“${verbatim(text)}”`}.`,
      'Tin mở đầu của chiến dịch ghi chủ đề này; tin đã trình duyệt thì giữ nguyên chữ cũ.',
    ].join('\n'),
    buttons: [
      { label: text === undefined ? 'Đặt chủ đề' : 'Đổi chủ đề', token: `c.changeTheme.${year}` },
      YEARLY,
      DESK,
    ],
  })
}
