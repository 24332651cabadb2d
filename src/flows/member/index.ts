// "Đơn vị của tôi": people join the unit they work or live in, by its link or by name, and say whether they want its news.

import type { MemberResults } from '../effects/member.js'
import type { Flow, Panel, Turn } from '../flow.js'
import { type Button, bold } from '../message.js'
import { verbatim } from '../salutation.js'
import { DAY } from '../schedule.js'
import { showList } from '../turn/list.js'
import { ask, close, introduction, openPanel, resume, say } from '../turn/say.js'
import { list } from '../vi/phrases.js'
import { explainMatch, searchPlaces } from '../vi/places.js'
import { clip } from '../vi/text.js'
import { NEWS_CONSENT } from './consent.js'
import * as officer from './officer.js'
import { again, fromNews } from './press.js'

const CODE = /^[A-Za-z0-9_-]{1,40}$/
/** The code on a poster, typed where links carry nothing: "dv_KCN-TRANGDUE"; loosely where nothing else is written. */
const TYPED = /^dv[_ :-]+([A-Za-z0-9_-]{1,40})[. ]*$/i
const EXACTLY = /^dv_([A-Za-z0-9_-]{1,40})$/i
const MENU = { label: 'Trang chính', token: 'c.menu' }
const FIND = { label: 'Vào một đơn vị', token: 'c.findMyUnit' }

const NO_NEWS = 'Trợ lý chưa gửi tin chung nào cho anh/chị trong một năm qua ạ.'

const find: Panel = {
  mode: 'free',
  ask: () => ({
    text: 'Anh/chị gõ tên phường, xã, khu công nghiệp hoặc doanh nghiệp mình đang sinh hoạt, làm việc; có mã trên tờ giới thiệu (dv_…) thì gõ mã ạ.',
    options: [{ value: 'back', label: 'Thôi, để sau' }],
  }),
  pick(t) {
    close(t)
    resume(t)
  },
  text(t, said) {
    const code = TYPED.exec(said.trim())?.[1]
    if (code) return join(t, code)
    const { matches } = searchPlaces(t.ctx.places, said)
    if (matches.length === 0)
      return say(t, {
        text: `Trợ lý chưa tìm thấy "${verbatim(clip(said, 60))}". Anh/chị gõ tên khác giúp Trợ lý ạ.`,
        buttons: [{ label: 'Thôi, để sau', token: 'p.find-my-unit.back' }],
      })
    say(t, {
      text: 'Anh/chị chọn đúng nơi mình đang sinh hoạt, làm việc giúp Trợ lý; không thấy thì gõ tên khác ạ.',
      buttons: matches.map((match) => ({
        label: clip(explainMatch(match), 60),
        token: `c.joinUnit.${match.unit.code}`,
      })),
    })
  },
}

const news: Panel = {
  mode: 'closed',
  ask: () => ({
    text: NEWS_CONSENT.text,
    options: [
      { value: 'yes', label: 'Tôi đồng ý nhận tin' },
      { value: 'no', label: 'Tôi không nhận' },
    ],
  }),
  pick(t, value, said) {
    close(t)
    if (value === 'no')
      return say(t, {
        text: 'Dạ, Trợ lý sẽ không gửi tin chung. Khi đổi ý, anh/chị vào "Đơn vị của tôi" ạ.',
        buttons: [MENU],
      })
    const { purpose, version, text } = NEWS_CONSENT
    t.effects.push({ do: 'recordConsent', purpose, version, text, reply: said }, { do: 'followNews' })
    // Who has just agreed to news has ended an earlier wish for silence.
    if (t.session.stopped) t.effects.push({ do: 'setProactive', on: true })
    t.session = { ...t.session, stopped: undefined, consents: { ...t.session.consents, [purpose]: version } }
    say(t, {
      text: 'Cảm ơn anh/chị. Khi có tin, Trợ lý gửi tới anh/chị tại đây. Muốn thôi nhận, anh/chị nhắn "dừng nhận tin" ạ.',
      buttons: [MENU],
    })
  },
}

function join(t: Turn, code: string): void {
  if (CODE.test(code)) t.effects.push({ do: 'joinUnit', unit: code })
  else resume(t)
}

function agreed(t: Turn): boolean {
  return !t.session.stopped && t.session.consents[NEWS_CONSENT.purpose] === NEWS_CONSENT.version
}

// Who has been offered it is not asked again for half a year.
const OFFERED_AGAIN = 180 * DAY

/** The weekly news, offered once where something was sent; its own words are asked behind the button. */
function offer(t: Turn): { text: string; button: Button } | undefined {
  const { newsOfferedAt, stopped: quiet } = t.session
  const lately = newsOfferedAt !== undefined && t.ctx.now - newsOfferedAt < OFFERED_AGAIN
  if (quiet || agreed(t) || lately) return undefined
  t.session = { ...t.session, newsOfferedAt: t.ctx.now }
  return {
    text: '\n\nMỗi tuần Hội có một tin ngắn: chuyện người tốt, việc cần chung tay. Anh/chị muốn nhận thì bấm "Nhận tin hằng tuần" ạ.',
    button: { label: 'Nhận tin hằng tuần', token: 'c.news' },
  }
}

