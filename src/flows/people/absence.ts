// "Tạm vắng": somebody's work goes to a deputy until a day.

import type { Named, PeopleResults } from '../effects/people.js'
import type { Door, News, Panel, Turn } from '../flow.js'
import { bold } from '../message.js'
import { answers, reviews } from '../roles.js'
import { verbatim } from '../salutation.js'
import { showList } from '../turn/list.js'
import { labelled, partOf } from '../turn/own-words.js'
import { looksAgain } from '../turn/reason.js'
import { ask, close, openPanel, say } from '../turn/say.js'
import { type Day, dayAt, midnight, showDay } from '../vi/calendar.js'
import { wordsAlone } from '../vi/keywords.js'
import { list } from '../vi/phrases.js'
import { type AbsenceWish, meansAbsence, readLastDay, readWish } from './absence-wish.js'
import { isNumber, lastDay, nameOf } from './words.js'

/** Back to their work. */
const work = (t: Turn) =>
  answers(t.ctx.who) ? { label: 'Việc của cán bộ', token: 'c.desk' } : { label: 'Hồ sơ chờ tôi', token: 'c.reviews' }
const SPANS = [
  { value: '3', label: '3 ngày' },
  { value: '7', label: '1 tuần' },
  { value: '14', label: '2 tuần' },
]

const BACK_AGAIN = /^(?:toi|em|minh) (?:da )?(?:ve|tro lai|di lam lai)(?: lam viec| roi)*$/
const AGREES = /^(?:dung|dung roi|dong y|uy quyen|xac nhan|co|vang|u|ok|oke|duoc|phai)$/
/** Who stands in, and the last day (a number of days since 1970). */
const CHOSEN = /^(\d{1,18})-(\d{4,6})$/

export const doors: Door[] = [
  {
    command: 'absence',
    label: 'Tạm vắng',
    desk: 70,
    phrases: list('tạm vắng; ủy quyền; báo vắng; xin vắng; nghỉ phép'),
    for: reviews,
    heard: (said, free) => (!free && meansAbsence(said) ? said : undefined),
    open: (t, said) => void t.effects.push({ do: 'showAbsence', ...(said && { said }) }),
  },
  {
    command: 'absentWith',
    label: 'Chọn người thay',
    for: reviews,
    open(t, deputy) {
      if (isNumber(deputy)) until(t, deputy)
    },
  },
  {
    // Both were named in one sentence, and read back.
    command: 'absentNow',
    label: 'Ủy quyền',
    for: reviews,
    means: (said) => AGREES.test(said),
    open(t, rest) {
      const [, deputy, day] = CHOSEN.exec(rest) ?? []
      if (deputy) leave(t, deputy, Number(day))
    },
  },
  {
    command: 'absenceOver',
    label: 'Tôi đã trở lại',
    for: reviews,
    heard: (said, free) => (!free && BACK_AGAIN.test(wordsAlone(said)) ? '' : undefined),
    open: (t) => void t.effects.push({ do: 'endAbsence' }),
  },
]

export const panels: Record<string, Panel> = {
  'absent-until': {
    mode: 'free',
    ask: () => ({
      text: 'Anh/chị vắng đến hết ngày nào ạ? Anh/chị bấm một nút, hoặc gõ ngày, ví dụ "20/12".',
      options: [...SPANS, { value: 'back', label: 'Thôi, không vắng' }],
    }),
    read: (said) => (looksAgain(said) ? 'back' : undefined),
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

export function shown(
  t: Turn,
  { away, deputies }: PeopleResults['showAbsence'],
  { said }: { said?: string } = {},
): void {
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
  const wish = said === undefined ? {} : readWish(said, dayAt(t.ctx.now))
  const named = wish.who === undefined ? undefined : oneNamed(t, deputies, wish.who)
  if (!named) return choose(t, deputies, wish)
  if (wish.day === undefined) return until(t, named.person, `Dạ, ${nameOf(named)} làm thay.`)
  showList(t, {
    text: `Anh/chị vắng từ bây giờ đến hết ngày ${showDay(wish.day)}, ${bold(nameOf(named))} làm thay mọi việc. Đúng không ạ?`,
    buttons: [
      { label: 'Đúng, ủy quyền', token: `c.absentNow.${named.person}-${wish.day}` },
      { label: 'Chọn ngày khác', token: `c.absentWith.${named.person}` },
      { label: 'Chọn người khác', token: 'c.absence' },
      work(t),
    ],
  })
}

/** The one among them whom these words name, as a button of theirs would be named. */
function oneNamed(t: Turn, deputies: Named[], who: string): Named | undefined {
  const buttons = deputies.map((each) => ({ label: nameOf(each), token: each.person }))
  const { token } = labelled(t, buttons, who) ?? partOf(t, buttons, who) ?? {}
  return deputies.find(({ person }) => person === token)
}

/** Who stands in is chosen; a day that was named already is said, and kept. */
function choose(t: Turn, deputies: Named[], { who, day }: AbsenceWish): void {
  const unknown = who === undefined ? '' : `Trợ lý chưa rõ "${verbatim(who)}" là ai trong những người làm thay được. `
  const text =
    day === undefined
      ? 'Khi anh/chị tạm vắng, việc mới sẽ chuyển cho một người thay. Anh/chị chọn ai ạ?'
      : `Anh/chị vắng từ bây giờ đến hết ngày ${showDay(day)}. Ai làm thay ạ? Anh/chị chọn là Trợ lý ghi ngay.`
  const token = (person: string) => (day === undefined ? `c.absentWith.${person}` : `c.absentNow.${person}-${day}`)
  showList(t, {
    text: unknown + text,
    buttons: [...deputies.map((each) => ({ label: nameOf(each), token: token(each.person) })), work(t)],
  })
}

function until(t: Turn, deputy: string, remark?: string): void {
  t.session = { ...t.session, active: undefined, open: undefined }
  openPanel(t, 'absent-until', deputy)
  ask(t, remark)
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
