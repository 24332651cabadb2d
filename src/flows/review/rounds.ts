// Rounds in figures, for who reviews there: a picture, and the same in words under it.

import type { ReviewResults, RoundReport } from '../effects/review.js'
import type { Door, Turn } from '../flow.js'
import { showLadder } from '../ladder.js'
import { bold } from '../message.js'
import { answers, keepsRounds, reviews } from '../roles.js'
import { showList } from '../turn/list.js'
import { say } from '../turn/say.js'
import { dayAt, showDay, showMoment } from '../vi/calendar.js'
import { wordsAlone } from '../vi/keywords.js'
import { list } from '../vi/phrases.js'
import { QUEUE } from './words.js'

const CLOSES = /^(?:khep|dong|ket thuc)(?: dot)?(?: xet)?(?: nay)?$/
const CHANGES = /^(?:(?:doi|gia|lui) han|doi lich nhac|(?:khep|dong|ket thuc) dot)(?: .{1,40})?$/

export const doors: Door[] = [
  {
    command: 'rounds',
    label: 'Các đợt xét',
    phrases: list('các đợt xét; đợt xét; số liệu đợt xét; thống kê đợt xét'),
    leadsBack: true,
    // Which one is chosen from the list.
    heard: (said, free) => (!free && CHANGES.test(wordsAlone(said)) ? '' : undefined),
    slashes: ['dotxet'],
    for: reviews,
    open: (t) => void t.effects.push({ do: 'showRounds' }),
  },
  {
    command: 'round',
    label: 'Xem đợt xét',
    leadsBack: true,
    for: reviews,
    open: (t, round) => void t.effects.push({ do: 'showRound', round }),
  },
  {
    command: 'closeRound',
    label: 'Khép đợt',
    for: answers,
    means: (said) => CLOSES.test(said),
    open: (t, round) => void t.effects.push({ do: 'closeRound', round }),
  },
  {
    command: 'closeRoundNow',
    label: 'Khép đợt ngay',
    for: answers,
    final: () => true,
    open: (t, round) => void t.effects.push({ do: 'closeRound', round, sure: true }),
  },
]

export function rounds(t: Turn, found: ReviewResults['showRounds']): void {
  const opens = keepsRounds(t.ctx.who) ? [{ label: 'Mở đợt xét', token: 'c.openRound' }] : []
  if (found.length === 0)
    return say(t, { text: 'Đơn vị của anh/chị chưa có đợt xét nào ạ.', buttons: [...opens, QUEUE] })
  showList(t, {
    text: 'Anh/chị xem đợt nào ạ?',
    buttons: [
      ...found.map(({ round, unitName, stage }) => ({
        label: `Đợt ${round}: ${unitName}, ${stage}`,
        token: `c.round.${round}`,
      })),
      ...opens,
      QUEUE,
    ],
  })
}

const KINDS: Record<string, string> = {
  individual: 'cá nhân',
  self: 'tự giới thiệu',
  collective: 'tập thể',
  community: 'cộng đồng',
}
const BARS = 8

const days = (n: number) => `${n.toFixed(1).replace('.', ',')} ngày`

function lines(r: RoundReport): string[] {
  const decided = r.passed + r.refused
  return [
    `Nhận ${r.received} · đã kết luận ${decided} (đạt ${r.passed}, không đủ điều kiện ${r.refused}) · chờ xét ${r.waiting} · chờ bổ sung ${r.asked}`,
    `Quá hạn ${r.overdue}${r.unassigned > 0 ? ` · chưa có người xét ${r.unassigned}` : ''}`,
    ...(r.under > 0
      ? [`Đơn vị tham gia: ${r.takingPart}/${r.under} (${Math.round((100 * r.takingPart) / r.under)}%, mục tiêu 100%)`]
      : []),
    ...(r.kinds.length > 0
      ? [`Theo loại: ${r.kinds.map(({ kind, count }) => `${KINDS[kind] ?? kind} ${count}`).join(', ')}`]
      : []),
    ...(r.units.length > 0
      ? [
          `Theo đơn vị: ${r.units
            .slice(0, BARS)
            .map(({ label, received, decided: done }) => `${label} ${done}/${received}`)
            .join('; ')}${r.units.length > BARS ? `; và ${r.units.length - BARS} đơn vị nữa` : ''}`,
        ]
      : []),
    ...r.criteria.map(({ text, yes, no, unclear }) => `• ${text}: đạt ${yes}, chưa đạt ${no}, chưa rõ ${unclear}`),
    ...(r.medians.length > 0
      ? [`Thời gian xét (trung vị): ${r.medians.map((m) => `${m.stage} ${days(m.days)}`).join(', ')}`]
      : []),
    ...(r.noConsent > 0 ? [`Chưa hỏi ý kiến người được giới thiệu: ${r.noConsent}`] : []),
  ]
}

