// Who answers for a unit opens rounds there, moves their deadlines, and chooses when reviewers are reminded.

import type { KeptRound, RoundOffer, RoundResults } from '../effects/round.js'
import type { Flow, Panel, Turn } from '../flow.js'
import type { Answers } from '../interview/form.js'
import { endOfWork, showLadder } from '../ladder.js'
import { bold } from '../message.js'
import type { RoundFault } from '../programme.js'
import { keepsRounds } from '../roles.js'
import { activeDraft } from '../session.js'
import { enter } from '../turn/begin.js'
import { replaceDraft, startDraft } from '../turn/drafts.js'
import { showList } from '../turn/list.js'
import { looksAgain } from '../turn/reason.js'
import { ask, close, openPanel, resume } from '../turn/say.js'
import { dayAt, showDay, showMoment } from '../vi/calendar.js'
import { readComingDay } from '../vi/coming-day.js'
import { wordsAlone } from '../vi/keywords.js'
import { list } from '../vi/phrases.js'
import { example, faultOf } from './days.js'
import { form } from './form.js'
import * as ladder from './ladder.js'
import { figures, isRound, nameOf, notKept, ROUNDS } from './words.js'

/** A round, the new deadline and the one that was read (epoch ms), and whether nominations are taken as long. */
const MOVE = /^(\d{1,18})-(\d{12,14})-(\d{12,14})(-all)?$/

// Whole messages, without marks, signs and politeness.
const OPENS = /^mo (?:mot |them )?(?:dot|ky|vong)(?: xet)?(?: .{1,40})?$/
const MOVES = /^(?:gia han|lui|lui han|keo dai|doi (?:den|sang|them))(?: .{1,30})?$/
const AGREES = /^(?:doi|doi han|dong y|dung|dung roi|co|vang|u|ok|oke|duoc|xac nhan)$/
const BOTH = /^(?:doi )?(?:ca hai|ca 2|ca han nhan(?: ho so)?|het)$/
const TAKES =
  /^(?:(?:tai|xuat|lay|xin)(?: ve)? )?(?:bang|tep|file|danh sach|bang excel|excel)(?: (?:cua )?dot(?: nay)?)?$/

export const round: Flow = {
  for: keepsRounds,
  doors: [
    {
      command: 'openRound',
      label: 'Mở đợt xét',
      phrases: list('mở đợt xét; mở đợt; mở đợt xét mới; mở đợt mới'),
      heard: (said, free) => (!free && OPENS.test(wordsAlone(said)) ? '' : undefined),
      desk: 65,
      open: (t) => enter(t, 'round'),
    },
    // A form needs to know what may be opened before it is begun.
    { command: 'beginRound', label: 'Mở đợt khác', open: (t) => void t.effects.push({ do: 'offerRound' }) },
    {
      command: 'moveRound',
      label: 'Dời hạn',
      means: (said) => MOVES.test(said),
      open: (t, id) => void (isRound(id) ? t.effects.push({ do: 'moveRound', round: id }) : resume(t)),
    },
    {
      command: 'moveRoundNow',
      label: 'Dời hạn ngay',
      means: (said, rest) => (rest.endsWith('-all') ? BOTH : AGREES).test(said),
      open(t, rest) {
        const [, id, to, from, all] = MOVE.exec(rest) ?? []
        if (!id) return resume(t)
        const more = all ? { submitToo: true as const } : {}
        t.effects.push({ do: 'moveRound', round: id, to: Number(to), from: Number(from), ...more })
      },
    },
    ...ladder.doors,
    {
      command: 'roundSheet',
      label: 'Tải bảng của đợt',
      means: (said) => TAKES.test(said),
      open: (t, id) => void (isRound(id) ? t.effects.push({ do: 'takeRound', round: id }) : resume(t)),
    },
  ],
  form,
  panels: { 'round-deadline': deadline(), ...ladder.panels },
  told: { offerRound: begun, openRound: opened, moveRound: moved, changeLadder: ladder.ladders, takeRound: taken },
}

// "Thêm 1 tuần", "lùi 3 ngày": from which day on is said nowhere.
const LATER_BY =
  /^(?:gia han |doi |keo dai |cong )?(?:them|lui(?: lai| them)?|cong|keo dai) .{1,12} (?:ngay|hom|tuan|thang)$/
const NO_SUM = 'Trợ lý chưa tự cộng ngày vào hạn cũ được, nên xin anh/chị ghi hẳn ngày mới ạ.'

/** The new deadline, typed. `about`: the round. */
function deadline(): Panel {
  return {
    mode: 'free',
    ask: (t, id) => ({
      text: `Đợt ${id}: hạn xét mới là ngày nào ạ? Anh/chị gõ ngày, ví dụ "${example(dayAt(t.ctx.now))}" hoặc "cuối tháng sau".`,
      options: [{ value: 'back', label: 'Thôi, giữ hạn cũ' }],
    }),
    read: (said) => (looksAgain(said) ? 'back' : undefined),
    pick(t, _value, _said, id = '') {
      close(t)
      t.effects.push({ do: 'showRound', round: id })
    },
    text(t, said) {
      const id = t.session.panel?.about ?? ''
      const day = readComingDay(said, dayAt(t.ctx.now))
      if (day === undefined) return ask(t, LATER_BY.test(wordsAlone(said)) ? NO_SUM : 'Trợ lý chưa hiểu ngày này ạ.')
      const fault = faultOf(day, t.ctx.now)
      if (fault !== undefined) return ask(t, fault)
      close(t)
      t.effects.push({ do: 'moveRound', round: id, to: endOfWork(day as number) })
    },
  }
}

