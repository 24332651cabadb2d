// "Tạm vắng": somebody's work goes to a deputy until a day.

import type { Named, PeopleResults } from '../effects/people.js'
import type { Door, News, Panel, Turn } from '../flow.js'
import { answers, reviews } from '../roles.js'
import { showList } from '../turn/list.js'
import { ask, close, openPanel, say } from '../turn/say.js'
import { type Day, dayAt, midnight, showDay } from '../vi/calendar.js'
import { readComingDay } from '../vi/coming-day.js'
import { wordsAlone } from '../vi/keywords.js'
import { list } from '../vi/phrases.js'
import { fold } from '../vi/text.js'
import { isNumber, lastDay, nameOf } from './words.js'

/** Back to their work. */
const work = (t: Turn) =>
  answers(t.ctx.who) ? { label: 'Việc của cán bộ', token: 'c.desk' } : { label: 'Hồ sơ chờ tôi', token: 'c.reviews' }
const LONGEST = 365
const SPANS = [
  { value: '3', label: '3 ngày' },
  { value: '7', label: '1 tuần' },
  { value: '14', label: '2 tuần' },
]

// Without its mark "vâng" is "vắng": a day must follow.
const ABSENT =
  /^(?:(?:toi|em|minh) )?(?:(?:xin|muon|se|phai|can) )*(?:(?:uy quyen|tam vang|bao vang|vang mat|di vang|nghi phep|di cong tac)(?: .{1,60})?|vang (?:\d|may ngay|den (?:het|ngay|thu|\d)).{0,60})$/

/** "Ủy quyền cho chị Lan đến thứ 6", "tôi vắng 3 ngày", without marks. */
const meansAbsence = (said: string) => ABSENT.test(said)

export const doors: Door[] = [
  {
    command: 'absence',
    label: 'Tạm vắng',
    desk: 70,
    phrases: list('tạm vắng; ủy quyền; báo vắng; xin vắng; nghỉ phép'),
    for: reviews,
    heard: (said, free) => (!free && meansAbsence(wordsAlone(said)) ? '' : undefined),
    means: meansAbsence,
    open: (t) => void t.effects.push({ do: 'showAbsence' }),
  },
  {
    command: 'absentWith',
    label: 'Chọn người thay',
    for: reviews,
    open(t, deputy) {
      if (!isNumber(deputy)) return
      t.session = { ...t.session, active: undefined, open: undefined }
      openPanel(t, 'absent-until', deputy)
      ask(t)
    },
  },
  {
    command: 'absenceOver',
    label: 'Tôi đã trở lại',
    for: reviews,
    open: (t) => void t.effects.push({ do: 'endAbsence' }),
  },
]

/** The day somebody is away to: "30/11", "hết ngày 5/12/2026", "10 ngày", "2 tuần". Undefined for what is no day to come. */
export function readLastDay(said: string, today: Day): Day | undefined {
  const text = fold(said).replace(/^(?:(?:den|toi|het|ngay|trong|vang) )+/, '')
  const span = /^(\d{1,3}) (ngay|tuan)$/.exec(text)
  // "3 ngày" from today: today is the first of them.
  if (span) return near(today + Number(span[1]) * (span[2] === 'tuan' ? 7 : 1) - 1, today)
  const day = readComingDay(said, today)
  return typeof day === 'number' ? near(day, today) : undefined
}

const near = (day: Day, today: Day) => (day >= today && day - today <= LONGEST ? day : undefined)

export const panels: Record<string, Panel> = {
  'absent-until': {
    mode: 'free',
    ask: () => ({
      text: 'Anh/chị vắng đến hết ngày nào ạ? Anh/chị bấm một nút, hoặc gõ ngày, ví dụ "20/12".',
      options: [...SPANS, { value: 'back', label: 'Thôi, không vắng' }],
    }),
    pick(t, value, _said, deputy = '') {
      if (value === 'back') {
        close(t)
        return void t.effects.push({ do: 'showAbsence' })
      }
      leave(t, deputy, dayAt(t.ctx.now) + Number(value) - 1)
    },
    text(t, said) {
      const day = readLastDay(said, dayAt(t.ctx.now))
      if (day === undefined) return ask(t, 'Trợ lý chưa hiểu ngày này, hoặc ngày ấy đã qua hay còn xa quá một năm ạ.')
      leave(t, t.session.panel?.about ?? '', day)
    },
  },
}

function leave(t: Turn, deputy: string, lastOne: Day): void {
  close(t)
  t.effects.push({ do: 'setAbsence', deputy, until: midnight(lastOne + 1) })
}

export function shown(t: Turn, { away, deputies }: PeopleResults['showAbsence']): void {
  if (away)
    return showList(t, {
      text: `Anh/chị đang tạm vắng đến hết ngày ${lastDay(away.until)}; việc của anh/chị do ${nameOf(away)} làm thay.`,
      buttons: [{ label: 'Tôi đã trở lại', token: 'c.absenceOver' }, work(t)],
    })
  if (deputies.length === 0)
    return showList(t, {
      text: 'Hiện chưa có ai đủ vai trò để làm thay mọi việc của anh/chị. Anh/chị nhờ cấp trên mời thêm người giúp ạ.',
      buttons: [work(t)],
    })
  showList(t, {
    text: 'Khi anh/chị tạm vắng, việc mới sẽ chuyển cho một người thay. Anh/chị chọn ai ạ?',
    buttons: [...deputies.map((each) => ({ label: nameOf(each), token: `c.absentWith.${each.person}` })), work(t)],
  })
}

export function set(t: Turn, result: PeopleResults['setAbsence'], { until }: { until: number }): void {
  const text = {
    set: `Dạ, Trợ lý đã ghi anh/chị tạm vắng đến hết ngày ${lastDay(until)}; người thay đã được báo. Về sớm, anh/chị mở lại "Tạm vắng" rồi bấm "Tôi đã trở lại" ạ.`,
    past: 'Ngày ấy đã qua rồi ạ.',
    unfit: 'Người ấy không đủ vai trò để làm thay mọi việc của anh/chị ạ.',
  }[result]
  showList(t, { text, buttons: [{ label: 'Tạm vắng', token: 'c.absence' }, work(t)] })
}

export function over(t: Turn, wasAway: boolean): void {
  const text = wasAway ? 'Mừng anh/chị trở lại! Việc mới lại chuyển về anh/chị ạ.' : 'Anh/chị hiện không tạm vắng ạ.'
  showList(t, { text, buttons: [work(t)] })
}

export const deputy: News = {
  tell: (t, _person, more) =>
    say(t, {
      text: `${absentee(more)} tạm vắng đến hết ngày ${showDay(dayAt(Number(more?.until) - 1))} và nhờ anh/chị làm thay; việc mới của người ấy sẽ chuyển tới anh/chị ạ.`,
    }),
}

function absentee(more: Record<string, unknown> = {}): string {
  const name = more.who ? nameOf(more.who as Named) : String(more.name ?? 'một cán bộ')
  return name.charAt(0).toUpperCase() + name.slice(1)
}
