// A pledge as whoever made it sees it, and what others did with it.

import type { MyPledge, SupportResults } from '../effects/support.js'
import type { Turn } from '../flow.js'
import { bold } from '../message.js'
import { RHYTHMS, type Rhythm, showQuantity } from '../needs.js'
import { verbatim } from '../salutation.js'
import { showList } from '../turn/list.js'
import { ask, openPanel, say } from '../turn/say.js'
import { showPhone } from '../vi/phones.js'
import { MENU, remember, STATES, view } from './told.js'
import { unchanged } from './waits.js'

export function mine(t: Turn, pledge: SupportResults['openMyPledge'], remark?: string): void {
  if (pledge === 'none')
    return showList(t, {
      text: 'Trợ lý chưa tìm thấy đăng ký này, hoặc việc này không còn làm được nữa ạ.',
      buttons: [MENU],
    })
  remember(t, pledge)
  const text = [...(remark ? [remark, ''] : []), ...linesOf(pledge)].join('\n')
  showList(t, { text, buttons: [...buttonsOf(pledge), MENU] })
}

function linesOf(pledge: MyPledge): string[] {
  const { code, state, family, reason, proposed, delivered, measure, monthDay, starts, note } = pledge
  const rhythm = `${RHYTHMS[pledge.rhythm as Rhythm]}${monthDay === undefined ? '' : `, ngày ${monthDay}`}`
  const proposal = pledge.proposal ? ` (“${verbatim(pledge.proposal)}”)` : ''
  return [
    `${bold(code)} · ${STATES[state]}`,
    `${showQuantity(pledge.quantity, measure)}: ${verbatim(pledge.what)} (${rhythm}), ${pledge.unit}, mã ${pledge.address}`,
    ...(pledge.organisation ? [`Thay mặt: ${verbatim(pledge.organisation)}`] : []),
    ...(starts ? [`Thời gian: ${verbatim(starts)}`] : []),
    ...(note ? [`Lời nhắn: ${verbatim(note)}`] : []),
    ...(delivered > 0 ? [`Đã giúp: ${showQuantity(delivered, measure)}`] : []),
    ...(proposed !== undefined && state === 'proposed'
      ? [`Cán bộ đề nghị: ${showQuantity(proposed, measure)}${proposal}`]
      : []),
    ...(reason ? [`Lý do: ${verbatim(reason)}`] : []),
    ...(family
      ? [
          `Gia đình: ${verbatim(family.name)}, ${verbatim(family.place)}${family.phone ? `, ${showPhone(family.phone)}` : ''}`,
        ]
      : []),
  ]
}

function buttonsOf({ code, state }: MyPledge): { label: string; token: string }[] {
  const act = (command: string, label: string) => ({ label, token: `c.${command}.${code}` })
  const change = act('changePledge', 'Thay đổi')
  const drop = act('dropPledge', 'Hủy đăng ký')
  switch (state) {
    case 'proposed':
      return [act('acceptChange', 'Đồng ý thay đổi'), act('declineChange', 'Giữ như tôi đăng ký'), drop]
    case 'agreed':
      return [act('helpDone', 'Tôi đã giúp xong'), change, drop]
    case 'asked':
      return [change, drop]
    default:
      return []
  }
}

/** A proposal that is still open could not be taken: others have pledged what it takes meanwhile. */
export function answered(pledge: SupportResults['openMyPledge']): string | undefined {
  return pledge !== 'none' && pledge.state === 'proposed'
    ? 'Đề nghị này chưa nhận được: việc ấy không còn thiếu nhiều như vậy nữa. Anh/chị giữ như đã đăng ký, hoặc nhắn "gặp cán bộ" ạ.'
    : 'Cảm ơn anh/chị đã trả lời ạ.'
}

export function changed(t: Turn, result: SupportResults['changePledge'], { code }: { code: string }): void {
  if (result === 'notNow')
    return say(t, {
      text: 'Thay đổi này không làm được: đăng ký đã có lần giúp hoặc đang chờ anh/chị trả lời đề nghị, hoặc việc này chỉ cần giúp một lần. Anh/chị mở lại để xem, hoặc nhắn "gặp cán bộ" ạ.',
      buttons: [view(code), MENU],
    })
  if (result !== 'none' && 'waits' in result) return unchanged(t, result, code)
  if (result !== 'none' && 'left' in result) {
    openPanel(t, 'change-quantity', code)
    return ask(
      t,
      `Việc này đã có nhiều người cùng giúp, đăng ký của anh/chị nhiều nhất được ${showQuantity(result.left, result.measure)} ạ.`,
    )
  }
  mine(t, result, 'Dạ, Trợ lý đã ghi thay đổi và báo cán bộ Hội.')
}

/** What somebody else did with a pledge of theirs. */
export function news(words: (more: { reason?: string; what?: string }) => string) {
  return (t: Turn, code: string, given?: Record<string, unknown>): void => {
    const { reason, what } = (given ?? {}) as { reason?: string; what?: string }
    say(t, { text: `${bold(code)}: ${words({ reason, what })}`, buttons: [view(code), MENU] })
  }
}

const showIso = (iso: unknown) =>
  String(iso ?? '')
    .split('-')
    .reverse()
    .join('/')

export function monthComes(t: Turn, code: string, more?: Record<string, unknown>): void {
  say(t, {
    text:
      more?.rhythm === 'schoolYear'
        ? `Anh/chị ơi, năm học mới khai giảng ngày ${showIso(more.day)}: tới dịp giúp cho năm học của ${bold(code)}. Cảm ơn anh/chị vẫn nhớ tới gia đình. 🌸`
        : `Anh/chị ơi, ngày ${showIso(more?.day)} là ngày giúp hằng tháng của ${bold(code)}. Cảm ơn anh/chị vẫn nhớ tới gia đình. 🌸`,
    buttons: [view(code), MENU],
  })
}

export function monthCame(t: Turn, code: string, more?: Record<string, unknown>): void {
  const when = more?.rhythm === 'schoolYear' ? 'Năm học này (khai giảng' : 'Tháng này (ngày'
  say(t, {
    text: `${when} ${showIso(more?.day)}) việc giúp của ${bold(code)} đã xong chưa ạ? Xong rồi, anh/chị bấm nút để ghi nhận; chưa tiện cũng không sao, cán bộ Hội sẽ hỏi thăm.`,
    buttons: [{ label: 'Tôi đã giúp xong', token: `c.helpDone.${code}` }, view(code), MENU],
  })
}

/** Help was confirmed: words, and a card to pass on that says nothing of the family. */
export function thanks(t: Turn, code: string, more?: Record<string, unknown>): void {
  const { what, quantity, measure, unit, name } = (more ?? {}) as Record<string, string | number | undefined>
  const help =
    quantity === undefined ? '' : `${showQuantity(Number(quantity), String(measure ?? ''))}: ${String(what ?? '')}`
  const text = `${bold(code)}: việc anh/chị giúp đã được xác nhận. Thay mặt gia đình, Hội cảm ơn tấm lòng của anh/chị! 🌸`
  const buttons = [view(code), MENU]
  if (!help) return say(t, { text, buttons })
  say(t, {
    text: `${text}\nTấm thiệp này không có tên gia đình, anh/chị có thể chia sẻ.`,
    buttons,
    photo: {
      is: 'card',
      title: 'Cảm ơn một tấm lòng',
      lines: [...(name ? [String(name)] : []), help, String(unit ?? '')].filter(Boolean),
      foot: 'Hội Chữ thập đỏ thành phố Hải Phòng · Chung tay xây dựng cộng đồng nhân ái',
    },
  })
}