function begun(t: Turn, offer: RoundOffer): void {
  if (offer.programmes.length === 0 || offer.units.length === 0)
    return showList(t, { text: 'Hiện chưa có phong trào nào để mở đợt xét ạ.', buttons: [ROUNDS] })
  fill(t, { offer })
}

/** A form of its own with these answers; the offer is none that is counted or taken back. */
function fill(t: Turn, answers: Answers, remark?: string): void {
  startDraft(t, 'round')
  const order = Object.keys(answers).filter((key) => key !== 'offer')
  replaceDraft(t, { ...activeDraft(t.session)!, answers, order })
  ask(t, remark)
}

/** What is answered anew after each fault; where a reason is missing it is asked for by itself. */
const ANEW: Record<RoundFault, readonly string[]> = {
  programme: ['programme', 'stage', 'dates'],
  unit: ['stage', 'place'],
  dates: ['dates', 'opens', 'submitBy', 'reviewBy'],
  reason: ['reason'],
  twice: [],
}

function opened(t: Turn, found: RoundResults['openRound'], { answers }: { answers: Answers }): void {
  if (found.is === 'wrong') {
    const kept = Object.fromEntries(Object.entries(answers).filter(([key]) => !ANEW[found.fault].includes(key)))
    const more =
      found.fault === 'twice'
        ? ' Anh/chị dời hạn đợt ấy ở "Các đợt xét", hoặc bấm "Sửa" để chọn nơi khác, bước khác.'
        : ''
    return fill(t, { ...kept, offer: found.offer }, `Trợ lý chưa mở đợt này được ạ. ${found.why}${more}`)
  }
  const { taken, unassigned, opensAt } = found
  const later = opensAt > t.ctx.now
  showList(t, {
    text: [
      `Đã mở ${bold(nameOf(found))}.`,
      later ? `Đợt bắt đầu ngày ${showDay(dayAt(opensAt))}; hồ sơ vào đợt từ hôm ấy.` : `Đã có ${taken} hồ sơ vào đợt.`,
      ...(unassigned > 0
        ? [`${unassigned} hồ sơ chưa có người xét: anh/chị mời thêm người xét ở "Người và vai trò" ạ.`]
        : []),
      dates(found),
      `Lời nhắc: ${showLadder(found.ladder)}.`,
    ].join('\n'),
    buttons: [figures(found.round), { label: 'Đổi lịch nhắc', token: `c.roundLadder.${found.round}` }, ROUNDS],
  })
}

const dates = ({ submitBy, reviewBy }: KeptRound) =>
  `Nhận hồ sơ đến ${showMoment(submitBy)}, xét xong trước ${showMoment(reviewBy)}.`

function moved(t: Turn, found: RoundResults['moveRound']): void {
  switch (found.is) {
    case 'ask':
      return again(t, found.round, `${bold(nameOf(found))}. ${dates(found)}`)
    case 'wrong':
      return again(t, found.round, found.why.replace(/\.?$/, ' ạ.'))
    case 'changed':
      return again(
        t,
        found.round,
        `Hạn xét vừa được người khác dời sang ${showMoment(found.reviewBy)}, nên Trợ lý chưa đổi gì ạ.`,
      )
    case 'sure':
      return readBack(t, found)
    case 'moved':
      return showList(t, {
        text: `Dạ, đã dời hạn. ${bold(nameOf(found))}. ${dates(found)} Lời nhắc đã được tính lại.`,
        buttons: [figures(found.round), ROUNDS],
      })
    default:
      return notKept(t, found.is)
  }
}

function again(t: Turn, id: string, remark: string): void {
  t.session = { ...t.session, active: undefined, open: undefined }
  openPanel(t, 'round-deadline', id)
  ask(t, remark)
}

type Sure = Extract<RoundResults['moveRound'], { is: 'sure' }>

/** The one read-back: what moves, what stays, when reviewers are reminded. */
function readBack(t: Turn, found: Sure): void {
  const { round: id, to, reviewBy, submitBy, waiting, steps } = found
  const days = [...new Set(steps.map((at) => showDay(dayAt(at)).slice(0, 5)))]
  const isShorter = submitBy > to
  const token = `c.moveRoundNow.${id}-${to}-${reviewBy}`
  showList(t, {
    text: [
      `Dời hạn xét ${bold(nameOf(found))} từ ${showMoment(reviewBy)} sang ${bold(showMoment(to))} ạ?`,
      `• ${waiting} hồ sơ chưa có kết luận dời theo đúng số ngày ấy; hồ sơ đang chờ bổ sung giữ phần thời gian còn lại.`,
      isShorter
        ? '• Hạn nhận hồ sơ rút về cùng ngày ấy.'
        : `• Hạn nhận hồ sơ giữ ${showMoment(submitBy)}, trừ khi anh/chị dời cả hai.`,
      days.length > 0 ? `• Lời nhắc tính lại: ${days.join(', ')}.` : '• Không còn mốc nhắc nào trước và sau hạn mới.',
    ].join('\n'),
    buttons: [
      { label: 'Dời hạn xét', token },
      ...(isShorter || submitBy === to ? [] : [{ label: 'Dời cả hạn nhận hồ sơ', token: `${token}-all` }]),
      { label: 'Chọn ngày khác', token: `c.moveRound.${id}` },
      figures(id),
    ],
  })
}

function taken(t: Turn, found: RoundResults['takeRound']): void {
  if (found.is === 'none') return notKept(t, 'none')
  showList(t, {
    text: `${bold(nameOf(found))}: danh sách hồ sơ và mọi kết luận với lý do. Bảng có tên người, xin anh/chị giữ kín; chỉ người đã đồng ý mới được nêu tên công khai.`,
    file: found.sheet,
    buttons: [figures(found.round), ROUNDS],
  })
}