/** "Dừng nhận tin" takes the consent to news back; news of one's own files needs none. */
function stopped(t: Turn): void {
  const { [NEWS_CONSENT.purpose]: given, ...consents } = t.session.consents
  if (given === undefined) return
  t.session = { ...t.session, consents, newsOfferedAt: undefined }
  t.effects.push({ do: 'endNews' })
}

function joined(t: Turn, result: MemberResults['joinUnit']): void {
  if (result === 'none') {
    openPanel(t, 'find-my-unit')
    return ask(t, 'Trợ lý không tìm thấy đơn vị mang mã ấy.')
  }
  t.session = { ...t.session, active: undefined, open: undefined }
  const welcome = `${introduction(t)}Dạ, anh/chị đã vào ${bold(verbatim(result.unitName))}.`
  if (agreed(t)) {
    close(t)
    return say(t, { text: `${welcome} Tin của đơn vị sẽ tới anh/chị tại đây.`, buttons: [MENU] })
  }
  openPanel(t, 'news')
  ask(t, welcome)
}

function shown(t: Turn, units: MemberResults['showUnits'], remark?: string): void {
  const first = remark ? [remark, ''] : []
  if (units.length === 0) {
    const none = remark ? 'Anh/chị không còn ở đơn vị nào nữa ạ.' : 'Anh/chị chưa vào đơn vị nào ạ.'
    return showList(t, { text: [...first, none].join('\n'), buttons: [FIND, MENU] })
  }
  const lines = units.map(({ unitName }) => `• ${verbatim(unitName)}`)
  const tells = agreed(t) ? 'Anh/chị đang nhận tin của đơn vị.' : 'Anh/chị chưa nhận tin của đơn vị.'
  showList(t, {
    text: [...first, bold('Đơn vị của anh/chị'), ...lines, '', tells].join('\n'),
    buttons: [
      ...(agreed(t) ? [] : [{ label: 'Nhận tin hằng tuần', token: 'c.news' }]),
      FIND,
      ...units.slice(0, 2).map(({ unit, unitName }) => ({
        label: clip(`Rời ${unitName}`, 60),
        token: `c.leaveUnit.${unit}`,
      })),
      MENU,
    ],
  })
}

export const member: Flow = {
  purposes: {
    [NEWS_CONSENT.purpose]: {
      label: 'Tin hằng tuần',
      allows: 'gửi tin hằng tuần của đơn vị',
      ends: 'Trợ lý thôi gửi tin hằng tuần',
      offer: NEWS_CONSENT,
    },
  },
  doors: [
    fromNews,
    ...officer.doors,
    {
      command: 'readNews',
      label: 'Đọc tin',
      phrases: list('đọc tin; đọc cả tin; đọc tin mới; xem tin; xem cả tin; xem tin mới'),
      open: (t) => void t.effects.push({ do: 'readNews' }),
    },
    {
      command: 'myUnits',
      label: 'Đơn vị của tôi',
      menu: 70,
      phrases: list(
        'đơn vị của tôi; đơn vị tôi; cơ quan của tôi; công ty của tôi; nhận tin của đơn vị; rời đơn vị; rời khỏi đơn vị; ra khỏi đơn vị; rời công ty',
      ),
      unmistakable: list('don vi cua toi; roi don vi; roi khoi don vi; ra khoi don vi; roi cong ty'),
      slashes: ['donvi'],
      open: (t) => void t.effects.push({ do: 'showUnits' }),
    },
    {
      command: 'joinUnit',
      label: 'Vào đơn vị',
      link: /^dv_([A-Za-z0-9_-]{1,40})$/,
      heard: (said, free) => (free ? EXACTLY : TYPED).exec(said.trim())?.[1],
      open: join,
    },
    {
      command: 'findMyUnit',
      label: 'Tìm đơn vị',
      open(t) {
        t.session = { ...t.session, active: undefined, open: undefined }
        openPanel(t, 'find-my-unit')
        ask(t)
      },
    },
    {
      command: 'leaveUnit',
      label: 'Rời đơn vị',
      open: (t, unit) => void (CODE.test(unit) ? t.effects.push({ do: 'leaveUnit', unit }) : resume(t)),
    },
    {
      command: 'news',
      label: 'Nhận tin hằng tuần',
      open(t) {
        openPanel(t, 'news')
        ask(t)
      },
    },
  ],
  news: { again },
  panels: { 'find-my-unit': find, news },
  told: {
    joinUnit: joined,
    showUnits: (t, units) => shown(t, units),
    leaveUnit: (t, units) => shown(t, units, 'Dạ, anh/chị đã rời đơn vị.'),
    readNews: (t, found) => (found === 'none' ? showList(t, { text: NO_NEWS, buttons: [MENU] }) : say(t, found)),
    countMembers: officer.counted,
    makePoster: officer.poster,
  },
  offer,
  happens: { stopped },
}