export function round(t: Turn, found: ReviewResults['showRound']): void {
  if (!found)
    return say(t, { text: 'Trợ lý không tìm thấy đợt xét này trong phạm vi của anh/chị ạ.', buttons: [QUEUE] })
  const title = `Đợt ${found.round}: ${found.unitName}, ${found.stage}`
  const bars = found.units.slice(0, BARS).map(({ label, received, decided }) => ({
    label,
    value: decided,
    of: received,
    shown: `${decided}/${received} đã kết luận`,
  }))
  const note = `Hạn xét ${showMoment(found.reviewBy)}`
  showList(t, {
    text: [
      bold(title),
      `Nhận hồ sơ đến: ${showMoment(found.submitBy)} · Hạn xét: ${showMoment(found.reviewBy)}`,
      ...closedLine(found),
      ...(found.closedAt === undefined ? [`Lời nhắc: ${showLadder(found.ladder)}`] : []),
      '',
      ...lines(found),
    ].join('\n'),
    ...(bars.length > 0 && { photo: { is: 'bars' as const, title, bars, note } }),
    buttons: [
      ...found.unasked.map(({ review, code }) => ({ label: `Hỏi ý kiến · ${code}`, token: `c.reviewFile.${review}` })),
      ...(found.kept && keepsRounds(t.ctx.who)
        ? [
            { label: 'Dời hạn', token: `c.moveRound.${found.round}` },
            { label: 'Đổi lịch nhắc', token: `c.roundLadder.${found.round}` },
          ]
        : []),
      ...(found.takes && keepsRounds(t.ctx.who)
        ? [{ label: 'Tải bảng của đợt', token: `c.roundSheet.${found.round}` }]
        : []),
      ...(found.closable ? [{ label: 'Khép đợt này', token: `c.closeRound.${found.round}` }] : []),
      ROUNDS,
      QUEUE,
    ],
  })
}

const ROUNDS = { label: 'Các đợt xét', token: 'c.rounds' }

const closedLine = ({ closedAt }: RoundReport) =>
  closedAt === undefined ? [] : [`Đợt đã khép ngày ${showDay(dayAt(closedAt))}.`]

/** Closing a round: asked first, since it takes in no more afterwards. */
export function closing(t: Turn, found: ReviewResults['closeRound']): void {
  switch (found.is) {
    case 'sure':
      return say(t, {
        text: `Khép đợt ${found.round}: ${found.unitName}, ${found.stage} ạ? Cả ${found.received} hồ sơ đã có kết luận. Đợt đã khép không nhận thêm hồ sơ và không mở lại được; số liệu vẫn xem được.`,
        buttons: [
          { label: 'Khép đợt', token: `c.closeRoundNow.${found.round}` },
          { label: 'Thôi, xem lại đợt', token: `c.round.${found.round}` },
        ],
      })
    case 'closed':
      return say(t, {
        text: `Đã khép đợt ${found.round}: ${found.unitName}, ${found.stage}. Cảm ơn anh/chị ạ. 🌸`,
        buttons: [{ label: 'Xem số liệu', token: `c.round.${found.round}` }, ROUNDS, QUEUE],
      })
    case 'left':
      return say(t, {
        text: `Đợt ${found.round} còn ${found.left} hồ sơ chưa có kết luận nên Trợ lý chưa khép được ạ.`,
        buttons: [{ label: 'Xem lại đợt', token: `c.round.${found.round}` }, QUEUE],
      })
    case 'over':
      return say(t, { text: 'Đợt này đã khép từ trước rồi ạ.', buttons: [ROUNDS, QUEUE] })
    default:
      return say(t, { text: 'Trợ lý không tìm thấy đợt xét này trong phạm vi của anh/chị ạ.', buttons: [QUEUE] })
  }
}
